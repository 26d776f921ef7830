"""Make a plan of a scenario and rules that are there already: build, solve, dispatch, verify."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from mizalla.budget import Budget, StoppedError
from mizalla.run.outcome import Outcome
from mizalla.run.reserve import Reserve
from mizalla.run.stopwatch import Stopwatch, within
from mizalla.travel import travel, unreachable
from mizalla_models.errors import InfeasibleError, ScenarioError
from mizalla_models.fault import Fault
from mizalla_models.overlay import Overlay
from mizalla_models.plan import Plan
from mizalla_models.routing import NO_TRIPS
from mizalla_models.rules import Rules
from mizalla_models.scenario import Scenario

if TYPE_CHECKING:
    from mizalla.dispatch import Routing
    from mizalla.solve import Start

Answers = tuple[NDArray[np.float64], NDArray[np.float64]] | None
"""What plugins know of km and minutes, as ``travel_answers`` gives it."""
TIME_LIMIT, INTERRUPTED = "time limit", "interrupted"
"""Why a plan is not searched to its end, as its settings say it."""
STOPPED = {
    TIME_LIMIT: "The time limit ended the search: this is the best plan found in time, with the "
    "bounds that were proven by then.",
    INTERRUPTED: "The search was interrupted: this is the best plan found by then, with the "
    "bounds that were proven by then.",
}
"""What is said of it."""
KEPT_FROM = 60_000
"""Lanes above which what decided a plan is kept with it; below, it is soon worked out again, unless
it was chosen among rules of all or nothing."""


def make(
    scenario: Scenario,
    rules: Rules,
    answers: Answers,
    *,
    seed: int = 0,
    overlay: Overlay | None = None,
    plugins: Sequence[str] = (),
    routing: "Routing | None" = None,
    watch: Stopwatch | None = None,
    remarks: Sequence[Fault] = (),
    start: "Start | None" = None,
    budget: Budget | None = None,
) -> Outcome:
    """Make a plan and verify it.

    Parameters
    ----------
    scenario
        The scenario, overlays laid on.
    rules
        Its rules, overlays laid on.
    answers
        What plugins know of km and minutes.
    seed
        Seed of whatever is drawn by lot.
    overlay
        What was laid on; only kept in the plan's settings.
    plugins
        Plugins that were asked for besides the campaign's; only kept in the settings.
    routing
        How trips are looked for; None: as the campaign says.
    watch
        Goes on with its stages; None: a new one.
    remarks
        What reading found odd.
    start
        Where the engine ended on a similar problem; see :func:`mizalla.solve.solve`.
    budget
        Time for all of it; what comes after the search is kept back from it. None: all the time
        that it needs.

    Raises
    ------
    StoppedError
        The budget is at its end before there is any plan.
    ScenarioError
        A point can't be reached from anywhere.
    InfeasibleError
        Hard rules can't hold together.
    """
    # Loaded where a plan is made: a check needs none of them, and a solver takes its time to load.
    from mizalla.account import with_forbids
    from mizalla.build import build
    from mizalla.dispatch import Routing, dispatch
    from mizalla.foresee import contradictions, pointless
    from mizalla.run.agree import Made, agree
    from mizalla.solve import certify, solve
    from mizalla.verify import verify

    watch = watch or Stopwatch()
    budget = budget or Budget()
    with watch.stage("build"):
        ways = travel(scenario, answers)
        stranded = unreachable(scenario, ways)
        if any(fault.severity == "fault" for fault in stranded):
            raise ScenarioError((*remarks, *stranded))
        problem = build(scenario, rules, ways)
        try:
            contradictions(problem, rules)
        except InfeasibleError as error:
            raise with_forbids(scenario, rules, ways, error, seed=seed) from None
        idle = pointless(scenario, rules, problem, lambda fewer: build(scenario, fewer, ways))
    budget.begin()
    later = Reserve(problem, drives=routing is None or routing.engine != NO_TRIPS)
    with watch.stage("solve"):
        try:
            allocation = solve(
                problem,
                seed=seed,
                progress=within("solve", watch.listener),
                start=start,
                budget=later.for_search(budget),
            )
        except InfeasibleError as error:
            if budget.stopped:
                raise
            raise with_forbids(scenario, rules, ways, error, seed=seed) from None
    with watch.stage("dispatch"):
        settings: dict[str, str | int | float | bool | None] = {
            "seed": seed,
            "sharing": scenario.campaign.sharing,
        }
        if overlay is not None and overlay.changes:
            settings |= {"overlay": overlay.name, "changes": overlay.model_dump_json()}
        if plugins:
            settings["plugins"] = ",".join(plugins)
        routing = replace(routing or Routing(), seed=seed)
        if routing.engine is not None:
            settings["routing"] = routing.engine
        if routing.seconds is not None:
            settings["routing_seconds"] = routing.seconds
        sent = partial(
            dispatch,
            scenario,
            settings=settings,
            answers=answers,
            routing=routing,
            progress=within("dispatch", watch.listener),
            budget=later.for_trips(budget),
        )

        def again(taught: Rules) -> Made:
            other = build(scenario, taught, ways)
            found = solve(
                other,
                seed=seed,
                progress=within("dispatch", watch.listener),
                budget=later.for_search(budget),
            )
            if found.stopped:
                raise StoppedError
            return Made(sent(taught, other, found), taught, other, found)

        first = Made(sent(rules, problem, allocation), rules, problem, allocation)
        agreed = agree(first, again, scenario.campaign.trips.rounds, later.for_search(budget))
        draft, rules, problem, allocation = agreed
    with watch.stage("verify"):
        why = first.allocation.why
        certificate = None if why is None else certify(why, scenario.inputs_hash)
        draft = _told(draft, budget).profiled()
        findings = verify(scenario, rules, draft, answers, certificate)
        changes = {"status": "rejected", "findings": findings}
        finished = draft.model_copy(update=changes) if findings else draft
    decided = None
    if (problem.lanes > KEPT_FROM or problem.choices) and later.has_for_account(budget):
        from mizalla.account import account, rounds_of

        with watch.stage("account"):
            decided = account(problem, finished, rounds_of(allocation, seed=seed))
    return Outcome(
        scenario=scenario,
        rules=rules,
        plan=finished,
        warnings=(*remarks, *stranded, *idle),
        account=decided,
        trail=allocation.trail,
        certificate=certificate,
        seed=seed,
        seconds=watch.seconds(),
    )


def _told(plan: Plan, budget: Budget) -> Plan:
    """Write into a plan's settings what time it was given, and whether that cut it short."""
    told: dict[str, str | int | float | bool | None] = {}
    if budget.seconds is not None:
        told["time_limit"] = budget.seconds
    if budget.was_cut:
        why = INTERRUPTED if budget.interrupted else TIME_LIMIT
        told |= {"stopped": why, "stopped_note": STOPPED[why]}
    return plan.model_copy(update={"settings": plan.settings | told}) if told else plan
