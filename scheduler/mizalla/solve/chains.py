"""Chains of stock: what is carried on in a store from one change to the next follows from lanes."""

import numpy as np
from numpy.typing import NDArray

from mizalla.solve.nodes import Nodes
from mizalla.solve.program import Program

Figures = NDArray[np.float64]
Mask = NDArray[np.bool_]
SNAP = 1e-6


class Chains:
    """What is carried on in each store where nothing can be bought.

    Parameters
    ----------
    nodes
        The nodes of stock.
    first
        Place of the first of their columns in a program.
    """

    def __init__(self, nodes: Nodes, first: int) -> None:
        count = nodes.rows
        start, end = nodes.carry_from - nodes.start, nodes.carry_to - nodes.start
        follows = end == start + 1
        linked = np.zeros(count + 1, dtype=bool)
        linked[end[follows]] = True
        chain = np.cumsum(~linked[:count]) - 1
        # Where stock is for sale, or lies at a dock, more than lanes tells what is carried on.
        mixed = np.zeros(count, dtype=bool)
        mixed[chain[nodes.buy_node - nodes.start]] = True
        docked = (nodes.carry_to >= 0) & ~follows
        mixed[chain[start[docked]]] = mixed[chain[end[docked]]] = True
        mixed[chain[len(nodes.arrivals) :]] = True
        plain = ~mixed[chain]
        row = np.flatnonzero(plain)
        own = np.flatnonzero(plain[start])
        self.rows = nodes.start + row
        """Their rows, chain by chain, day by day."""
        self.columns = first + own
        """Columns of what is carried on."""
        self._place = np.searchsorted(row, start[own])
        begins = np.flatnonzero(np.append(True, np.diff(chain[row]) != 0)) if len(row) else row
        self._begin = np.repeat(begins, np.diff(np.append(begins, len(row))))
        self._arrivals = nodes.arrivals[row] if len(row) else np.zeros(0)

    def fill(self, program: Program, x: Figures) -> None:
        """Carry on all that lanes leave in store."""
        x[self.columns] = 0
        left = self._arrivals - program.matrix[self.rows] @ x
        x[self.columns] = self._summed(left)

    def bounds(self, program: Program, whole: Mask, x: Figures) -> tuple[Figures, Figures, Mask]:
        """Bound what is carried on by what whole columns can add to it or take away.

        Returns
        -------
        tuple
            Lower and upper bounds of all columns, and which of what is carried on is loose: it
            can't reach its own bounds.
        """
        low, high = program.low.copy(), program.high.copy()
        width = np.where(whole, high - low, 0.0)
        moved = self._summed(abs(program.matrix[self.rows]) @ width)
        carried, own = x[self.columns], self.columns
        loose = np.zeros(len(low), dtype=bool)
        loose[own] = (carried - moved > SNAP) & (moved > 0)
        moved = np.where(moved > 0, moved + SNAP, 0.0)
        low[own] = np.where(moved > 0, np.maximum(carried - moved, 0), carried)
        high[own] = np.where(moved > 0, np.maximum(carried + moved, 0), carried)
        return low, high, loose

    def _summed(self, figures: Figures) -> Figures:
        """Sum figures of rows from the start of each chain on, for what is carried on from each."""
        total = np.append(0.0, np.cumsum(figures))
        summed: Figures = total[self._place + 1] - total[self._begin[self._place]]
        return summed
