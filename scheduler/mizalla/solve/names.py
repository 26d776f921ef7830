"""Names of a frame's rows and columns as numbers, equal wherever they mean the same thing.

Two problems that differ a little number their routes, limits and stock differently. What a row or
a lane is about, warehouse, village, rule and day by their ids, is the same, and so are these
numbers. They are hashes: two things that share one by chance cost a solver time and nothing else.
"""

from collections.abc import Iterable
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from mizalla.build import Problem
from mizalla.solve.frame import Frame, LimitBlock

Names = NDArray[np.uint64]
Whole = NDArray[np.integer]
ODD = np.uint64(0x9E3779B97F4A7C15)
SHIFT = np.uint64(29)


def named(words: Iterable[str]) -> Names:
    """Give the number of each word."""
    digests = (blake2b(word.encode(), digest_size=8).digest() for word in words)
    return np.frombuffer(b"".join(digests), dtype=np.uint64)


def mixed(*parts: Names | Whole) -> Names:
    """Make one number of several, entry by entry."""
    total = np.zeros(1, dtype=np.uint64)
    with np.errstate(over="ignore"):
        for part in parts:
            total = (total ^ np.asarray(part).astype(np.uint64)) * ODD
            total ^= total >> SHIFT
    return total


def of_routes(problem: Problem) -> Names:
    """Name each route by where it goes from and to, with what, and on whose transport."""
    index, routes = problem.index, problem.routes
    kinds = named(min(held) for held in problem.kinds.supplies)
    return mixed(
        routes.movement,
        named(index.warehouses.names)[routes.origin],
        named(["point", "warehouse"])[routes.movement],
        _destinations(problem),
        np.append(named(index.fleets.names), np.uint64(0))[routes.fleet],
        routes.contract,
        kinds[routes.kind],
    )


def of_rows(frame: Frame) -> Names:
    """Name each row, goals decided before apart."""
    problem = frame.problem
    index, demands = problem.index, problem.demands
    rows = mixed(np.arange(frame.goal_start), named(["other row"]))
    needs = mixed(
        named(index.villages.names)[demands.village], named(index.parcels.names)[demands.parcel]
    )
    rows[: len(demands)] = needs
    if frame.capped:
        rows[frame.cap_start : frame.cap_start + len(demands)] = mixed(needs, named(["cap"]))
    for block in frame.blocks:
        rows[block.start : block.start + block.count] = _limit(frame, block).ravel()
    kinds = named(min(held) for held in problem.kinds.supplies)
    for sort, table in (("dock", frame.nodes.node), ("store", frame.nodes.into)):
        house, kind, cell = np.nonzero(table >= 0)
        # The cell that a node begins with names it: later ones are written first.
        house, kind, cell = house[::-1], kind[::-1], cell[::-1]
        rows[table[house, kind, cell]] = mixed(
            named([sort]), named(index.warehouses.names)[house], kinds[kind], frame.grid.first[cell]
        )
    return rows


def of_extras(frame: Frame, rows: Names) -> Names:
    """Name each extra column by the rows that it stands in, which have names already."""
    nodes = frame.nodes
    names = mixed(np.arange(len(frame.extras)), named(["other column"]))
    to = np.where(nodes.carry_to >= 0, rows[nodes.carry_to], np.uint64(0))
    names[frame.extras.carries] = mixed(rows[nodes.carry_from], to)
    supplies = named(item.id for item in frame.problem.supplies)
    stock = frame.problem.stock.supply[nodes.buy_stock]
    names[frame.extras.purchases] = mixed(rows[nodes.buy_node], supplies[stock], nodes.buy_cell)
    return names


def _destinations(problem: Problem) -> Names:
    index, routes = problem.index, problem.routes
    points, houses = named(index.points.names), named(index.warehouses.names)
    moves = routes.movement == 1
    found = np.zeros(len(routes), dtype=np.uint64)
    found[~moves] = points[routes.destination[~moves]]
    found[moves] = houses[routes.destination[moves]]
    return found


def _limit(frame: Frame, block: LimitBlock) -> Names:
    """Names of a limit's rows; shape (static groups, width)."""
    groups = block.limit.groups
    own = named([block.limit.provided.id])
    group = np.repeat(own, len(block.low))
    static = [d for d in groups.per if d not in ("day", "week")]
    for dimension, codes in zip(static, groups.static.T, strict=False):
        group = mixed(group, named(groups.dimensions.labels(dimension).names)[codes])
    when = np.arange(block.width, dtype=np.int32)
    if block.width == len(frame.grid):
        when = frame.grid.first
    return mixed(group[:, None], when[None, :])
