"""Doors: discrete rules as columns and rows of an integer program.

Each member of a choice is a door, a column of 0 or 1: its lanes carry nothing where it is shut. A
member that goes by pallet has a column that counts pallets.
"""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

from mizalla.build import Problem
from mizalla.build.choice import Choice
from mizalla.build.route import TRANSFER
from mizalla.solve.model import Model, Stage
from mizalla.solve.program import Program

Figures = NDArray[np.float64]
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Doors:
    """A program with doors."""

    program: Program
    """The stage's program, then a column for each door or count of pallets, with their rows."""
    integral: NDArray[np.bool_]
    """Columns that are whole numbers."""
    choice: Numbers
    """Place of the choice that each row belongs to; -1 for rows of the stage."""


@dataclass(frozen=True)
class Part:
    """Rows and columns of one choice: rows are those of lanes, then those of columns alone."""

    lanes: sparse.csr_matrix
    columns: sparse.csr_matrix
    low: Figures
    high: Figures
    """Bounds of the rows."""
    most: Figures
    """Upper bounds of the columns."""


def with_doors(problem: Problem, model: Model, stage: Stage) -> Doors:
    """Write a stage of single days down with the choices of a problem."""
    program = model.program(stage)
    matrix, low, high = program.matrix, program.row_low, program.row_high
    most = program.high
    owner = np.full(len(low), -1, dtype=np.int64)
    for place, choice in enumerate(problem.choices):
        part = _part(problem, model, choice)
        own = part.columns.shape[1]
        beside = matrix.shape[1] - part.lanes.shape[1]
        rows = sparse.hstack(
            [part.lanes, sparse.csr_matrix((part.lanes.shape[0], beside)), part.columns]
        )
        wider = sparse.hstack([matrix, sparse.csr_matrix((matrix.shape[0], own))])
        matrix = sparse.vstack([wider, rows]).tocsr()
        low, high = np.append(low, part.low), np.append(high, part.high)
        most = np.append(most, part.most)
        owner = np.append(owner, np.full(len(part.low), place))
    more = len(most) - len(program.cost)
    return Doors(
        Program(
            matrix,
            np.append(program.cost, np.zeros(more)),
            low,
            high,
            np.append(program.low, np.zeros(more)),
            most,
        ),
        np.append(np.zeros(len(program.cost), dtype=bool), np.ones(more, dtype=bool)),
        owner,
    )


def _part(problem: Problem, model: Model, choice: Choice) -> Part:
    lanes = model.lanes
    member = choice.of(lanes.route, model.frame.grid.first[lanes.cell].astype(np.int64))
    lane = np.flatnonzero(member >= 0)
    used, column = np.unique(member[lane], return_inverse=True)
    sums = sparse.csr_matrix((np.ones(len(lane)), (column, lane)), shape=(len(used), len(lanes)))
    size = choice.pallets[used]
    if choice.count is None and choice.least == 0:
        goes = size > 0
        return Part(
            sums[goes],
            sparse.diags(-size[goes]).tocsr(),
            np.zeros(int(goes.sum())),
            np.zeros(int(goes.sum())),
            np.full(int(goes.sum()), np.inf),
        )
    what, most = _cargo(problem, lanes.route[lane])
    pair, place = np.unique(column * (what.max(initial=0) + 1) + what, return_inverse=True)
    first = np.zeros(len(pair), dtype=np.int64)
    first[place] = np.arange(len(lane))
    linked = sparse.csr_matrix((np.ones(len(lane)), (place, lane)), shape=(len(pair), len(lanes)))
    doors = sparse.csr_matrix(
        (-most[first], (np.arange(len(pair)), column[first])), shape=(len(pair), len(used))
    )
    rows, columns = [linked], [doors]
    low, high = [np.full(len(pair), -np.inf)], [np.zeros(len(pair))]
    if choice.least > 0:
        rows.append(sums)
        columns.append(sparse.diags(np.full(len(used), -choice.least)).tocsr())
        low.append(np.zeros(len(used)))
        high.append(np.full(len(used), np.inf))
    if choice.count is not None:
        groups, number = np.unique(choice.group[used], return_inverse=True)
        rows.append(sparse.csr_matrix((len(groups), len(lanes))))
        columns.append(
            sparse.csr_matrix(
                (np.ones(len(used)), (number, np.arange(len(used)))),
                shape=(len(groups), len(used)),
            )
        )
        low.append(np.full(len(groups), -np.inf))
        high.append(np.full(len(groups), float(choice.count)))
    return Part(
        sparse.vstack(rows).tocsr(),
        sparse.vstack(columns).tocsr(),
        np.concatenate(low),
        np.concatenate(high),
        np.ones(len(used)),
    )


def _cargo(problem: Problem, route: Numbers) -> tuple[Numbers, Figures]:
    """Number what bounds the parcels of each lane, and give the bound: a need, or all there is."""
    routes, stock, demands = problem.routes, problem.stock, problem.demands
    held = np.bincount(stock.kind, weights=stock.quantity, minlength=len(problem.kinds))
    kind = routes.kind[route]
    moves = routes.movement[route] == TRANSFER
    demand = np.where(moves, 0, routes.demand[route])
    what = np.where(moves, len(demands) + kind, demand).astype(np.int64)
    # Parcels can leave a warehouse, come back and leave again: once for each lane at most.
    lanes = np.bincount(what, minlength=len(demands) + len(held))
    most = np.where(
        moves, held[kind] * lanes[what], demands.needed[demand] if len(demands) else held[kind]
    )
    return what, most
