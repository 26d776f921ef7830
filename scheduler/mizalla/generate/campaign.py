"""``campaign.yaml`` of a generated scenario."""

import yaml

from mizalla.generate.recipe import Recipe
from mizalla.generate.ways import CIRCUITY, LOCAL_SPEED

ROUNDS = 3
SHIFT_HOURS = 10.0
"""From leaving first to coming home last; the hours of fleets are those at the wheel."""


def campaign_text(recipe: Recipe) -> str:
    """Text of ``campaign.yaml``."""
    values: dict[str, object] = {
        "name": recipe.title,
        "starts": recipe.starts,
        "ends": recipe.ends,
        "timezone": "Africa/Cairo",
        "currency": "EGP",
        "goals": ["coverage", "lateness", "cost"],
        "sharing": "pooled",
        "closed_weekdays": list(recipe.closed_weekdays),
        "reach": recipe.reach,
        "road": {"circuity": CIRCUITY, "speed": LOCAL_SPEED},
        "trips": {"shift_hours": SHIFT_HOURS, "rounds": ROUNDS},
    }
    part = {kind.parcel.id: kind.share for kind in recipe.parcels if kind.share < 1}
    if part and not recipe.writes_needs:
        values["plugins"] = [{"name": "needs", "settings": {"share": part}}]
    return yaml.safe_dump(values, allow_unicode=True, sort_keys=False)
