"""Contracted transport from national to governorate stores, and on to the depots."""

from collections.abc import Sequence

from mizalla.generate.geo import coordinates, distances
from mizalla.generate.recipe import Recipe
from mizalla.generate.sites import Site
from mizalla_models.lane import ContractedLane

CIRCUITY = 1.25
COST_PER_KG_KM = 2 * 26 / 22_000
"""A truck of 22 t at 26 EGP/km, there and back."""
SAME_DAY_KM = 60.0


def lanes(recipe: Recipe, sites: Sequence[Site]) -> tuple[ContractedLane, ...]:
    """Transfers, by origin and destination.

    From the national stores, and to far depots, they take until the next day.
    """
    if not recipe.transfers:
        return ()
    at = coordinates(sites)
    km = distances(at, at) * CIRCUITY
    result = []
    for origin, first in enumerate(sites):
        for destination, second in enumerate(sites):
            down = (first.level, second.level)
            inside = first.governorate == second.governorate
            if down == ("national", "governorate") or (down == ("governorate", "depot") and inside):
                far = first.level == "national" or km[origin, destination] > SAME_DAY_KM
                result.append(
                    ContractedLane(
                        origin=first.id,
                        destination=second.id,
                        cost_per_kg=round(float(km[origin, destination]) * COST_PER_KG_KM, 3),
                        lead_days=int(far),
                    )
                )
    return tuple(sorted(result, key=lambda lane: (lane.origin, lane.destination)))
