"""Reduced programs: of a program around a solution, what its whole columns can still touch.

Whole numbers move a lane by a parcel or two. So most rows can't come near their bounds, most stores
can't run out, and whole parts of a program stay as they are: what is left is a small fraction.
"""

from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sparse
import scipy.sparse.csgraph as graphs
from numpy.typing import NDArray

from mizalla.solve.chains import Chains
from mizalla.solve.program import Program

Figures = NDArray[np.float64]
Mask = NDArray[np.bool_]
Places = NDArray[np.intp]
DIGITS = 1e-7
"""Share of a row by which last digits may pass its bounds."""
SNAP = 1e-6
ENDLESS = 1e12
"""Stands for no bound where bounds are added up."""


@dataclass(frozen=True)
class Reduced:
    """A program of some columns of another one, all others at where they were."""

    program: Program
    integral: Mask
    """Which of its columns must be whole."""
    columns: Places
    """Place of each in the other program."""


def reduced(
    program: Program,
    integral: Mask,
    x: Figures,
    chains: Chains,
    *,
    exact_from: int,
    about: Mask | None = None,
) -> Reduced:
    """Reduce a program to what whole columns can touch.

    Parameters
    ----------
    integral
        Columns that must be whole.
    x
        Values of all columns, of which those that are not free lie at their bounds; what is
        carried on is all that is left.
    chains
        What is carried on in the program.
    exact_from
        First row that gets no room for last digits.
    about
        Columns without which nothing is to be gained: what does not hang together with them stays
        where it is. None: all that must be whole.
    """
    low, high, loose = chains.bounds(program, integral, x)
    # Rows that what stays fills to the last digit must not fail by that digit.
    room = DIGITS * (1 + np.abs(program.matrix @ x))
    room[exact_from:] = 0
    room[chains.rows] = SNAP
    roomy = Program(
        program.matrix,
        program.cost,
        program.row_low - room,
        program.row_high + room,
        low,
        high,
    )
    small, rows, columns = narrowed(roomy, (integral if about is None else about) & (low < high), x)
    node = np.zeros(len(room), dtype=bool)
    node[chains.rows] = True
    small, kept = _merged(small, node[rows], loose[columns])
    return Reduced(small, integral[columns[kept]], columns[kept])


def reach(program: Program) -> tuple[Figures, Figures]:
    """Give the least and the most that each row can come to within the bounds of columns."""
    up, down = program.matrix.maximum(0), program.matrix.minimum(0)
    low, high = np.maximum(program.low, -ENDLESS), np.minimum(program.high, ENDLESS)
    return up @ low + down @ high, up @ high + down @ low


def narrowed(program: Program, whole: Mask, x: Figures) -> tuple[Program, Places, Places]:
    """Take the part of a program that hangs together with some columns, all others where they are.

    Parameters
    ----------
    whole
        The columns; they are free.
    x
        Values of all columns.

    Returns
    -------
    tuple
        The part, and the places of its rows and columns.
    """
    free = program.low < program.high
    held = np.where(free, 0.0, x)
    low, high = np.where(free, program.low, held), np.where(free, program.high, held)
    least, most = reach(replace(program, low=low, high=high))
    rows = np.flatnonzero((most > program.row_high) | (least < program.row_low))
    columns = np.flatnonzero(free)
    matrix = program.matrix[rows].tocsc()[:, columns]
    entries, total = matrix.tocoo(), len(rows) + len(columns)
    pairs = (entries.row, len(rows) + entries.col)
    _, part = graphs.connected_components(
        sparse.coo_matrix((np.ones(entries.nnz), pairs), (total, total)), directed=False
    )
    of_row, of_column = part[: len(rows)], part[len(rows) :]
    touched = np.zeros(len(part), dtype=bool)
    touched[of_column[whole[columns]]] = True
    in_rows, in_columns = touched[of_row], touched[of_column]
    rows, columns = rows[in_rows], columns[in_columns]
    stays = x.copy()
    stays[columns] = 0
    by = (program.matrix @ stays)[rows]
    small = Program(
        matrix.tocsr()[in_rows].tocsc()[:, in_columns].tocsr(),
        program.cost[columns],
        program.row_low[rows] - by,
        program.row_high[rows] - by,
        low[columns],
        high[columns],
    )
    return small, rows, columns


def _merged(program: Program, node: Mask, loose: Mask) -> tuple[Program, Places]:
    """Add up rows of stores between which what is carried on is free.

    Returns
    -------
    tuple
        A program without the columns that are free, and which columns it keeps.
    """
    by_column = program.matrix.tocsc()
    elsewhere = np.diff(by_column[~node].indptr) > 0
    loose = loose & ~elsewhere
    kept = np.flatnonzero(~loose)
    nodes = int(node.sum())
    entries = by_column[node][:, loose].tocoo()
    ends = np.full((2, int(loose.sum())), nodes)
    ends[(entries.data < 0).astype(int), entries.col] = entries.row
    count, part = graphs.connected_components(
        sparse.coo_matrix((np.ones(ends.shape[1]), tuple(ends)), shape=(nodes + 1, nodes + 1)),
        directed=False,
    )
    # What may stay in store to the end bounds nothing.
    bounds = np.arange(count) != part[nodes]
    add = sparse.csr_matrix((np.ones(nodes), (part[:nodes], np.arange(nodes))), (count, nodes))
    add = add[bounds]
    matrix = by_column[:, kept].tocsr()
    together = Program(
        sparse.vstack([matrix[~node], add @ matrix[node]]).tocsr(),
        program.cost[kept],
        np.append(program.row_low[~node], add @ program.row_low[node]),
        np.append(program.row_high[~node], add @ program.row_high[node]),
        program.low[kept],
        program.high[kept],
    )
    least, most = reach(together)
    binds = (most > together.row_high) | (least < together.row_low)
    return (
        replace(
            together,
            matrix=together.matrix[binds],
            row_low=together.row_low[binds],
            row_high=together.row_high[binds],
        ),
        kept,
    )
