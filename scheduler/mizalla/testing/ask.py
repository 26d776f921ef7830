"""What a plugin says, asked in this process: fast, and a debugger can look in."""

from typing import Any

from mizalla.calls import Answer, Travel, answer_of
from mizalla.collect import seen, seen_plan
from mizalla.testing.tiny import tiny
from mizalla_models.plan import Plan
from mizalla_models.rule import RULE, Need, Rule
from mizalla_models.said import Objection, Report, SourceTable
from mizalla_models.scenario import Scenario


def rules_of(plugin: object, scenario: Scenario | None = None, name: str = "") -> list[Any]:
    """Rules that a plugin gives.

    Parameters
    ----------
    plugin
        Its module, or an object with its hooks.
    scenario
        Any scenario; the plugin sees what it may see of it. None: a tiny one.
    name
        Name of the plugin, for its settings; its ``plugin_name`` or module otherwise.

    Raises
    ------
    PluginError
        As a run would.
    """
    return _rules(plugin, scenario, name, "mizalla_rules") or []


def needs_of(plugin: object, scenario: Scenario | None = None, name: str = "") -> list[Need] | None:
    """Needs that a plugin gives; None where it has nothing to say. See :func:`rules_of`."""
    return _rules(plugin, scenario, name, "mizalla_needs")


def travel_of(plugin: object, scenario: Scenario | None = None, name: str = "") -> Travel | None:
    """Km and minutes that a plugin gives, by warehouse, then point and warehouse."""
    said: Travel | None = _said(plugin, scenario, name, "mizalla_travel")
    return said


def sources_of(
    plugin: object, scenario: Scenario | None = None, name: str = ""
) -> tuple[SourceTable, ...]:
    """Tables that a plugin brings from elsewhere."""
    return _said(plugin, scenario, name, "mizalla_sources") or ()


def reports_of(
    plugin: object, plan: Plan, scenario: Scenario | None = None, name: str = ""
) -> tuple[Report, ...]:
    """Reports that a plugin makes of a plan."""
    return _said(plugin, scenario, name, "mizalla_reports", plan) or ()


def review_of(
    plugin: object, plan: Plan, scenario: Scenario | None = None, name: str = ""
) -> tuple[Objection, ...]:
    """Objections that a plugin has against a plan."""
    return _said(plugin, scenario, name, "mizalla_review", plan) or ()


def name_of(plugin: object, name: str = "") -> str:
    """Name of a plugin: as given, else its ``plugin_name``, else its module's last word."""
    said = name or getattr(plugin, "plugin_name", "")
    return str(said) if said else str(getattr(plugin, "__name__", "plugin")).rsplit(".", 1)[-1]


def _rules(plugin: object, scenario: Scenario | None, name: str, hook: str) -> list[Any] | None:
    texts = _said(plugin, scenario, name, hook)
    if texts is None:
        return None
    rules: list[Rule] = [RULE.validate_json(text) for text in texts]
    return rules


def _said(
    plugin: object, scenario: Scenario | None, name: str, hook: str, plan: Plan | None = None
) -> Any:
    title = name_of(plugin, name)
    organisation = str(getattr(plugin, "organisation", "") or "")
    whole = scenario if scenario is not None else tiny(organisation or "nour")
    view = seen(whole, title, organisation)
    told = None if plan is None else seen_plan(plan, whole, title, organisation)
    answer: Answer = answer_of(
        title, plugin, (hook,), scenario=view, campaign=view.campaign, plan=told
    )
    if hook in answer.refused:
        raise answer.refused[hook]
    return answer.said.get(hook)
