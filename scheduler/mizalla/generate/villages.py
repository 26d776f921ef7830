"""Villages with poor families: real ones where a list is given, the others made up."""

from collections.abc import Mapping, Sequence

import numpy as np

from mizalla.generate.draw import Draw
from mizalla.generate.geo import coordinates, distances, leg, shifted
from mizalla.generate.governorates import Governorate, governorates
from mizalla.generate.names import village_names
from mizalla.generate.neighbours import close_neighbours
from mizalla.generate.places import real_villages
from mizalla.generate.recipe import Recipe
from mizalla.generate.shares import shares
from mizalla.generate.towns import Town
from mizalla_models.place import Village

WIDTH_KM = {"valley": 4.0, "delta": 5.0, "desert": 3.0}
WEST_OF_THE_NILE = 0.9
LONGEST_WAY_KM = 40.0
FURTHEST_TOWN_KM = 150.0
"""From the capital: no truck goes to the oases beyond and back in a day."""
FEWEST_FAMILIES = 600
Spot = tuple[float, float]


def villages(recipe: Recipe, towns: Sequence[Town]) -> tuple[Village, ...]:
    """Villages of the recipe, by p-code.

    Families vary log-normally; poverty around the rate of the governorate.

    Raises
    ------
    UsageError
        If the list of real places can't be read.
    """
    known = governorates()
    counts = shares(
        recipe.villages, [known[pcode].population_2017 for pcode in recipe.governorates], least=1
    )
    around = _around(towns)
    unsized: list[Village] = []
    for pcode, count in zip(recipe.governorates, counts, strict=True):
        real = real_villages(recipe.places, pcode, count) if recipe.places else []
        unsized += real
        unsized += _made_up(recipe, known[pcode], around, real, count - len(real))
    unsized.sort(key=lambda village: village.pcode)
    return _sized(recipe, unsized)


def _made_up(
    recipe: Recipe,
    governorate: Governorate,
    around: Mapping[Town, Sequence[Town]],
    real: Sequence[Village],
    count: int,
) -> list[Village]:
    """Villages on the lines between neighbouring towns, where the Nile's water is."""
    draw = Draw(recipe.seed, "villages", governorate.pcode)
    names = village_names(
        Draw(recipe.seed, "village names", governorate.pcode), governorate.landscape == "valley"
    )
    own = [town for town in around if town.governorate == governorate.pcode]
    in_reach = distances(coordinates(own[:1]), coordinates(own))[0] <= FURTHEST_TOWN_KM
    own = [town for town, near in zip(own, in_reach, strict=True) if near]
    taken = [(place.lat, place.lon) for place in real]
    spots = _spots(draw, governorate, own, around, taken, count)
    nearest = distances(np.array(spots).reshape(-1, 2), coordinates(own)).argmin(axis=1)
    made: list[Village] = []
    for number, town in enumerate(own):
        mine = [spot for spot, index in zip(spots, nearest, strict=True) if index == number]
        digits = max(2, len(str(len(mine))))
        for place, (lat, lon) in enumerate(sorted(mine, reverse=True), 1):
            name, name_ar = next(names)
            made.append(
                Village(
                    pcode=f"{town.district}{place:0{digits}d}",
                    name=name,
                    name_ar=name_ar,
                    governorate=governorate.pcode,
                    district=town.district,
                    lat=lat,
                    lon=lon,
                    households=0,
                )
            )
    return made


def _around(towns: Sequence[Town]) -> dict[Town, list[Town]]:
    """For each town, in their order, those that people go to by way of fields."""
    around: dict[Town, list[Town]] = {town: [] for town in towns}
    for first, second, km in close_neighbours(towns):
        if km <= LONGEST_WAY_KM:
            around[towns[first]].append(towns[second])
            around[towns[second]].append(towns[first])
    return around


def _spots(
    draw: Draw,
    governorate: Governorate,
    own: Sequence[Town],
    around: Mapping[Town, Sequence[Town]],
    taken: Sequence[Spot],
    count: int,
) -> list[Spot]:
    """Positions of made-up villages, seldom nearer than 600 m to one another."""
    weights = [max(town.population, 1) ** 0.5 for town in own]
    spots: list[Spot] = []
    occupied = np.full((len(taken) + count, 2), np.nan)
    occupied[: len(taken)] = np.array(taken).reshape(-1, 2)
    centres = coordinates(own)
    while len(spots) < count:
        for _ in range(30):
            town = draw.pick_weighted(own, weights)
            spot = _spot(draw, governorate, town, around[town])
            here = np.array([spot])
            filled = occupied[: len(taken) + len(spots)]
            crowded = filled.size and distances(here, filled).min() < 0.6
            if not crowded and distances(here, centres).min() > 0.8:
                break
        occupied[len(taken) + len(spots)] = spot
        spots.append(spot)
    return spots


def _spot(draw: Draw, governorate: Governorate, town: Town, around: Sequence[Town]) -> Spot:
    """A position on the town's own half of a way to a neighbour, or near a town that has none."""
    width = WIDTH_KM[governorate.landscape]
    if not around:
        return shifted(town.lat, town.lon, width / 2 * draw.normal(), width / 2 * draw.normal())
    other = draw.pick(around)
    north, east = leg(town, other)
    part = draw.uniform(0.04, 0.5 if other.governorate == town.governorate else 0.3)
    length = max((north**2 + east**2) ** 0.5, 0.1)
    side = min(max(draw.normal() * width / 2, -width), width)
    if governorate.landscape == "valley":
        # The fields of Upper Egypt lie mostly between the river and the western desert.
        side *= 1 + WEST_OF_THE_NILE * max(0.0, side * north / length / abs(side or 1.0))
    return shifted(
        town.lat,
        town.lon,
        part * north + side * east / length,
        part * east - side * north / length,
    )


def _sized(recipe: Recipe, unsized: Sequence[Village]) -> tuple[Village, ...]:
    """Give each village its families, so that the poor ones add up to the recipe's, about."""
    known = governorates()
    draw = Draw(recipe.seed, "families")
    sizes, rates = [], []
    for village in unsized:
        rate = known[village.governorate].poverty_rate
        sizes.append(float(np.exp(0.45 * draw.normal())))
        rates.append(round(min(0.95, rate * min(1.3, max(0.7, 1 + 0.12 * draw.normal()))), 3))
    scale = recipe.families / sum(size * rate for size, rate in zip(sizes, rates, strict=True))
    fewest = min(FEWEST_FAMILIES, recipe.families // (2 * len(unsized)))
    result = []
    for village, size, rate in zip(unsized, sizes, rates, strict=True):
        households = max(round(size * scale), round(fewest / rate) + 1)
        served = 0
        if not recipe.writes_needs and draw.chance(0.12):
            served = round(households * rate * draw.uniform(0.05, 0.2))
        result.append(
            village.model_copy(
                update={"households": households, "poverty_rate": rate, "already_served": served}
            )
        )
    return tuple(result)
