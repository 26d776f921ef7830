"""Discrete rules that can't hold together with guarantees, and which of them are to blame."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mizalla.build import Problem
from mizalla.build.choice import Choice
from mizalla.build.route import TRANSFER
from mizalla.solve.conflict import Suspect, causes, only
from mizalla.solve.discrete.exact import searched
from mizalla.solve.frame import Frame, Lanes
from mizalla.solve.giving import Given, Side, least_given
from mizalla.solve.ledger import Ledger
from mizalla.solve.lp import Searched
from mizalla.solve.model import Model, Stage
from mizalla.solve.smallest import smallest
from mizalla_models.errors import InfeasibleError
from mizalla_models.plan import Conflict
from mizalla_models.rule import AtMostActive, ProvidedRule, SmallestDrop

Figures = NDArray[np.float64]
Cause = Suspect | Choice
"""A limit or what lies at one place; or a discrete rule."""
SEARCHED = 30_000
"""Lanes that count towards guarantees up to which it is searched whether rules can hold."""


def any_way(ledger: Ledger) -> Figures | None:
    """Find parcels on all lanes that keep every rule, whatever they serve; None where none are.

    The lanes are those of the ledger's model, which holds all of them.

    Raises
    ------
    InfeasibleError
        If it is proven that there are none, with rules none of which could be left out.
    """
    problem, model = ledger.problem, ledger.model
    everything = _all(problem, model)
    found = _search(problem, model, everything)
    if found.x is not None:
        return found.x[: len(model.lanes)]
    if found.bound == np.inf:
        raise InfeasibleError(_conflicts(problem, model, everything))
    return None


def not_found(ledger: Ledger) -> InfeasibleError:
    """Make the error of a large problem for which no way was found to keep all rules.

    Where it can't be proven, the discrete rules and the guarantees are named: without either
    there would be a way.
    """
    proven = guarantees_broken(ledger, SEARCHED)
    if proven is not None:
        return proven
    problem, frame = ledger.problem, ledger.model.frame
    named = [choice.provided for choice in problem.choices]
    named += [b.limit.provided for b in frame.blocks if b.limit.hard and (b.low > 0).any()]
    once = {provided.id: provided for provided in named}
    return InfeasibleError(
        [_named(p, more=" (no way was found to keep it)") for p in once.values()]
    )


def guarantees_broken(ledger: Ledger, most: int) -> InfeasibleError | None:
    """Prove that guarantees and discrete rules can't hold together, by a few lanes of many.

    Whether guarantees can be kept is decided by the lanes that count towards them alone: whoever
    is guaranteed nothing can be left without. Limits on what lies in store are left aside, since
    they might ask for more to leave; what can't hold without them can't hold with them.

    Parameters
    ----------
    ledger
        The goals met without discrete rules.
    most
        Lanes up to which it is searched.

    Returns
    -------
    InfeasibleError or None
        Names a smallest set. None where rules can hold together, or nothing is proven.
    """
    problem, frame = ledger.problem, ledger.model.frame
    lanes = _asked(frame)
    if lanes is None or len(lanes) > most:
        return None
    model = Model(frame, lanes, seed=ledger.model.seed)
    storing = {b.limit.provided.id for b in frame.blocks if b.limit.holds_storage}
    everything = [cause for cause in _all(problem, model) if not _of(cause) & storing]
    found = _search(problem, model, everything)
    if found.x is not None or found.bound != np.inf:
        return None
    named = _conflicts(problem, model, everything)
    # Whoever is guaranteed nothing had no say in how far they must give.
    return InfeasibleError([item.model_copy(update={"enough": False}) for item in named])


def _of(cause: Cause) -> set[str]:
    """Ids of the rules of a cause."""
    provided = (cause.provided,) if isinstance(cause, Choice) else cause.provided
    return {item.id for item in provided}


def _asked(frame: Frame) -> Lanes | None:
    """Lanes that a guarantee counts, and all transfers; None where nothing is guaranteed."""
    problem = frame.problem
    hard = [block for block in frame.blocks if block.limit.hard and (block.low > 0).any()]
    if not hard:
        return None
    wanted = problem.routes.movement == TRANSFER
    for block in hard:
        asks = np.asarray((block.low > 0).any(axis=1))
        of_route = block.limit.groups.of_route
        wanted |= (of_route >= 0) & asks[np.maximum(of_route, 0)]
    route = np.flatnonzero(wanted)
    place, cell = np.nonzero(frame.open[problem.routes.pattern[route]])
    return Lanes(route[place].astype(np.int64), cell.astype(np.int64))


def _all(problem: Problem, model: Model) -> list[Cause]:
    """List discrete rules and what asks for something, then what is there for it."""
    linear = causes(model)
    low, _ = model.frame.bounds()
    asking = [suspect for suspect in linear if (low[suspect.rows] > 0).any()]
    others = [suspect for suspect in linear if suspect not in asking]
    return [*asking, *problem.choices, *others]


def _search(problem: Problem, model: Model, held: Sequence[Cause]) -> Searched:
    """Search for parcels that keep some rules."""
    return searched(_choosing(problem, held), model, Stage(*_bounds(problem, model, held)))


def _choosing(problem: Problem, held: Sequence[Cause]) -> Problem:
    choices = tuple(cause for cause in held if isinstance(cause, Choice))
    return replace(problem, choices=choices)


def _bounds(problem: Problem, model: Model, held: Sequence[Cause]) -> tuple[Figures, Figures]:
    demands = len(problem.demands)
    low, high = only(model, [cause for cause in held if isinstance(cause, Suspect)])
    high[:demands] = problem.demands.needed
    high[model.frame.goal_start :] = np.inf
    return low, high


def _conflicts(problem: Problem, model: Model, everything: Sequence[Cause]) -> list[Conflict]:
    """Name a smallest set of rules that can't hold together, and how far each must give."""

    def holds(some: Sequence[Cause]) -> bool:
        found = _search(problem, model, some)
        return found.x is not None or found.bound != np.inf

    least = smallest(holds, everything)
    return [
        item for cause in least for item in _given(problem, model, cause, everything, least, holds)
    ]


def _given(
    problem: Problem,
    model: Model,
    cause: Cause,
    everything: Sequence[Cause],
    least: Sequence[Cause],
    holds: Callable[[Sequence[Cause]], bool],
) -> list[Conflict]:
    """Say by how much a cause must give, for all rules to hold or at least for this set."""
    for enough, held in ((True, everything), (False, least)):
        if isinstance(cause, Choice):
            rest = [other for other in held if other is not cause]
            by = _steps(cause, rest, holds)
            if by is not None or (enough and holds(rest)):
                return [_named(cause.provided, by=by, enough=enough)]
            continue
        given = [_least(problem, model, p, held) for p in cause.provided]
        if any(given):
            return [
                _named(p, by=g.by if g else None, side=g.side if g else "", enough=enough)
                for p, g in zip(cause.provided, given, strict=True)
            ]
    provided = (cause.provided,) if isinstance(cause, Choice) else cause.provided
    return [_named(p, enough=False) for p in provided]


def _least(
    problem: Problem, model: Model, provided: ProvidedRule, held: Sequence[Cause]
) -> Given | None:
    """Find the least by which a limit or a row of stock must give for some rules to hold."""
    choosing, begin = _choosing(problem, held), len(model.lanes) + len(model.frame.extras)

    def solve(stage: Stage) -> Figures | None:
        found = searched(choosing, model, stage)
        return None if found.x is None else found.x[begin:]

    return least_given(model.frame, provided, *_bounds(problem, model, held), solve)


def _steps(
    choice: Choice, rest: Sequence[Cause], holds: Callable[[Sequence[Cause]], bool]
) -> float | None:
    """Find by how much a number of a discrete rule must give, by halves; None: none is enough."""
    rule = choice.provided.rule
    if isinstance(rule, AtMostActive) and choice.count is not None:
        most = int(np.bincount(choice.group[choice.group >= 0]).max(initial=0)) - choice.count
        begin = choice.count

        def eased(by: int) -> Choice:
            return replace(choice, count=begin + by)
    elif isinstance(rule, SmallestDrop):
        most, parcels = int(choice.least), choice.least

        def eased(by: int) -> Choice:
            return replace(choice, least=max(parcels - by, 0.0))
    else:
        return None
    low, high = 0, most
    if high <= 0 or not holds([*rest, eased(high)]):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds([*rest, eased(middle)]) else (middle, high)
    return float(high)


def _named(
    provided: ProvidedRule,
    *,
    by: float | None = None,
    side: Side = "",
    enough: bool = True,
    more: str = "",
) -> Conflict:
    return Conflict(
        provider=str(provided.provider),
        organisation=provided.provider.organisation,
        rule=provided.id,
        reason=provided.rule.reason + more,
        side=side,
        relax_by=by,
        enough=enough,
    )
