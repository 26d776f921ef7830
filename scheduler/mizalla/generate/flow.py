"""How much goes through each warehouse when the stock is shared out fairly: what sizes all else."""

from collections.abc import Sequence
from math import ceil

import numpy as np
from numpy.typing import NDArray

from mizalla.generate.draw import Draw
from mizalla.generate.geo import coordinates, distances
from mizalla.generate.recipe import Recipe
from mizalla.generate.sites import Site
from mizalla_models.base import Word
from mizalla_models.campaign import WEEKDAYS
from mizalla_models.place import Village
from mizalla_models.rule import Need

GROUP = 3


class Flow(Word):
    """Parcels through one warehouse over the campaign, and how easily."""

    site: Site
    """The warehouse."""
    parcels: dict[str, int]
    """Parcels that its villages (of all its depots, for a store) are due, by kind."""
    truck_slack: float
    """Truck hours that it gets ÷ those that it takes."""
    loading_slack: float
    """Loading that it gets ÷ what it takes."""
    villages: tuple[int, ...]
    """Positions of the villages that it is nearest to."""


def flows(
    recipe: Recipe,
    sites: Sequence[Site],
    villages: Sequence[Village],
    needs: Sequence[Need],
    minutes: NDArray[np.float64],
) -> tuple[Flow, ...]:
    """Flow of each site, in their order.

    Parameters
    ----------
    minutes
        One-way minutes of shape (sites, villages).
    """
    draw = Draw(recipe.seed, "flows")
    serving = [place for place, site in enumerate(sites) if site.serves]
    nearest = np.array(serving)[minutes[serving].argmin(axis=0)]
    due = {(need.village, need.parcel): need.quantity * recipe.stock_share for need in needs}
    kinds = [kind.parcel.id for kind in recipe.parcels]
    tight = _tight(draw, recipe, sites, serving)
    result = []
    for place, site in enumerate(sites):
        if site.serves:
            mine = tuple(int(index) for index in np.flatnonzero(nearest == place))
        else:
            feeds = [
                index
                for index in serving
                if site.level == "national" or sites[index].governorate == site.governorate
            ]
            mine = tuple(int(index) for index in np.flatnonzero(np.isin(nearest, feeds)))
        result.append(
            Flow(
                site=site,
                parcels={
                    kind: round(sum(due.get((villages[index].pcode, kind), 0) for index in mine))
                    for kind in kinds
                },
                truck_slack=recipe.shortage if tight.get(place) == "trucks" else recipe.slack,
                loading_slack=recipe.shortage if tight.get(place) == "loading" else recipe.slack,
                villages=mine,
            )
        )
    return tuple(result)


def _tight(
    draw: Draw, recipe: Recipe, sites: Sequence[Site], serving: Sequence[int]
) -> dict[int, str]:
    """Which depots are short, and of what: neighbours together, so that none helps the other."""
    at = coordinates(sites)
    left, result = list(serving), dict[int, str]()
    count = ceil(recipe.tight * len(serving))
    while len(result) < count:
        seed = draw.pick(left)
        km = distances(at[[seed]], at)[0]
        group = sorted(left, key=lambda place: (float(km[place]), place))
        for place in group[: min(GROUP, count - len(result))]:
            result[place] = "loading" if len(result) % 3 == 2 else "trucks"
            left.remove(place)
    return result


def working_days(recipe: Recipe) -> int:
    """Days of the campaign on which something moves."""
    return sum(WEEKDAYS[day.weekday()] not in recipe.closed_weekdays for day in recipe.days)
