"""Everything that one plugin says when it is asked, as data."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pluggy

from mizalla import hookspecs
from mizalla.calls.arrays import arrays
from mizalla.calls.broken import code_of
from mizalla.calls.code import Code
from mizalla.calls.given import given
from mizalla.calls.hooks import check_hooks
from mizalla.calls.records import records
from mizalla_models.campaign import Campaign
from mizalla_models.errors import PluginError
from mizalla_models.plan import Plan
from mizalla_models.said import Objection, Report, SourceTable
from mizalla_models.scenario import Scenario

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Travel = tuple[NDArray[np.float64], NDArray[np.float64]]
else:
    Travel = tuple


@dataclass
class Answer:
    """What a plugin said."""

    version: str = ""
    """Its ``__version__``; empty where it states none."""
    organisation: str = ""
    """Its ``organisation``; empty where it states none."""
    hooks: tuple[str, ...] = ()
    """Hooks that it implements."""
    said: dict[str, Any] = field(default_factory=dict)
    """By hook: texts of rules, arrays, or records. None: nothing to say."""
    refused: dict[str, PluginError] = field(default_factory=dict)
    """By hook: why what it said can't be taken."""
    seconds: float = 0
    """Processor time that its process took, s; 0 where that can't be told."""
    memory_mb: float = 0
    """Most memory that its process held, MB; 0 where that can't be told."""


def answer(
    code: Code,
    asked: Collection[str],
    *,
    scenario: Scenario | None = None,
    campaign: Campaign | None = None,
    plan: Plan | None = None,
) -> Answer:
    """Load a plugin and ask it.

    Parameters
    ----------
    code
        Its code.
    asked
        Hooks to call, those of them that it implements.
    scenario
        What hooks are called with; None where only sources are asked for.
    campaign
        The campaign, for sources.
    plan
        The finished plan, for reports and reviews.

    Raises
    ------
    PluginError
        If it can't be loaded, or has a function that is no hook of ours.
    """
    return answer_of(
        code.plugin, code.load(), asked, scenario=scenario, campaign=campaign, plan=plan
    )


def answer_of(
    name: str,
    plugin: object,
    asked: Collection[str],
    *,
    scenario: Scenario | None = None,
    campaign: Campaign | None = None,
    plan: Plan | None = None,
) -> Answer:
    """Ask a plugin that is loaded; see :func:`answer`."""
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    check_hooks(manager, name, plugin)
    manager.register(plugin, name=name)
    with code_of(name, "Loading it"):
        said = getattr(plugin, "__version__", None)
        whose = getattr(plugin, "organisation", None)
    found = Answer(
        version="" if said is None else str(said),
        organisation="" if whose is None else str(whose),
        hooks=tuple(sorted(caller.name for caller in manager.get_hookcallers(plugin) or ())),
    )
    # In this order wherever it runs, so that a plugin with a memory says the same each time.
    callers: dict[str, Callable[[pluggy.HookImpl], Any]] = {
        "mizalla_sources": lambda impl: records(
            impl, "mizalla_sources", SourceTable, {"campaign": campaign}
        ),
        "mizalla_rules": lambda impl: _texts(impl, "mizalla_rules", scenario),
        "mizalla_needs": lambda impl: _texts(impl, "mizalla_needs", scenario),
        "mizalla_travel": lambda impl: _travel(impl, scenario),
        "mizalla_reports": lambda impl: records(
            impl, "mizalla_reports", Report, {"plan": plan, "scenario": scenario}
        ),
        "mizalla_review": lambda impl: records(
            impl, "mizalla_review", Objection, {"plan": plan, "scenario": scenario}
        ),
    }
    for hook, call in callers.items():
        if hook not in asked or hook not in found.hooks:
            continue
        try:
            (implementation,) = getattr(manager.hook, hook).get_hookimpls()
            found.said[hook] = call(implementation)
        except PluginError as error:
            found.refused[hook] = error
    return found


def _texts(implementation: pluggy.HookImpl, hook: str, scenario: Scenario | None) -> Any:
    assert scenario is not None
    rules = given(implementation, hook, scenario)
    return None if rules is None else tuple(rule.text for rule in rules)


def _travel(implementation: pluggy.HookImpl, scenario: Scenario | None) -> "Travel | None":
    assert scenario is not None
    destinations = (*scenario.points, *scenario.warehouses)
    arguments = {
        "origins": scenario.warehouses,
        "destinations": destinations,
        "scenario": scenario,
    }
    plugin = implementation.plugin_name
    with code_of(plugin, "mizalla_travel"):
        said = implementation.function(*(arguments[name] for name in implementation.argnames))
    return arrays(plugin, said, (len(scenario.warehouses), len(destinations)))
