"""One case: what a worker is handed, and what it hands back."""

from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import TYPE_CHECKING

from mizalla.collect import Choice
from mizalla.run import Answers, Outcome, make
from mizalla_models.errors import InfeasibleError, MizallaError
from mizalla_models.overlay import Overlay
from mizalla_models.routing import NO_TRIPS
from mizalla_models.rules import Rules
from mizalla_models.scenario import Scenario

if TYPE_CHECKING:
    from mizalla.solve import Start

AS_IT_IS = 0
"""Place of the case in which nothing is changed."""


@dataclass(frozen=True)
class Base:
    """The scenario as it is, read and asked for once."""

    scenario: Scenario
    rules: Rules
    answers: Answers
    seed: int
    plugins: tuple[str, ...]
    """Plugins beyond those that the campaign names."""
    trips: bool = False
    """Whether trips are planned too, and agreed on where the campaign asks for it."""
    choice: Choice = field(default_factory=Choice)
    """Which members' plugins to leave out or to forgive, and what each may take."""


@dataclass(frozen=True)
class Done:
    """A case that came to an end."""

    place: int
    overlay: Overlay
    outcome: Outcome | None
    status: str
    problem: str
    seconds: float
    start: "Start | None" = None
    """Where the engine ended, of a case that others begin at."""


@dataclass(frozen=True)
class Task:
    """A case to plan."""

    place: int
    """Place in its sweep."""
    overlay: Overlay
    """What is changed."""
    start: "Start | None" = None
    """Where the engine ended on another case, to begin there. None: from scratch."""
    leads: bool = False
    """Whether others are to begin where it ends."""


def solve_case(base: Base, task: Task) -> Done:
    """Plan one variation; what is wrong with it is handed back and not raised.

    Parameters
    ----------
    base
        The scenario as it is.
    task
        The case.
    """
    place, overlay, start = task.place, task.overlay, perf_counter()
    try:
        outcome = _plan(base, task)
    except InfeasibleError as error:
        return Done(place, overlay, None, "infeasible", error.problem, perf_counter() - start)
    except MizallaError as error:
        return Done(place, overlay, None, "failed", error.problem, perf_counter() - start)
    ended = None
    if task.leads and outcome.trail is not None:
        ended = outcome.trail.ended()
    outcome = replace(outcome, trail=None)  # it refers to the whole problem
    seconds = perf_counter() - start
    return Done(place, overlay, outcome, outcome.plan.status, "", seconds, ended)


def _plan(base: Base, task: Task) -> Outcome:
    from mizalla.collect import collect, plugin_manager, routing_engines, travel_answers
    from mizalla.dispatch import Routing, Workers
    from mizalla.overlay import change_rules, lay

    overlay = task.overlay
    scenario = lay(base.scenario, overlay)
    rules, answers = base.rules, base.answers
    if scenario.inputs_hash != base.scenario.inputs_hash:
        # Rules are made of what is in the scenario, so its plugins are asked anew.
        manager = plugin_manager(scenario, base.plugins, base.choice)
        rules = collect(scenario, manager)
        answers = travel_answers(scenario, manager)
    rules = change_rules(scenario, rules, overlay)
    routing = Routing(engine=NO_TRIPS)
    if base.trips:
        # Cases are done side by side, so that trips of each are left to one process.
        engines = routing_engines(plugin_manager(scenario, base.plugins, base.choice))
        routing = Routing(engines=engines, workers=Workers(1))
    return make(
        scenario,
        rules,
        answers,
        seed=base.seed,
        overlay=overlay,
        plugins=base.plugins,
        routing=routing,
        start=task.start,
    )
