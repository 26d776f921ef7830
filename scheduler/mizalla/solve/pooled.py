"""Pooled: lanes that differ only in the kind that they carry, as one column for all kinds.

Rules of members tell the same parcels apart by who owns or gave them, and each kind has lanes of
its own to everywhere. But most rows count a lane whatever it carries: its village, its trucks, the
loading of its warehouse. Only some tell kinds apart, such as stores and shares, and these count
many lanes alike. So a solver is given one column for each lane, f, one for what all lanes of such a
group carry of each kind, y, and for each group a row: sum of f = sum of y. Rows that tell kinds
apart then count the few y in place of thousands of lanes.

What a lane carries of each kind is dealt out afterwards, lane by lane and kind by kind as they
come. The optimum is the same, and so are the duals of all rows that were there; a basis of one is a
basis of the other, since dealing out that way fills the cells of a tree.
"""

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

from mizalla.build.route import Routes
from mizalla.solve.program import AT_LOWER, BASIC, FIXED, Program, Statuses

Figures = NDArray[np.float64]
Numbers = NDArray[np.int64]
MANY = 20_000
"""Columns that must be spared for it to be worth the while."""


def alike(routes: Routes) -> Numbers:
    """Number the routes so that those that differ only in the kind they carry have one number."""
    number = np.zeros(len(routes), dtype=np.int64)
    for name in ("movement", "origin", "destination", "fleet", "lead", "contract", "demand"):
        _, own = np.unique(getattr(routes, name), return_inverse=True)
        _, number = np.unique(number * (int(own.max(initial=0)) + 1) + own, return_inverse=True)
    return number.astype(np.int64)


class Pooled:
    """A program whose lanes are pooled.

    Columns come in this order: those that are as they were, one per lane, one per group and kind.
    Rows are those of before, then one per group.

    Parameters
    ----------
    matrix
        Rows that a solver is to have; shape (rows, columns of the program).
    program
        What they are rows of.
    free
        Columns that have no bound but to be at least zero.
    """

    def __init__(
        self, matrix: sparse.csr_matrix, program: Program, free: NDArray[np.bool_]
    ) -> None:
        assert program.alike is not None
        column = _several(np.flatnonzero(free & (program.alike >= 0)), program)
        lane = np.unique(program.alike[column], return_inverse=True)[1].ravel()
        entries = matrix.tocsc()[:, column]
        told = _told_apart(entries, lane)
        kinds = (sparse.diags_array(told.astype(float)) @ entries).tocsc()
        kinds.eliminate_zeros()
        order, group = _grouped(kinds, lane)
        column, lane, kinds = column[order], lane[order], kinds[:, order]
        place = np.arange(len(lane)) - np.flatnonzero(np.diff(lane, prepend=-1) != 0)[lane]
        # What is used of it: groups of lanes that take fewer columns so, in order.
        size, many = np.bincount(lane), np.bincount(group)
        useful = size * many[group] > size + many[group]
        _, first = np.unique(group, return_index=True)
        begins = np.cumsum(size) - size
        model = begins[first[group]][lane] + place  # the same kind of the first lane of the group
        differs = np.diff((kinds - kinds[:, model]).tocsc().indptr) > 0
        useful &= ~np.isin(np.arange(len(size)), lane[differs])
        used = np.flatnonzero(useful)
        used = used[np.argsort(group[used], kind="stable")]
        self._lay_out(matrix, kinds, column, used, size[used], begins[used], group[used])

    def _lay_out(
        self,
        matrix: sparse.csr_matrix,
        kinds: sparse.csc_matrix,
        column: Numbers,
        used: Numbers,
        size: Numbers,
        begins: Numbers,
        group: Numbers,
    ) -> None:
        """Number lanes, groups and kinds, and put the matrix together."""
        rows, width = matrix.shape
        starts = np.flatnonzero(np.diff(group, prepend=-1) != 0) if len(used) else group
        self._of_lane = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(group))))
        wide = size[starts]
        self._of_kind = np.repeat(np.arange(len(starts)), wide)
        first_kind = np.cumsum(wide) - wide
        self._begins = np.cumsum(size) - size
        self._lane = np.repeat(np.arange(len(used)), size)
        place = np.arange(len(self._lane)) - self._begins[self._lane]
        self._kind = first_kind[self._of_lane[self._lane]] + place
        cell = np.repeat(begins, size) + place
        self._cell = column[cell]
        """Column of the program that each lane and kind are."""
        self._first_kind = first_kind
        plain = np.ones(width, dtype=bool)
        plain[self._cell] = False
        self._plain = np.flatnonzero(plain)
        self.spared = len(self._cell) - len(used) - len(self._of_kind)
        """Columns fewer than there were, less the rows that it took."""
        lead = np.repeat(begins[starts], wide) + np.arange(len(self._of_kind))
        lead -= first_kind[self._of_kind]
        by_column, told = matrix.tocsc(), np.zeros(rows)
        told[np.unique(kinds.indices)] = 1.0
        alone = sparse.diags_array(1.0 - told) @ by_column[:, column[begins]]
        alone = alone.tocsc()
        alone.eliminate_zeros()
        count = len(starts)
        links = [
            sparse.csc_matrix((count, len(self._plain))),
            sparse.csc_matrix(
                (np.ones(len(used)), (self._of_lane, np.arange(len(used)))),
                shape=(count, len(used)),
            ),
            sparse.csc_matrix(
                (-np.ones(len(lead)), (self._of_kind, np.arange(len(lead)))),
                shape=(count, len(lead)),
            ),
        ]
        upper = sparse.hstack([by_column[:, self._plain], alone, kinds[:, lead]])
        self.matrix: sparse.csr_matrix = sparse.vstack([upper, sparse.hstack(links)]).tocsr()
        self._sizes = (len(self._plain), len(used), len(lead), count)

    def cost(self, cost: Figures) -> Figures | None:
        """Give an objective of the program; None where it tells kinds apart."""
        own = cost[self._cell]
        leads = own[self._begins]
        if (own != leads[self._lane]).any():
            return None
        return np.concatenate([cost[self._plain], leads, np.zeros(self._sizes[2])])

    def columns(self, bound: Figures) -> Figures:
        """Give bounds of columns, all of lanes that are pooled being the same."""
        rest = bound[self._cell[:1]].repeat(self._sizes[1] + self._sizes[2])
        return np.concatenate([bound[self._plain], rest])

    def rows(self, bound: Figures) -> Figures:
        """Give bounds of rows."""
        return np.append(bound, np.zeros(self._sizes[3]))

    def into(self, columns: Statuses, rows: Statuses) -> tuple[Statuses, Statuses]:
        """Give statuses of columns and rows as those of what is pooled."""
        _, lanes, kinds, groups = self._sizes
        uses = columns[self._cell] == BASIC
        lane, kind = np.full(lanes, AT_LOWER, np.int8), np.full(kinds, AT_LOWER, np.int8)
        lane[self._lane[uses]] = kind[self._kind[uses]] = BASIC
        links = np.full(groups, BASIC, np.int8)
        links[self._of_kind[self._kind[uses]]] = FIXED
        return np.concatenate([columns[self._plain], lane, kind]), np.append(rows, links)

    def _split(self, values: Figures) -> tuple[Figures, Figures, Figures]:
        plain, lanes, _, _ = self._sizes
        return values[:plain], values[plain : plain + lanes], values[plain + lanes :]

    def reduced(self, reduced: Figures) -> Figures:
        """Give reduced costs of the program's columns."""
        plain, lane, kind = self._split(reduced)
        full = np.zeros(len(plain) + len(self._cell))
        full[self._plain] = plain
        full[self._cell] = lane[self._lane] + kind[self._kind]
        return full

    def out(self, x: Figures, statuses: Statuses | None) -> tuple[Figures, Statuses | None]:
        """Give values and statuses of the program's columns.

        What a group's lanes carry is dealt out kind by kind as both come. That is the corner rule
        of the transport problem: what is used are the cells of a tree, one fewer than there are
        lanes and kinds in it, just as a basis wants.
        """
        plain, lane, kind = self._split(x)
        on_lane, on_kind = lane > 0, kind > 0
        own = None
        if statuses is not None:
            _, lane_basic, kind_basic = self._split(np.where(statuses == BASIC, 1.0, 0.0))
            on_lane |= lane_basic > 0
            on_kind |= kind_basic > 0
            own = np.full(len(self._plain) + len(self._cell), AT_LOWER, np.int8)
            own[self._plain] = statuses[: len(self._plain)]
        full = np.zeros(len(self._plain) + len(self._cell))
        full[self._plain] = plain
        cell, value = self._dealt(lane, kind, on_lane, on_kind)
        full[self._cell[cell]] = value
        if own is not None:
            own[self._cell[cell]] = BASIC
            own[self._cell[self._idle(on_lane, on_kind)]] = BASIC
        return full, own

    def _idle(self, on_lane: NDArray[np.bool_], on_kind: NDArray[np.bool_]) -> Numbers:
        """Give cells of lanes in a basis whose group carries no kind, all but one, and likewise."""
        lanes, kinds = np.flatnonzero(on_lane), np.flatnonzero(on_kind)
        lanes = lanes[~np.isin(self._of_lane[lanes], self._of_kind[kinds])]
        kinds = kinds[~np.isin(self._of_kind[kinds], self._of_lane[np.flatnonzero(on_lane)])]
        lanes = lanes[1:][np.diff(self._of_lane[lanes]) == 0]
        kinds = kinds[1:][np.diff(self._of_kind[kinds]) == 0]
        group = self._of_kind[kinds]
        first = self._begins[np.searchsorted(self._of_lane, group)]
        return np.append(self._begins[lanes], first + kinds - self._first_kind[group])

    def _dealt(
        self, lane: Figures, kind: Figures, on_lane: NDArray[np.bool_], on_kind: NDArray[np.bool_]
    ) -> tuple[Numbers, Figures]:
        """Deal out what groups carry to lanes and kinds that are in use: cells, and values."""
        lanes, kinds = np.flatnonzero(on_lane), np.flatnonzero(on_kind)
        both = np.intersect1d(self._of_lane[lanes], self._of_kind[kinds])
        lanes = lanes[np.isin(self._of_lane[lanes], both)]
        kinds = kinds[np.isin(self._of_kind[kinds], both)]
        if not len(both):
            return np.zeros(0, dtype=np.int64), np.zeros(0)
        lane_end, lane_last = _ends(lane[lanes], self._of_lane[lanes])
        kind_end, kind_last = _ends(kind[kinds], self._of_kind[kinds])
        # A step to the next lane or kind wherever one is used up, in order.
        groups = np.concatenate(
            [both, self._of_lane[lanes][~lane_last], self._of_kind[kinds][~kind_last]]
        )
        at = np.concatenate([np.full(len(both), -1.0), lane_end[~lane_last], kind_end[~kind_last]])
        step = np.repeat([0, 1, 2], [len(both), int((~lane_last).sum()), int((~kind_last).sum())])
        order = np.lexsort((step, at, groups))
        groups, at, step = groups[order], np.maximum(at[order], 0.0), step[order]
        # Groups begin at their first lane and kind, one after the last ones of the group before.
        new = step == 0
        which_lane = lanes[np.cumsum(new | (step == 1)) - 1]
        which_kind = kinds[np.cumsum(new | (step == 2)) - 1]
        total = np.maximum(lane_end[lane_last], kind_end[kind_last])
        until = np.append(at[1:], 0.0)
        ends = np.append(new[1:], True)
        until[ends] = total
        cell = self._begins[which_lane] + which_kind - self._first_kind[groups]
        return cell, np.maximum(until - at, 0.0)


def _several(column: Numbers, program: Program) -> Numbers:
    """Keep columns that have others like them, at the same cost, in order of lanes."""
    assert program.alike is not None
    own, cost = program.alike[column], program.cost[column]
    order = np.lexsort((column, cost, own))
    column, own, cost = column[order], own[order], cost[order]
    _, first, place, count = np.unique(
        own, return_index=True, return_inverse=True, return_counts=True
    )
    last = first + count - 1
    kept = (count > 1) & (cost[first] == cost[last])
    return column[np.flatnonzero(kept[place.ravel()])]


def _told_apart(entries: sparse.csc_matrix, lane: Numbers) -> NDArray[np.bool_]:
    """Say which rows tell the columns of any lane apart."""
    first = np.flatnonzero(np.diff(lane, prepend=-1) != 0) if len(lane) else lane
    apart = (entries - entries[:, first[lane]]).tocsc()
    apart.eliminate_zeros()
    told = np.zeros(entries.shape[0], dtype=bool)
    told[apart.indices] = True
    return told


def _grouped(kinds: sparse.csc_matrix, lane: Numbers) -> tuple[Numbers, Numbers]:
    """Sort lanes into groups whose kinds have the same entries; sort kinds within lanes.

    Entries are told by sums with random weights: who uses groups looks whether they are the same.
    """
    weights = np.random.default_rng(0).random((kinds.shape[0], 2))
    mark = kinds.T.tocsr() @ weights
    order = np.lexsort((mark[:, 1], mark[:, 0], lane))
    mark = mark[order]
    size = np.bincount(lane)
    begins = np.cumsum(size) - size
    key = np.zeros((len(size), 2))
    for place in range(int(size.max(initial=0))):
        there = size > place
        key[there] = key[there] * np.array([1.7, 2.3]) + mark[begins[there] + place]
    table = np.column_stack([size, key])
    return order, np.unique(table, axis=0, return_inverse=True)[1].ravel()


def _ends(value: Figures, group: Numbers) -> tuple[Figures, NDArray[np.bool_]]:
    """Give where each value ends when those of a group are laid one after the other; the last."""
    ends = np.cumsum(value)
    starts = np.flatnonzero(np.diff(group, prepend=-1) != 0)
    before = np.append(0.0, ends)[starts]
    place = np.cumsum(np.diff(group, prepend=-1) != 0) - 1
    return ends - before[place], np.append(np.diff(group) != 0, True)
