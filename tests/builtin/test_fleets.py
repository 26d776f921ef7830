"""The fleets plugin."""

from datetime import date

from collected import rules_of
from mizalla_models.vehicle import Fleet
from tiny import FLEET, tiny


def test_every_row_becomes_vehicles_with_all_that_it_states() -> None:
    """Hours or days lost on the way would give trucks that are not there."""
    fleet = Fleet.model_validate(
        FLEET.model_dump()
        | {"hours_per_day": 6.5, "from_day": date(2027, 2, 9), "until": date(2027, 2, 10)}
    )
    (rule,) = rules_of(tiny(fleets=(fleet,)), "fleets")
    stated = {field: getattr(fleet, field) for field in Fleet.model_fields if field != "id"}
    assert {field: getattr(rule, field) for field in stated} == stated
    assert rule.fleet == "F1"
    assert rule.reason == "Nour runs 2 × van from W1, 6.5 hours a day."
