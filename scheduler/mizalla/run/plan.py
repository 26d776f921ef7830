"""Make a plan: all stages in their order."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from mizalla.collect import collect, plugin_manager, travel_answers
from mizalla.read import inspect
from mizalla.run.outcome import Outcome
from mizalla.run.stopwatch import Listener, Stopwatch, within
from mizalla.travel import travel, unreachable
from mizalla_models.errors import ScenarioError
from mizalla_models.scenario import Scenario

Sharing = Literal["pooled", "own"]


def plan(
    folder: Path,
    *,
    seed: int = 0,
    plugins: Sequence[str] = (),
    sharing: Sharing | None = None,
    progress: Listener | None = None,
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
    progress
        Called with each stage as it begins, and with what a long one is at.

    Raises
    ------
    ScenarioError
        The folder has faults, or a point can't be reached from anywhere.
    PluginError
        A plugin broke, or gave what can't be taken.
    InfeasibleError
        Hard rules can't hold together.
    """
    # Loaded where a plan is made: a check needs none of them, and a solver takes its time to load.
    from mizalla.build import build
    from mizalla.dispatch import dispatch
    from mizalla.solve import solve
    from mizalla.verify import verify

    watch = Stopwatch(progress)
    with watch.stage("read"):
        scenario, remarks = inspect(folder)
        if scenario is None:
            raise ScenarioError(remarks)
        scenario = with_sharing(scenario, sharing)
    with watch.stage("collect"):
        manager = plugin_manager(scenario, plugins)
        rules = collect(scenario, manager)
    with watch.stage("build"):
        answers = travel_answers(scenario, manager)
        ways = travel(scenario, answers)
        stranded = unreachable(scenario, ways)
        if any(fault.severity == "fault" for fault in stranded):
            raise ScenarioError((*remarks, *stranded))
        problem = build(scenario, rules, ways)
    with watch.stage("solve"):
        allocation = solve(problem, seed=seed, progress=within("solve", progress))
    with watch.stage("dispatch"):
        settings = {"seed": seed, "sharing": scenario.campaign.sharing}
        draft = dispatch(scenario, rules, problem, allocation, settings=settings)
    with watch.stage("verify"):
        findings = verify(scenario, rules, draft, answers)
        changes = {"status": "rejected", "findings": findings}
        finished = draft.model_copy(update=changes) if findings else draft
    return Outcome(
        scenario=scenario,
        rules=rules,
        plan=finished,
        warnings=(*remarks, *stranded),
        seed=seed,
        seconds=watch.seconds(),
    )


def with_sharing(scenario: Scenario, sharing: Sharing | None) -> Scenario:
    """Return the scenario with another ``sharing``; the same where it is None."""
    if sharing is None:
        return scenario
    campaign = scenario.campaign.model_copy(update={"sharing": sharing})
    return scenario.model_copy(update={"campaign": campaign})
