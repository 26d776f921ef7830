"""What a plan says, held against the outside model."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from integration.monolith import Key, Monolith
from integration.program import INF, Row, Sum
from mizalla.build import build
from mizalla.collect import collect, plugin_manager
from mizalla.dispatch import dispatch
from mizalla.read import read
from mizalla.solve import certify, solve
from mizalla.travel import travel
from mizalla.verify import verify
from mizalla_models.certificate import Certificate
from mizalla_models.errors import InfeasibleError
from mizalla_models.plan import Conflict, GoalResult, Plan
from mizalla_models.rule import Charge, Forbid, Limit, Rule, Supply
from mizalla_models.rules import Rules
from mizalla_models.scenario import Scenario

EXACT = 1e-6
"""Share by which linear programs of two solvers may differ."""
TIGHT = 1e-4
"""Share by which a bound may be less than the optimum that it stands for."""


@dataclass(frozen=True)
class Made:
    """What Mizalla makes of a folder: a plan, or a conflict."""

    scenario: Scenario
    rules: Rules
    plan: Plan | None
    conflict: tuple[Conflict, ...] = ()
    certificate: Certificate | None = None


def make(folder: Path) -> Made:
    """Plan a folder, stage by stage."""
    scenario = read(folder)
    rules = collect(scenario, plugin_manager(scenario))
    problem = build(scenario, rules, travel(scenario))
    try:
        allocation = solve(problem)
    except InfeasibleError as error:
        return Made(scenario, rules, None, error.conflict)
    plan = dispatch(scenario, rules, problem, allocation, settings={})
    proof = None if allocation.why is None else certify(allocation.why)
    return Made(scenario, rules, plan, certificate=proof)


def disagreements(made: Made, *, large: bool = False) -> list[str]:
    """Everything in which plan and outside model disagree.

    Parameters
    ----------
    large
        Whether quantities are so large that a whole parcel hardly counts: then values must come
        close to the outside optimum too.
    """
    outside = Monolith(made.scenario, made.rules)
    if made.plan is None:
        return list(_conflict(made, outside))
    if not outside.feasible():
        return ["a plan was made, though the outside model finds none"]
    findings = verify(made.scenario, made.rules, made.plan, None, made.certificate)
    return [
        *(f"{finding.check}: {finding.problem}" for finding in findings),
        *_Goals(made.plan, outside, large).disagreements(made.scenario),
    ]


class _Goals:
    """The goals of a plan, one after the other."""

    def __init__(self, plan: Plan, outside: Monolith, large: bool) -> None:
        self.plan, self.outside, self.large = plan, outside, large
        self.goals = {goal.goal: goal for goal in plan.goals}
        self.served = {(row.village, row.parcel): row.served for row in plan.coverage}

    def disagreements(self, scenario: Scenario) -> Iterator[str]:
        if set(self.served) != set(self.outside.served):
            yield "not the same demands"
            return
        names = [goal.goal for goal in scenario.campaign.goals]
        tolerance = {goal.goal: goal.tolerance for goal in scenario.campaign.goals}
        self.large &= names == ["coverage", "lateness", "cost"] and not any(tolerance.values())
        at_best: list[Row] = []
        as_planned: list[Row] = []
        self.covered = names[0] == "coverage"
        if self.covered:
            yield from self._coverage()
            at_best = self.outside.holding(self.served)
            as_planned = list(at_best)
            names = names[1:]
        elif names[0] == "lateness":
            return  # with nothing served yet nothing is late
        for name in names:
            if name == "coverage":
                return
            cost, more = self.outside.cost, []
            if name == "lateness":
                cost, more = self.outside.lateness(self.served)
            goal, size = self.goals[name], self._size(cost)
            best = self._optimum(cost, [*at_best, *more])
            # A goal before coverage stands for itself: any whole plan may be better.
            possible = self._optimum(cost, [*as_planned, *more], whole=not self.covered)
            if best is None or possible is None:
                yield f"what the plan serves can't be served in the outside model, by {name}"
                return
            yield from self._lower(goal, best, possible, size)
            if tolerance.get("coverage"):
                return  # what is served may change with each goal, and with it what comes next
            held = best + tolerance[name] * abs(best)
            at_best += [*more, Row(dict(cost), -INF, held + EXACT * max(1.0, abs(best)))]
            room = 2e-9 * max(1.0, abs(goal.value))
            as_planned += [*more, Row(dict(cost), -INF, goal.value + room)]

    def _coverage(self) -> Iterator[str]:
        levels = self.outside.leximin()
        for row in self.plan.coverage:
            level = levels[row.village, row.parcel]
            if abs(row.bound - level) > EXACT * max(1.0, level):
                yield f"level of {row.village} {row.parcel}: {row.bound}, outside {level}"
        lowest = min(levels.values(), default=1.0)
        if abs(self.goals["coverage"].bound - lowest) > EXACT * max(1.0, lowest):
            yield f"lowest level {self.goals['coverage'].bound}, outside {lowest}"
        served = self.goals["served"]
        total = sum(level * self._weight(key) for key, level in levels.items())
        # Each demand may get up to a parcel more or less than its level is worth.
        few = len(levels) + EXACT * total
        if served.value > served.bound + EXACT * total:
            yield f"served {served.value}, more than the bound {served.bound}"
        if self.large and abs(served.value - total) > few:
            yield f"served {served.value}, outside {total}"

    def _weight(self, key: Key) -> float:
        return self.outside.needed[key] * self.outside.priority[key]

    def _optimum(self, cost: Sum, rows: Iterable[Row], *, whole: bool = False) -> float | None:
        found = self.outside.program.minimise(cost, list(rows), whole=whole)
        return None if found is None else found[0]

    def _size(self, cost: Sum) -> float:
        """The most that a parcel for each demand may change, there and back."""
        return 2 * len(self.served) * max((abs(value) for value in cost.values()), default=0.0)

    def _lower(self, goal: GoalResult, best: float, possible: float, size: float) -> Iterator[str]:
        """A goal that is to be as low as it can be.

        Its bound is the least that it can come to with all that the plan itself keeps: what it
        serves, and earlier goals at their values. Where a parcel counts little that is close to
        the least with earlier goals at their best.
        """
        room = EXACT * max(1.0, abs(possible))
        said = f"{goal.goal} {goal.value}, bound {goal.bound}"
        if goal.bound > possible + room:
            yield f"{said}: in the outside model {possible} is possible"
        if goal.bound < possible - TIGHT * max(1.0, abs(possible)) and self.covered:
            yield f"{said}: in the outside model no plan is below {possible}, the bound is loose"
        if goal.value < possible - room:
            yield f"{said}: in the outside model no plan is below {possible}"
        if self.large:
            near = 1e-4 * abs(best) + size
            if goal.value > best + near or goal.bound < best - near:
                yield f"{said}: far from the outside optimum {best}"


def _conflict(made: Made, outside: Monolith) -> Iterator[str]:
    """Whether the rules named can't hold together, and can without any one of them."""
    names = [item.rule for item in made.conflict]
    if outside.feasible():
        if outside.feasible(whole=True):
            yield f"{names} are called a conflict, but all can hold"
        return
    causes = _causes(made)
    if Monolith(made.scenario, made.rules, only=_together(causes)).feasible():
        yield f"{names} can hold together"
    for cause in causes:
        rest = _together([other for other in causes if other is not cause])
        if not Monolith(made.scenario, made.rules, only=rest).feasible():
            yield f"{names} are a conflict even without {sorted(cause)}"


Cause = dict[str, tuple[str, ...]]


def _causes(made: Made) -> list[Cause]:
    """Rules with the groups that take part; stock that no rule tells apart is one cause."""
    rules = {provided.id: provided.rule for provided in made.rules.provided}
    marks = {key: _mark(rule, rules.values()) for key, rule in rules.items()}
    causes: list[Cause] = []
    for item in made.conflict:
        cause: Cause = {item.rule: item.groups}
        if marks[item.rule] is not None:
            cause = {key: () for key, mark in marks.items() if mark == marks[item.rule]}
        if cause not in causes:
            causes.append(cause)
    return causes


def _mark(rule: Rule, rules: Iterable[Rule]) -> tuple[object, ...] | None:
    """What tells a row of stock from others; None for other rules."""
    if not isinstance(rule, Supply):
        return None
    mark: list[object] = [rule.warehouse, rule.parcel]
    for dimension, name in (("supply", rule.id), ("lot", rule.lot)):
        for other in rules:
            if isinstance(other, (Limit, Forbid, Charge)):
                mark += [name in dict(s).get(dimension, ()) for s in (other.where, other.unless)]
            if isinstance(other, Limit) and dimension in other.per:
                mark.append(name)
    return tuple(mark)


def _together(causes: Iterable[Cause]) -> Mapping[str, tuple[str, ...]]:
    return {key: groups for cause in causes for key, groups in cause.items()}
