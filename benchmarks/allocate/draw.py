"""Draw a campaign: the same size, seed and places give the same arrays."""

from math import ceil

import numpy as np

from benchmarks.allocate.instance import Counts, Figures, Flags, Instance
from benchmarks.allocate.places import enough, made_up
from benchmarks.allocate.size import Size
from benchmarks.allocate.way import great_circle, minutes

DAYS = 30
WORKING = np.array([day % 7 != 4 for day in range(DAYS)])
"""2027-01-25 is a Monday: nothing moves on Fridays."""
VISITS = np.array([0, 4, 9, 13, 17, 22])
"""Working days, of 26, on which points of a calendar are open: teams come by every four or five."""
NEAREST = 10
NEED = 1_100
"""Mean families of a village, each of which needs a parcel of each kind."""
STOCK_SHARE = 0.7
SLACK = 1.6
"""Truck hours and loading of a warehouse ÷ what handing out the stock evenly takes."""
TIGHT, SHORT = 0.15, 0.75
"""Share of the warehouses that are short of either all the same, and what they have of it."""
CIRCUITY = np.array([1.4])
SPEED = np.array([60.0, 40.0])
PAYLOAD = np.array([1200.0, 6.0])
PRICE = np.array([5.0, 700.0])
WEIGHT = np.array([12.0, 10.0])
VOLUME = np.array([0.03, 0.016])


def draw(size: Size, seed: int, places: Figures | None = None) -> Instance:
    """Draw a campaign.

    Each warehouse's trucks have the hours to get to so many of its nearest points that there are
    ten warehouses to a point on average.

    Parameters
    ----------
    places
        Positions of real places (places, 2); None: made-up ones.
    """
    rng = np.random.default_rng([seed, size.warehouses, size.points])
    village = np.repeat(np.arange((size.points + 1) // 2), 2)[: size.points]
    count = int(village[-1]) + 1
    homes = made_up(rng, count) if places is None else enough(rng, places, count)
    points = np.round(homes[village] + rng.normal(0, 0.004, (size.points, 2)), 5)
    at = rng.choice(count, size=size.warehouses, replace=False)
    warehouses = np.round(homes[np.sort(at)] + rng.normal(0, 0.01, (size.warehouses, 2)), 5)
    one_way = _one_way(warehouses, points)
    nearest = one_way.argmin(axis=0)
    families = np.maximum(200, NEED * rng.lognormal(-0.08, 0.4, count)).astype(np.int64)
    needed = np.repeat(families[:, None], len(WEIGHT), axis=1)
    poorest = homes[:, 0] < np.quantile(homes[:, 0], 0.08)
    calendars = _calendars()
    calendar = rng.integers(0, len(calendars), size.points)
    each = (needed.sum(axis=1) / np.bincount(village))[village] * STOCK_SHARE
    through = np.bincount(nearest, weights=each, minlength=size.warehouses)
    hours = _hours(one_way, nearest, size)
    short_of = _short(rng, warehouses)
    work = np.bincount(
        nearest,
        weights=_hours_of(needed, village, one_way[nearest, np.arange(size.points)]),
        minlength=size.warehouses,
    )
    slack = np.where(short_of == 1, SHORT, SLACK)
    trucks = np.maximum(1, np.round(slack * work / (WORKING.sum() * hours))).astype(np.int64)
    slack = np.where(short_of == 2, SHORT, SLACK)
    return Instance(
        warehouses=warehouses,
        points=points,
        village=village,
        needed=needed,
        priority=np.where(poorest, 1.25, 1.0),
        calendar=calendar,
        open=calendars,
        hands=_hands(rng, each, village),
        loading=np.ceil(np.maximum(slack * through / WORKING.sum(), 100) / 10) * 10,
        trucks=trucks,
        hours=hours,
        stock=_stock(rng, needed, through),
        weight=WEIGHT,
        volume=VOLUME,
        payload=PAYLOAD,
        speed=SPEED,
        price=PRICE,
        circuity=CIRCUITY,
    )


def capacity() -> Figures:
    """Parcels of each kind that a truck holds, (K,)."""
    result: Figures = np.minimum(PAYLOAD[0] / WEIGHT, PAYLOAD[1] / VOLUME)
    return result


def _one_way(warehouses: Figures, points: Figures) -> Figures:
    """Minutes (W, P), warehouse by warehouse."""
    return np.stack([minutes(great_circle(w, points) * CIRCUITY, SPEED) for w in warehouses])


def _hours(one_way: Figures, nearest: Counts, size: Size) -> Figures:
    """Hours that trucks need to get to the nearest points and back: ten warehouses to a point."""
    reached = min(size.points - 1, ceil(NEAREST * size.points / size.warehouses))
    ordered = np.partition(one_way, (reached - 1, reached), axis=1)
    furthest = (ordered[:, reached - 1] + ordered[:, reached]) / 2
    own = np.zeros(len(one_way))
    np.maximum.at(own, nearest, one_way[nearest, np.arange(one_way.shape[1])])
    hours: Figures = np.clip(2 * np.maximum(furthest, own) / 60 * (1 + 1e-6), 0.5, 24)
    return hours


def _hours_of(needed: Counts, village: Counts, one_way: Figures) -> Figures:
    """Truck hours (P,) that handing out the stock evenly takes from the nearest warehouse."""
    shared = needed[village] / np.bincount(village)[village][:, None] * STOCK_SHARE
    result: Figures = (shared / capacity()).sum(axis=1) * 2 * one_way / 60
    return result


def _short(rng: np.random.Generator, warehouses: Figures) -> Counts:
    """Who is short of trucks (1) or of hands (2): neighbours, so that none helps the other."""
    result = np.zeros(len(warehouses), dtype=np.int64)
    while (result > 0).mean() < TIGHT:
        left = np.flatnonzero(result == 0)
        km = great_circle(warehouses[rng.choice(left)], warehouses[left])
        result[left[np.argsort(km)[:3]]] = 1 + (rng.random() < 1 / 3)
    return result


def _calendars() -> Flags:
    """A calendar for each working day that rounds may begin on, (calendars, D)."""
    working = np.flatnonzero(WORKING)
    result = np.zeros((len(working), DAYS), dtype=bool)
    for first, row in enumerate(result):
        row[working[(first + VISITS) % len(working)]] = True
    return result


def _hands(rng: np.random.Generator, each: Figures, village: Counts) -> Figures:
    """Daily limits of points: none for two in five; one village in fifty can't hand out its due."""
    ease = rng.uniform(1.4, 3.0, len(each))
    small = (rng.random(village[-1] + 1) < 0.02)[village]
    ease[small] = rng.uniform(0.6, 0.75, small.sum())
    limit = np.ceil(each / len(VISITS) * ease / 10) * 10
    free = ~small & (rng.random(len(each)) < 0.4)
    result: Figures = np.where(free, np.inf, limit)
    return result


def _stock(rng: np.random.Generator, needed: Counts, through: Figures) -> Counts:
    """Rows of stock: about what goes through each warehouse; at half of them a part comes late."""
    rows = []
    for kind, total in enumerate(needed.sum(axis=0) * STOCK_SHARE):
        weight = np.maximum(through, through.mean() / 10)
        weight = weight * np.exp(0.25 * rng.normal(size=len(through)))
        for warehouse, share in enumerate(weight / weight.sum()):
            late = rng.uniform(0.25, 0.5) * (rng.random() < 0.5)
            day = int(rng.integers(3, 16))
            for arrives, quantity in ((0, share * (1 - late)), (day, share * late)):
                rows.append((warehouse, kind, arrives, round(total * quantity / 10) * 10))
    found = np.array(rows, dtype=np.int64)
    return found[found[:, 3] > 0]
