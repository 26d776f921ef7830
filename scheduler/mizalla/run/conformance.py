"""What a plugin does: whether it keeps to the rules of the house, and what each rule changes."""

from collections.abc import Sequence
from pathlib import Path

from mizalla.calls import Answer, Code
from mizalla.collect import (
    Choice,
    Limits,
    Manager,
    collect,
    plugin_manager,
    sources,
    statements,
    travel_answers,
)
from mizalla.collect.manager import ASKED, task_limits, task_of
from mizalla.isolation import ask
from mizalla.read import inspect
from mizalla.run.make import make
from mizalla_models.conformance import Check, Conformance, RuleEffect
from mizalla_models.errors import InfeasibleError, PluginError, ScenarioError
from mizalla_models.plan import Plan, RuleUse
from mizalla_models.rule import Forbid, Limit, ProvidedRule, Vehicles
from mizalla_models.rules import Rules
from mizalla_models.run import Figures
from mizalla_models.said import Report
from mizalla_models.scenario import Scenario

SEEDS = ("1", "2")
SPOKEN = ("mizalla_reports", "mizalla_review")
"""Hooks that are asked of a finished plan."""
AT_ITS_BOUND = 1e-6


def conformance(folder: Path, plugin: str, *, limits: Limits, plan: bool = True) -> Conformance:
    """Look at a plugin: hooks, scope, determinism, time and memory, and what each rule does.

    Parameters
    ----------
    folder
        A scenario folder.
    plugin
        Name or file of the plugin.
    limits
        What it may take.
    plan
        Whether to plan the scenario with it and without it.

    Raises
    ------
    ScenarioError
        The folder has faults.
    UsageError
        There is no such plugin.
    """
    choice = Choice(limits=limits)
    checks: list[Check] = []
    try:
        scenario, remarks = inspect(folder, sources(folder, [plugin], choice))
        if scenario is None:
            raise ScenarioError(remarks)
        manager = plugin_manager(scenario, [plugin], choice)
        name = next(n for n in manager.codes if n == plugin or n == Path(plugin).name)
        code = manager.codes[name]
    except PluginError as error:
        wrong = Check(name="hooks and arguments", passed=False, detail=error.what)
        return Conformance(plugin=error.plugin, organisation=error.organisation, checks=(wrong,))
    checks.append(Check(name="hooks and arguments", passed=True))
    try:
        rules = collect(scenario, manager)
        answers = travel_answers(scenario, manager)
        checks.append(Check(name="rules and scope", passed=True))
    except PluginError as error:
        checks.append(Check(name="rules and scope", passed=False, detail=str(error)))
        return Conformance(plugin=name, organisation=code.organisation, checks=tuple(checks))
    record = next(record for record in rules.plugins if record.name == name)
    twice = [
        answer
        for seed in SEEDS
        for answer in ask(
            [task_of(code, scenario, ASKED, Choice(limits=limits, seed=seed))],
            [task_limits(code, scenario.campaign, choice)],
        )
    ]
    checks.append(_same(twice))
    checks.append(_used(twice, limits))
    base = Conformance(
        plugin=name,
        version=record.version,
        organisation=code.organisation,
        hooks=record.hooks,
        checks=tuple(checks),
    )
    if not plan:
        return base
    return _planned(base, scenario, rules, answers, code, choice)


def _same(answers: Sequence[Answer | PluginError]) -> Check:
    said = []
    for answer in answers:
        if isinstance(answer, PluginError):
            return Check(name="determinism", passed=False, detail=answer.what)
        rules = [sorted(answer.said.get(hook) or ()) for hook in ("mizalla_rules", "mizalla_needs")]
        travel = answer.said.get("mizalla_travel")
        said.append((rules, None if travel is None else [part.tobytes() for part in travel]))
    same = all(one == said[0] for one in said)
    detail = "it says other things when it is asked again, or its sets stand in another order"
    return Check(name="determinism", passed=same, detail="" if same else detail)


def _spoken(scenario: Scenario, code: Code, plan: Plan, choice: Choice) -> tuple[Check, ...]:
    """What it says of the finished plan, where it says anything."""
    if not set(SPOKEN) & set(code.named):
        return ()
    only = Manager()
    only.codes = {code.plugin: code}
    said, failed = statements(scenario, only, plan, choice)
    reports = sum(isinstance(one.said, Report) for one in said)
    detail = f"{reports} reports, {len(said) - reports} objections and notes"
    if failed:
        detail = failed[0].what
    return (Check(name="reports and review", passed=not failed, detail=detail),)


def _binds(use: RuleUse) -> bool:
    """Whether a bound is worth something, or is come up to."""
    return use.goal is not None or abs(use.used - use.bound) <= AT_ITS_BOUND * max(1, use.bound)


def _used(answers: Sequence[Answer | PluginError], limits: Limits) -> Check:
    used = [answer for answer in answers if isinstance(answer, Answer)]
    seconds = max((answer.seconds for answer in used), default=0.0)
    memory = max((answer.memory_mb for answer in used), default=0.0)
    detail = f"{seconds:.2f} s of {limits.seconds:g} s, {memory:.0f} MB of {limits.memory_mb} MB"
    return Check(name="time and memory", passed=bool(used), detail=detail)


def _planned(
    base: Conformance,
    scenario: Scenario,
    rules: Rules,
    answers: object,
    code: Code,
    choice: Choice,
) -> Conformance:
    from mizalla.build import build
    from mizalla.travel import travel

    name = code.plugin
    theirs = [item for item in rules.provided if item.provider.plugin == name]
    ways = travel(scenario, answers)  # type: ignore[arg-type]

    def problem_of(provided: Sequence[ProvidedRule]) -> object:
        return build(scenario, Rules(provided=tuple(provided), plugins=rules.plugins), ways)

    whole = build(scenario, rules, ways)
    try:
        outcome = make(scenario, rules, answers)  # type: ignore[arg-type]
        plan: Plan | None = outcome.plan
        checks = (*base.checks, Check(name="plan", passed=True, detail=outcome.plan.status))
        checks += _spoken(scenario, code, outcome.plan, choice)
    except InfeasibleError as error:
        plan = None
        checks = (*base.checks, Check(name="plan", passed=False, detail=str(error)))
    rows = {limit.provided.id: limit for limit in whole.limits}
    effects = []
    for item in theirs:
        removed = 0
        if isinstance(item.rule, Forbid):
            fewer = [other for other in rules.provided if other.id != item.id]
            removed = problem_of(fewer).lanes - whole.lanes  # type: ignore[attr-defined]
        limited = rows.get(item.id)
        counted = (
            0
            if limited is None or not isinstance(item.rule, (Limit, Vehicles))
            else int(limited.at_most.size)
        )
        binds = (
            0 if plan is None else sum(use.rule == item.id and _binds(use) for use in plan.rules)
        )
        effects.append(
            RuleEffect(
                id=item.id,
                kind=item.rule.kind,
                reason=item.rule.reason,
                lanes_removed=removed,
                rows=counted,
                binds=binds,
            )
        )
    named = tuple(use.name for use in scenario.campaign.plugins if use.name == name)
    manager = plugin_manager(scenario, [], Choice(without=named, limits=choice.limits))
    bare = collect(scenario, manager)
    without = make(scenario, bare, travel_answers(scenario, manager)).plan
    figures = None if plan is None else Figures.of(plan)
    other = Figures.of(without)
    costs = {}
    if figures is not None:
        costs = {
            part: getattr(figures, part) - getattr(other, part)
            for part in ("coverage_min", "served_parcels", "cost", "km")
        }
    return base.model_copy(
        update={
            "checks": checks,
            "rules": tuple(effects),
            "with_it": figures,
            "without_it": other,
            "costs": costs,
        }
    )
