"""Where the alliance has its warehouses."""

from collections.abc import Sequence
from math import ceil
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from mizalla.generate.draw import Draw
from mizalla.generate.geo import coordinates, distances, shifted
from mizalla.generate.governorates import governorates
from mizalla.generate.recipe import Recipe
from mizalla.generate.shares import shares
from mizalla.generate.towns import Town
from mizalla_models.organisation import Organisation
from mizalla_models.place import Place, Village

NATIONAL = (415561, 353219, 353229, 361058, 12451089)
"""Badr, 6th of October, 10th of Ramadan, Alexandria, Obour: where such stores stand."""
HOME_KM = 60.0
"""Over which a member's pull on depots falls to a third, where members have regions."""
EVERYWHERE = 0.15
"""Share of the members, the largest, that are at home everywhere."""


class Site(Place):
    """A warehouse before it is known how much goes through it."""

    id: str
    """Id of the warehouse."""
    level: Literal["national", "governorate", "depot"]
    """Its level."""
    serves: bool
    """Whether trucks go from it to villages."""
    organisation: str
    """Id of its owner."""
    governorate: str
    """P-code of its governorate."""
    district: str
    """P-code of its district."""
    name: str
    """Name in Latin script."""
    name_ar: str
    """Name in Arabic."""


def sites(
    recipe: Recipe,
    towns: Sequence[Town],
    villages: Sequence[Village],
    members: Sequence[Organisation],
) -> tuple[Site, ...]:
    """Warehouses of the recipe: national, then by governorate, each near a true town."""
    draw = Draw(recipe.seed, "sites")
    known = governorates()
    found: list[Site] = []
    by_number = {town.geonameid: town for town in towns}
    for number, geonameid in enumerate(NATIONAL[: recipe.warehouses.national], 1):
        town = by_number[geonameid]
        name, name_ar = f"National store, {town.name}", f"المخزن القومي، {town.name_ar}"
        found.append(_site(draw, f"N{number}", "national", False, town, name, name_ar))
    families = dict.fromkeys(recipe.governorates, 0.0)
    for village in villages:
        families[village.governorate] += village.households * (village.poverty_rate or 0)
    counts = shares(recipe.warehouses.depot, [families[p] for p in recipe.governorates], least=1)
    for pcode, count in zip(recipe.governorates, counts, strict=True):
        own = [town for town in towns if town.governorate == pcode]
        capital, governorate = own[0], known[pcode]
        direct = bool(recipe.warehouses.governorate) and not recipe.transfers
        if recipe.warehouses.governorate:
            name = f"{governorate.name} governorate store"
            name_ar = f"مخزن محافظة {governorate.name_ar}"
            key = f"G{pcode[2:]}"
            found.append(_site(draw, key, "governorate", direct, capital, name, name_ar))
        mine = [village for village in villages if village.governorate == pcode]
        for town, number in _depot_towns(own, mine, count, (capital,) if direct else ()):
            more = f" {number}" if number > 1 else ""
            key = f"D{town.district[2:]}" + (f"-{number}" if more else "")
            name, name_ar = f"{town.name} depot{more}", f"مستودع {town.name_ar}{more}"
            found.append(_site(draw, key, "depot", True, town, name, name_ar))
    near = _near(recipe, found, members) if recipe.regions else None
    owners = _owners(Draw(recipe.seed, "owners"), found, members, near)
    return tuple(
        site.model_copy(update={"organisation": owner})
        for site, owner in zip(found, owners, strict=True)
    )


def _site(
    draw: Draw,
    key: str,
    level: Literal["national", "governorate", "depot"],
    serves: bool,
    town: Town,
    name: str,
    name_ar: str,
) -> Site:
    lat, lon = shifted(town.lat, town.lon, draw.uniform(-1.5, 1.5), draw.uniform(-1.5, 1.5))
    return Site(
        id=key,
        level=level,
        serves=serves,
        organisation="",
        governorate=town.governorate,
        district=town.district,
        name=name,
        name_ar=name_ar,
        lat=lat,
        lon=lon,
    )


def _depot_towns(
    own: Sequence[Town], villages: Sequence[Village], count: int, taken: Sequence[Town]
) -> list[tuple[Town, int]]:
    """Towns for depots, with a number each.

    Each next one brings families nearest; when every town has one, they get a second.
    """
    km = distances(coordinates(own), coordinates(villages))
    weights = np.array([village.households for village in villages], dtype=np.float64)
    order: list[int] = []
    nearest = np.full(len(villages), 1e3)
    for town in taken:
        nearest = np.minimum(nearest, km[own.index(town)])
    free = [index for index, town in enumerate(own) if town not in taken]
    while free and len(order) < count:
        best = min(free, key=lambda index: float(np.minimum(nearest, km[index]) @ weights))
        nearest = np.minimum(nearest, km[best])
        free.remove(best)
        order.append(best)
    order = order or [0]
    return [(own[order[place % len(order)]], place // len(order) + 1) for place in range(count)]


def _near(
    recipe: Recipe, found: Sequence[Site], members: Sequence[Organisation]
) -> NDArray[np.float64]:
    """How much each member is drawn to each site, of shape (sites, members), 0 to 1.

    The largest are at home everywhere, each other one around a depot.
    """
    draw = Draw(recipe.seed, "homes")
    depots = [site for site in found if site.level == "depot"]
    homes = [draw.pick(depots) for _ in members]
    km = distances(coordinates(found), coordinates(homes))
    near: NDArray[np.float64] = np.exp(-km / HOME_KM)
    near[:, : ceil(len(members) * EVERYWHERE)] = 1.0
    return near


def _owners(
    draw: Draw,
    found: Sequence[Site],
    members: Sequence[Organisation],
    near: NDArray[np.float64] | None,
) -> list[str]:
    """An owner for each; the first member has the national stores, and everybody has something."""
    waiting = [member.id for member in members]
    weights = [1 / (2 + rank) for rank in range(len(members))]
    place_of = {member.id: place for place, member in enumerate(members)}
    owners = []
    for row, site in enumerate(found):
        if site.level == "national":
            owner = members[0].id
        elif site.level == "governorate":
            owner = members[draw.whole(0, max(0, len(members) // 4))].id
        elif near is not None:
            drawn = [
                weight * pull for weight, pull in zip(weights, near[row].tolist(), strict=True)
            ]
            owner = draw.pick_weighted(members, drawn).id
        elif waiting:
            owner = waiting[-1]
        else:
            owner = draw.pick_weighted(members, weights).id
        if owner in waiting:
            waiting.remove(owner)
        owners.append(owner)
    if near is not None:
        _something_for_all(found, owners, waiting, near, place_of)
    return owners


def _something_for_all(
    found: Sequence[Site],
    owners: list[str],
    waiting: Sequence[str],
    near: NDArray[np.float64],
    place_of: dict[str, int],
) -> None:
    """Give each member that is still without one the nearest depot of a member with several."""
    for member in waiting:
        spare = [
            row
            for row, site in enumerate(found)
            if site.level == "depot" and owners.count(owners[row]) > 1
        ]
        owners[max(spare, key=lambda row: (near[row, place_of[member]], -row))] = member
