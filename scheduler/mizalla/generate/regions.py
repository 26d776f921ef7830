"""Where each member works: the governorates that its trucks are sized for, and no others."""

from collections.abc import Sequence

import yaml

from mizalla.generate.flow import Flow
from mizalla.generate.governorates import governorates
from mizalla.generate.recipe import Recipe
from mizalla_models.place import Village
from mizalla_models.vehicle import Fleet

MOST_GOVERNORATES = 9
"""Members with more go everywhere."""


def regions(
    recipe: Recipe, flows: Sequence[Flow], villages: Sequence[Village], fleets: Sequence[Fleet]
) -> dict[str, tuple[str, ...]]:
    """P-codes of governorates by the member that serves these alone.

    Those of all villages that the bases of its fleets are nearest to, so that no village is left
    without a truck that may come.
    """
    if not recipe.regions:
        return {}
    around = {
        flow.site.id: {villages[place].governorate for place in flow.villages} for flow in flows
    }
    found: dict[str, set[str]] = {}
    for fleet in fleets:
        found.setdefault(fleet.organisation, set()).update(around[fleet.warehouse])
    return {
        member: tuple(sorted(found[member]))
        for member in sorted(found)
        if len(found[member]) <= MOST_GOVERNORATES
    }


def capacity_text(region: Sequence[str]) -> str:
    """``capacity/MEMBER.yaml``: what the member registers about where it works."""
    known = governorates()
    rows = [
        {
            "area": pcode,
            "name": known[pcode].name,
            "reason": "Our people and partner associations work in "
            + ", ".join(known[each].name for each in region)
            + " only.",
        }
        for pcode in region
    ]
    return yaml.safe_dump({"regions_served": rows}, allow_unicode=True, sort_keys=False, width=1000)
