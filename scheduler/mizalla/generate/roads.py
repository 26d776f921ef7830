"""A road network between towns: made up, on true positions."""

from collections import Counter
from collections.abc import Sequence, Set
from datetime import date
from itertools import pairwise
from math import ceil

import networkx as nx
import numpy as np

from mizalla.generate.geo import coordinates, distances, shifted
from mizalla.generate.governorates import governorates
from mizalla.generate.neighbours import Pair, neighbours
from mizalla.generate.recipe import Recipe
from mizalla.generate.sites import Site
from mizalla.generate.towns import Town
from mizalla_models.base import Word
from mizalla_models.place import Place, Village
from mizalla_models.road import Road

MARGIN_DEGREES = 0.15
DESERT_ROAD_KM = 14.0


class RoadClass(Word):
    """How fast and how straight a class of road is."""

    name: str
    """Value of ``road_class``."""
    speed: float
    """Of a loaded truck, km/h."""
    circuity: float
    """Length ÷ great circle."""
    piece_km: float
    """Longest piece; vehicles join and leave where pieces meet."""


MOTORWAY = RoadClass(name="motorway", speed=80, circuity=1.05, piece_km=1e4)
"""In one piece: nobody joins or leaves it between its gates."""
TRUNK = RoadClass(name="trunk", speed=70, circuity=1.1, piece_km=20)
PRIMARY = RoadClass(name="primary", speed=55, circuity=1.15, piece_km=5)
SECONDARY = RoadClass(name="secondary", speed=45, circuity=1.22, piece_km=5)


def roads(
    recipe: Recipe, towns: Sequence[Town], sites: Sequence[Site], villages: Sequence[Village]
) -> tuple[Road, ...]:
    """Roads of the recipe: between neighbouring towns, and the desert road along the valley."""
    if not recipe.roads:
        return ()
    inside = _inside(recipe, towns, sites)
    used = {site.district for site in sites} | {village.district for village in villages}
    pairs = _without_dead_ends(inside, neighbours(inside), used)
    closed = _closed(recipe, inside, pairs, villages) if recipe.closed_road else None
    result: list[Road] = []
    for pair in pairs:
        first, second = inside[pair[0]], inside[pair[1]]
        pieces = _pieces(first, second, _class(first, second, pair[2]))
        if pair == closed:
            pieces[len(pieces) // 2] = pieces[len(pieces) // 2].model_copy(update=_closing(recipe))
        result += pieces
    return tuple(result + _desert_road(inside))


def _without_dead_ends(inside: Sequence[Town], pairs: Sequence[Pair], used: Set[str]) -> list[Pair]:
    """Leave out roads that only lead to a town where the campaign has nothing to do."""
    left = list(pairs)
    while True:
        ways = Counter(end for pair in left for end in pair[:2])
        kept = [
            pair
            for pair in left
            if all(ways[end] > 1 or inside[end].district in used for end in pair[:2])
        ]
        if len(kept) == len(left):
            return left
        left = kept


def _inside(recipe: Recipe, towns: Sequence[Town], sites: Sequence[Site]) -> list[Town]:
    """Towns in the box over all that the campaign reaches."""
    reached: list[Place] = [town for town in towns if town.governorate in recipe.governorates]
    box = coordinates([*reached, *sites])
    low, high = box.min(axis=0) - MARGIN_DEGREES, box.max(axis=0) + MARGIN_DEGREES
    return [
        town for town in towns if low[0] <= town.lat <= high[0] and low[1] <= town.lon <= high[1]
    ]


def _class(first: Town, second: Town, km: float) -> RoadClass:
    if km > 45:
        return TRUNK
    return PRIMARY if min(first.population, second.population) >= 90_000 else SECONDARY


def _pieces(first: Place, second: Place, kind: RoadClass) -> list[Road]:
    """The way from one place to another in equal pieces."""
    span = float(distances(coordinates([first]), coordinates([second]))[0, 0])
    count = max(1, ceil(span / kind.piece_km))
    ends = [
        (
            round(first.lat + (second.lat - first.lat) * step / count, 5),
            round(first.lon + (second.lon - first.lon) * step / count, 5),
        )
        for step in range(count + 1)
    ]
    km = span / count * kind.circuity
    return [
        Road(
            from_lat=start[0],
            from_lon=start[1],
            to_lat=end[0],
            to_lon=end[1],
            km=round(km, 3),
            minutes=round(km / kind.speed * 60, 1),
            road_class=kind.name,
        )
        for start, end in pairwise(ends)
    ]


def _desert_road(inside: Sequence[Town]) -> list[Road]:
    """The road west of the valley, with a link to each capital."""
    known = governorates()
    capitals = sorted(
        (
            town
            for town in inside
            if known[town.governorate].landscape == "valley"
            and known[town.governorate].capital == town.geonameid
        ),
        key=lambda town: -town.lat,
    )
    if len(capitals) < 2:
        return []
    gates = [
        Place(lat=lat, lon=lon)
        for lat, lon in (shifted(town.lat, town.lon, 0.0, -DESERT_ROAD_KM) for town in capitals)
    ]
    result = []
    for north, south in pairwise(gates):
        result += _pieces(north, south, MOTORWAY)
    for town, gate in zip(capitals, gates, strict=True):
        result += _pieces(town, gate, PRIMARY)
    return result


def _closed(
    recipe: Recipe,
    inside: Sequence[Town],
    pairs: Sequence[Pair],
    villages: Sequence[Village],
) -> Pair | None:
    """The road with most families around its middle, of those that have a way round."""
    net: nx.Graph[int] = nx.Graph([(first, second) for first, second, _ in pairs])
    at = coordinates(villages)
    families = np.array([village.households * (village.poverty_rate or 0) for village in villages])
    best, most = None, -1.0
    for pair in pairs:
        first, second = inside[pair[0]], inside[pair[1]]
        own = {first.governorate, second.governorate} <= set(recipe.governorates)
        if not own or not 10 < pair[2] <= 45 or not _way_round(net, pair):
            continue
        middle = np.array([[(first.lat + second.lat) / 2, (first.lon + second.lon) / 2]])
        near = float(families[distances(middle, at)[0] < pair[2] / 2].sum())
        if near > most:
            best, most = pair, near
    return best


def _way_round(net: "nx.Graph[int]", pair: Pair) -> bool:
    """Whether the ends of a road stay joined without it."""
    without = nx.restricted_view(net, [], [pair[:2]])
    return bool(nx.has_path(without, pair[0], pair[1]))


def _closing(recipe: Recipe) -> dict[str, date]:
    """A third of the campaign, from after its first quarter."""
    first = len(recipe.days) * 4 // 15
    last = max(first, len(recipe.days) * 9 // 15 - 1)
    return {"closed_from": recipe.days[first], "closed_until": recipe.days[last]}
