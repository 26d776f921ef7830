"""What plugins say of a finished plan: reports and objections."""

from collections.abc import Sequence

from mizalla.collect.choice import Choice
from mizalla.collect.manager import Manager, task_limits, task_of
from mizalla.collect.seen_plan import seen_plan
from mizalla.isolation import ask
from mizalla_models.errors import PluginError
from mizalla_models.plan import Plan
from mizalla_models.said import Said
from mizalla_models.scenario import Scenario

HOOKS = ("mizalla_reports", "mizalla_review")


def statements(
    scenario: Scenario, manager: Manager, plan: Plan, choice: Choice | None = None
) -> tuple[tuple[Said, ...], tuple[PluginError, ...]]:
    """Ask plugins what they say of a plan.

    Parameters
    ----------
    scenario
        The scenario.
    manager
        The manager of the run.
    plan
        The finished plan.
    choice
        What each may take.

    Returns
    -------
    said
        Reports and objections, by plugin, in the order in which each gave them.
    failed
        Plugins that broke over it: a plan that is finished is not thrown away for that.
    """
    chosen = choice or Choice()
    codes = [
        code
        for name, code in sorted(manager.codes.items())
        if set(HOOKS) & set(code.named) and name not in manager.notes
    ]
    tasks = [
        task_of(
            code,
            scenario,
            HOOKS,
            chosen,
            plan=seen_plan(plan, scenario, code.plugin, code.organisation)
            .model_dump_json()
            .encode(),
        )
        for code in codes
    ]
    if not tasks:
        return (), ()
    limits = [task_limits(code, scenario.campaign, chosen) for code in codes]
    said: list[Said] = []
    failed: list[PluginError] = []
    for code, answer in zip(codes, ask(tasks, limits), strict=True):
        if isinstance(answer, PluginError):
            failed.append(answer)
            continue
        failed += answer.refused.values()
        given: Sequence[object] = [one for hook in HOOKS for one in answer.said.get(hook, ())]
        said += [
            Said.model_validate(
                {"plugin": code.plugin, "organisation": code.organisation, "said": one}
            )
            for one in given
        ]
    return tuple(said), tuple(failed)
