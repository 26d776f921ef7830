"""Rules that can't hold together, and which of them are to blame."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

from mizalla.build import Problem
from mizalla.solve.frame import Frame, Lanes, LimitBlock
from mizalla.solve.giving import least_given, over_all_lanes
from mizalla.solve.grid import daily, summed
from mizalla.solve.model import Columns, Model, Stage
from mizalla.solve.start import nearest
from mizalla_models.errors import InfeasibleError
from mizalla_models.plan import Conflict
from mizalla_models.rule import ProvidedRule

Figures = NDArray[np.float64]
SMALL = 60_000
FIRST_REACH = 3
PRICED = 1e-9
"""Dual below which a row has no part in a proof."""
BROKEN = 1e-6
"""Units by which bounds may be missed before they count as broken, as a share of their size."""


@dataclass(frozen=True, eq=False)
class Suspect:
    """A cause: a rule, or what lies at one place, with its rows in the frame."""

    provided: tuple[ProvidedRule, ...]
    rows: NDArray[np.int64]
    block: LimitBlock | None = None
    """Of a limit."""


def require_feasible(model: Model) -> None:
    """Make sure that all hard rules can hold together, over all lanes.

    Lanes that are needed for that are taken into the model.

    Raises
    ------
    InfeasibleError
        With a set of rules that can't hold together, none of which could be left out of it.
    """
    frame = model.frame
    low, high = frame.bounds()
    if not _demanding(low, high):
        return
    missed, dual = _missed(model, low, high, np.arange(frame.rows))
    if missed <= BROKEN * max(1.0, float(np.abs(low[np.isfinite(low)]).max(initial=1.0))):
        return
    if not frame.grid.daily:
        fine = model_of(frame.problem, model.seed)
        low, high = fine.frame.bounds()
        _, dual = _missed(fine, low, high, np.arange(fine.frame.rows))
        model = fine
    least = _least(model, _suspects(model, dual))
    _, proof = _missed(model, *only(model, least), _rows(least))
    blamed = np.abs(proof) > PRICED
    raise InfeasibleError(
        [
            giving(model, provided, least, _groups(model.frame, suspect, blamed))
            for suspect in least
            for provided in suspect.provided
        ]
    )


def hold_together(problem: Problem, rules: Collection[str], *, seed: int = 0) -> bool:
    """Say whether some limits and rows of stock can hold together, over all lanes there are.

    Parameters
    ----------
    problem
        The problem, with the lanes that forbids leave.
    rules
        Ids of the rules that must hold; all other limits are free, and other stock endless.
    seed
        Seed of the solver.
    """
    model = model_of(problem, seed)
    suspects = [s for s in causes(model) if any(p.id in rules for p in s.provided)]
    return not suspects or not _broken(model, suspects)


def model_of(problem: Problem, seed: int) -> Model:
    """Make a model to ask which rules hold together.

    It has single days: summed ones allow what no day does. Of a large problem it begins with the
    nearest lanes that some guarantee counts, since whoever is guaranteed nothing can be left
    without; others come in by their prices. Only where these are many are days summed.
    """
    frame = Frame(problem, daily(problem))
    if problem.lanes <= SMALL:
        return Model(frame, nearest(problem, frame, len(problem.index.warehouses)), seed=seed)
    lanes = _asked(frame, nearest(problem, frame, FIRST_REACH))
    if len(lanes) <= SMALL:
        return Model(frame, lanes, seed=seed, transfers=False)
    frame = Frame(problem, summed(problem))
    return Model(frame, nearest(problem, frame, FIRST_REACH), seed=seed)


def _asked(frame: Frame, lanes: Lanes) -> Lanes:
    """Pick the lanes that count towards something that must be at least so much."""
    asked = np.zeros(len(lanes), dtype=bool)
    for block in frame.blocks:
        wanted = np.zeros((len(block.low) + 1, block.width + 1), dtype=bool)
        wanted[:-1, :-1] = block.low > 0
        if block.limit.cumulative:
            wanted[:, :-1] = wanted[:, :-1][:, ::-1].cumsum(axis=1)[:, ::-1] > 0
        if block.limit.hard and wanted.any():
            asked |= wanted[block.limit.groups.of_route[lanes.route], block.time[lanes.cell]]
    return Lanes(lanes.route[asked], lanes.cell[asked])


def lower_bounds(model: Model) -> list[Conflict]:
    """List the hard lower bounds: what stands against whole parcels where only parts would do."""
    return [
        Conflict(
            provider=str(block.limit.provided.provider),
            organisation=block.limit.provided.provider.organisation,
            rule=block.limit.provided.id,
            reason=f"{block.limit.provided.rule.reason} (whole parcels can't keep it)",
        )
        for block in model.frame.blocks
        if block.limit.hard and (block.low > 0).any()
    ]


def _demanding(low: Figures, high: Figures) -> bool:
    """Whether doing nothing at all might break a rule."""
    return bool((np.isfinite(low) & (low != 0)).any() or (high < 0).any())


def _elastic(model: Model, low: Figures, high: Figures, rows: NDArray[np.int64]) -> Columns:
    """Make columns by which some rows may be missed, at a price of 1 a unit.

    First those by which they may stay below a lower bound, then those to pass an upper one.
    """
    under = rows[np.isfinite(low[rows]) & (low[rows] != 0)]
    over = rows[np.isfinite(high[rows])]
    number = np.concatenate([under, over])
    return Columns(
        sparse.csc_matrix(
            (
                np.concatenate([np.ones(len(under)), -np.ones(len(over))]),
                (number, np.arange(len(number))),
            ),
            shape=(model.frame.rows, len(number)),
        ),
        np.ones(len(number)),
        np.zeros(len(number)),
        np.full(len(number), np.inf),
    )


def _missed(
    model: Model, low: Figures, high: Figures, rows: NDArray[np.int64]
) -> tuple[float, Figures]:
    """Least total by which some rows must be missed, and the duals that prove it."""
    answer = model.optimum(Stage(low, high, more=_elastic(model, low, high, rows)))
    if answer is None:
        return np.inf, np.zeros(model.frame.rows)
    return answer.objective, answer.dual


def _suspects(model: Model, dual: Figures) -> list[Suspect]:
    """Rules with rows that the proof leans on."""
    blamed = np.abs(dual) > PRICED
    return [suspect for suspect in causes(model) if blamed[suspect.rows].any()]


def causes(model: Model) -> list[Suspect]:
    """List hard limits, and what lies where, with all of their rows."""
    frame, problem = model.frame, model.frame.problem
    found = [
        Suspect((block.limit.provided,), block.start + np.arange(block.count), block)
        for block in frame.blocks
        if block.count and block.limit.hard
    ]
    stock = problem.stock
    places = np.stack([stock.warehouse, stock.kind], axis=1)
    for warehouse, kind in np.unique(places, axis=0).tolist():
        cells = frame.nodes.into[warehouse, kind]
        rows = np.unique(cells[cells >= 0])
        here = (stock.warehouse == warehouse) & (stock.kind == kind)
        if len(rows):
            held = tuple(problem.supplies[number] for number in stock.supply[here])
            found.append(Suspect(held, rows))
    return found


def _groups(frame: Frame, suspect: Suspect, blamed: NDArray[np.bool_]) -> tuple[str, ...]:
    """Name the groups of a limit that the proof leans on."""
    if suspect.block is None:
        return ()
    return _group_names(frame, suspect.block, suspect.rows[blamed[suspect.rows]])


def _group_names(frame: Frame, block: LimitBlock, rows: NDArray[np.int64]) -> tuple[str, ...]:
    """Name the groups that rows of a limit stand for, each day of a cell by itself."""
    groups = block.limit.groups
    names: dict[str, None] = {}
    for row in (rows - block.start).tolist():
        group, time = divmod(row, block.width)
        days = (block.time[frame.grid.cell] == time) & (groups.of_day >= 0)
        for moment in np.unique(groups.of_day[days]).tolist():
            names[groups.key(group, moment)] = None
    return tuple(names)


def _least(model: Model, suspects: list[Suspect]) -> list[Suspect]:
    """Leave out one rule after the other for as long as the rest can't hold together."""
    kept = list(suspects)
    for suspect in suspects:
        rest = [other for other in kept if other is not suspect]
        if rest and _broken(model, rest):
            kept = rest
    return kept


def _broken(model: Model, suspects: list[Suspect]) -> bool:
    low, high = only(model, suspects)
    missed, _ = _missed(model, low, high, _rows(suspects))
    return missed > BROKEN * max(1.0, float(np.abs(low[np.isfinite(low)]).max(initial=1.0)))


def only(model: Model, suspects: Sequence[Suspect]) -> tuple[Figures, Figures]:
    """Give the bounds of all rows with every hard limit and all stock free but these."""
    frame = model.frame
    low, high = frame.bounds()
    bound = np.zeros(frame.rows, dtype=bool)
    bound[_rows(suspects)] = True
    free = np.zeros(frame.rows, dtype=bool)
    for block in frame.blocks:
        free[block.start : block.start + block.count] = True
    stock = frame.problem.stock
    cells = frame.nodes.into[stock.warehouse, stock.kind]
    free[np.unique(cells[cells >= 0])] = True
    loose = free & ~bound
    low[loose], high[loose] = -np.inf, np.inf
    return low, high


def _rows(suspects: Sequence[Suspect]) -> NDArray[np.int64]:
    none = np.zeros(0, dtype=np.int64)
    return np.unique(np.concatenate([none, *(suspect.rows for suspect in suspects)]))


def giving(
    model: Model, provided: ProvidedRule, least: Sequence[Suspect], groups: tuple[str, ...]
) -> Conflict:
    """Say by how much a rule must give: for all rules to hold, or at least for a set of them.

    Parameters
    ----------
    model
        The model.
    provided
        The rule.
    least
        A set that can't hold together with it.
    groups
        Groups of the rule that take part.
    """
    frame, solve = model.frame, over_all_lanes(model)
    given = least_given(frame, provided, *frame.bounds(), solve)
    # What is enough on summed days need not be so day by day.
    enough = given is not None and frame.grid.daily
    if given is None:
        given = least_given(frame, provided, *only(model, least), solve)
    return Conflict(
        provider=str(provided.provider),
        organisation=provided.provider.organisation,
        rule=provided.id,
        groups=groups,
        reason=provided.rule.reason,
        side=given.side if given else "",
        relax_by=given.by if given else None,
        enough=enough and not frame.problem.choices,  # these are decided later
    )
