"""Make a plan: all stages in their order."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mizalla.budget import Budget
from mizalla.collect import (
    Choice,
    collect,
    plugin_manager,
    routing_engines,
    statements,
    travel_answers,
)
from mizalla.overlay import change_rules, lay
from mizalla.run.look import look
from mizalla.run.make import make
from mizalla.run.outcome import Outcome
from mizalla.run.stopwatch import Listener, Stopwatch
from mizalla_models.errors import PluginError, ScenarioError
from mizalla_models.fault import Fault
from mizalla_models.overlay import Overlay
from mizalla_models.routing import NO_TRIPS
from mizalla_models.scenario import Scenario

if TYPE_CHECKING:
    from mizalla.dispatch import Routing

Sharing = Literal["pooled", "own"]


def plan(
    folder: Path,
    *,
    seed: int = 0,
    plugins: Sequence[str] = (),
    sharing: Sharing | None = None,
    overlay: Overlay | None = None,
    choice: Choice | None = None,
    routing: "Routing | None" = None,
    progress: Listener | None = None,
    budget: Budget | None = None,
) -> Outcome:
    """Make a plan for a scenario folder and verify it.

    Parameters
    ----------
    folder
        The scenario folder.
    seed
        Seed of whatever is drawn by lot; equal folders and seeds give equal plans.
    plugins
        Names or files of plugins beyond those that the campaign names.
    sharing
        Stands in for the campaign's own ``sharing``; None leaves it.
    overlay
        What is changed of the scenario and its rules; None: nothing.
    choice
        Which members' plugins to leave out or to forgive, and what each may take.
    routing
        How trips are looked for; None: as the campaign says.
    progress
        Called with each stage as it begins, and with what a long one is at.
    budget
        Time for all of it. None: all the time that it needs.

    Raises
    ------
    StoppedError
        The budget is at its end before there is any plan.
    UsageError
        There is no such routing engine.
    ScenarioError
        The folder has faults, the overlay does not fit it, or a point can't be reached from
        anywhere.
    PluginError
        A plugin broke, or gave what can't be taken.
    InfeasibleError
        Hard rules can't hold together.
    """
    # Loaded where a plan is made: what is around it has no use for solvers.
    from mizalla.dispatch import Routing
    from mizalla.routing import engine_named

    watch = Stopwatch(progress)
    with watch.stage("read"):
        scenario, remarks, choice = look(folder, plugins, choice)
        if scenario is None:
            raise ScenarioError(remarks)
        scenario = with_sharing(scenario, sharing)
        if overlay is not None:
            scenario = lay(scenario, overlay)
    with watch.stage("collect"):
        manager = plugin_manager(scenario, plugins, choice)
        rules = collect(scenario, manager)
        if overlay is not None:
            rules = change_rules(scenario, rules, overlay)
        answers = travel_answers(scenario, manager)
        engines = routing_engines(manager)
        routing = replace(routing or Routing(), engines=engines)
        if routing.engine != NO_TRIPS:  # asked for now: not after a minute of planning
            engine_named(routing.engine or scenario.campaign.trips.engine, engines)
    outcome = make(
        scenario,
        rules,
        answers,
        seed=seed,
        overlay=overlay,
        plugins=plugins,
        routing=routing,
        watch=watch,
        budget=budget,
        remarks=(*remarks, *manager.remarks),
    )
    if not manager.codes:
        return outcome
    with watch.stage("review"):
        said, failed = statements(scenario, manager, outcome.plan, choice)
    return replace(
        outcome,
        said=said,
        warnings=(*outcome.warnings, *(remark(error) for error in failed)),
        seconds=watch.seconds(),
    )


def remark(error: PluginError) -> Fault:
    """Say what went wrong with a plugin after the plan was finished, which stops nothing."""
    return Fault(
        file="campaign.yaml",
        column=f"plugins.{error.plugin}",
        problem=error.problem,
        mend=error.mend,
        severity="warning",
    )


def with_sharing(scenario: Scenario, sharing: Sharing | None) -> Scenario:
    """Return the scenario with another ``sharing``; the same where it is None."""
    if sharing is None:
        return scenario
    campaign = scenario.campaign.model_copy(update={"sharing": sharing})
    return scenario.model_copy(update={"campaign": campaign})
