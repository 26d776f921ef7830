"""The forbids that have a part in a conflict: lanes that they take away are in no program."""

from collections.abc import Callable, Sequence

from mizalla.build import Problem, build
from mizalla.solve.conflict import causes, giving, hold_together, model_of
from mizalla.solve.smallest import smallest
from mizalla.travel import Travel
from mizalla_models.errors import InfeasibleError
from mizalla_models.plan import Conflict
from mizalla_models.rule import Forbid, ProvidedRule
from mizalla_models.rules import Rules
from mizalla_models.scenario import Scenario

Holds = Callable[[Sequence[ProvidedRule]], bool]


def with_forbids(
    scenario: Scenario, rules: Rules, ways: Travel, error: InfeasibleError, *, seed: int = 0
) -> InfeasibleError:
    """Add the forbids without which the rules of a conflict could hold together, and what is open.

    The rules named so far are a smallest set for the lanes that all forbids leave. Where they can
    hold together on all the lanes that there would be without forbids, the smallest set of forbids
    is sought with which they can't: by halves (QuickXplain; Junker, AAAI 2004). The whole is
    a smallest set then too, since fewer forbids only leave more lanes. Of a conflict that was
    foreseen without a solver it is worked out by how much its rules must give.

    Parameters
    ----------
    scenario, rules, ways
        What was planned.
    error
        What came of it.
    seed
        Seed of the solver.

    Returns
    -------
    InfeasibleError
        With the forbids too; the same where none has a part in it.
    """
    if error.foreseen:
        error = _measured(build(scenario, rules, ways), rules, error, seed)
    forbids = [item for item in rules.provided if isinstance(item.rule, Forbid)]
    others = [item for item in rules.provided if not isinstance(item.rule, Forbid)]
    ids = {item.rule for item in error.conflict}
    if not forbids or not ids <= {item.id for item in others}:
        return error

    def holds(some: Sequence[ProvidedRule]) -> bool:
        provided = tuple(sorted((*others, *some), key=lambda item: item.id))
        fewer = rules.model_copy(update={"provided": provided})
        return hold_together(build(scenario, fewer, ways), ids, seed=seed)

    if holds(forbids) or not holds([]):
        return error
    return InfeasibleError([*error.conflict, *map(_conflict, smallest(holds, forbids))])


def _measured(problem: Problem, rules: Rules, error: InfeasibleError, seed: int) -> InfeasibleError:
    provided = {item.id: item for item in rules.provided}
    model = model_of(problem, seed)
    ids = {item.rule for item in error.conflict}
    least = [cause for cause in causes(model) if any(p.id in ids for p in cause.provided)]
    return InfeasibleError(
        [giving(model, provided[item.rule], least, item.groups) for item in error.conflict]
    )


def _conflict(item: ProvidedRule) -> Conflict:
    return Conflict(
        provider=str(item.provider),
        organisation=item.provider.organisation,
        rule=item.id,
        reason=item.rule.reason,
    )
