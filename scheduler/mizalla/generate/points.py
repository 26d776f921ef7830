"""Distribution points: yards of schools and youth centres, some of them small or seldom open."""

from collections.abc import Sequence
from math import ceil

from mizalla.generate.draw import Draw
from mizalla.generate.geo import shifted
from mizalla.generate.recipe import Recipe
from mizalla.generate.shares import shares
from mizalla_models.base import Word
from mizalla_models.campaign import WEEKDAYS
from mizalla_models.place import Point, Village

KINDS = ("School yard", "Youth centre", "Village unit")
WEEKS = (
    ("saturday", "monday", "wednesday"),
    ("sunday", "tuesday", "thursday"),
    ("saturday", "sunday", "monday", "tuesday"),
)


class OpenPoint(Word):
    """A point, and its weekdays as ``points.csv`` writes them."""

    point: Point
    """The row of ``points.csv``."""
    weekdays: tuple[str, ...]
    """Weekdays on which it is open; empty: every day."""


def points(recipe: Recipe, villages: Sequence[Village]) -> tuple[OpenPoint, ...]:
    """Points of all villages, by id; large villages have more than one.

    Two in five hand out a limited number of parcels a day. One in twenty can't hand out the
    village's even part of the stock in all its open days together.
    """
    if not recipe.points_per_village:
        return ()
    total = max(len(villages), round(recipe.points_per_village * len(villages)))
    weights = [float(village.households) ** 2 for village in villages]
    counts = shares(total, weights, least=1)
    draw = Draw(recipe.seed, "points")
    result = []
    for village, count in zip(villages, counts, strict=True):
        small = draw.chance(0.05)
        kinds = sum(kind.share / kind.parcel.households for kind in recipe.parcels_of(village))
        for number in range(1, count + 1):
            lat, lon = village.lat, village.lon
            if number > 1:
                lat, lon = shifted(lat, lon, draw.uniform(-0.4, 0.4), draw.uniform(-0.4, 0.4))
            weekdays = draw.pick(WEEKS) if draw.chance(0.2) else ()
            limit = None
            if small or draw.chance(0.4):
                families = village.households * (village.poverty_rate or 0) / count
                each = families * kinds * recipe.stock_share / _open(recipe, weekdays)
                ease = draw.uniform(0.6, 0.75) if small else draw.uniform(1.8, 4.0)
                limit = float(ceil(each * ease / 10) * 10)
            point = Point(
                id=f"{village.pcode}-{number}",
                village=village.pcode,
                name=f"{draw.pick(KINDS)}, {village.name}",
                lat=lat,
                lon=lon,
                parcels_per_day=limit,
                largest_vehicle="light" if draw.chance(0.12) else None,
            )
            result.append(OpenPoint(point=point, weekdays=weekdays))
    return tuple(result)


def _open(recipe: Recipe, weekdays: Sequence[str]) -> int:
    """Days of the campaign on which a point with these weekdays is open."""
    names = [WEEKDAYS[day.weekday()] for day in recipe.days]
    count = sum(
        name not in recipe.closed_weekdays and (not weekdays or name in weekdays) for name in names
    )
    return max(1, count)
