"""What one unit of each rule is called."""

from mizalla_models.rule import Limit, Vehicles
from mizalla_models.rules import Rules

WORDS = {
    "parcels": "parcel",
    "households": "household",
    "truck_hours": "truck hour",
    "m3": "m³",
}


def units(rules: Rules) -> dict[str, str]:
    """Name the unit of every rule that has a bound, by the rule's id."""
    found = {}
    for provided in rules.provided:
        if isinstance(provided.rule, Limit):
            found[provided.id] = WORDS.get(provided.rule.measure, provided.rule.measure)
        elif isinstance(provided.rule, Vehicles):
            found[provided.id] = WORDS["truck_hours"]
    return found
