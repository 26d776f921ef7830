"""A plugin that was asked in a process of its own, as the manager of a run has it."""

from types import SimpleNamespace
from typing import Any

from mizalla.calls import Answer
from mizalla.hookspecs import hookimpl
from mizalla_models.errors import PluginError
from mizalla_models.plan import Plan
from mizalla_models.rule import RULE, Rule
from mizalla_models.scenario import Scenario


def stand_in(plugin: str, answer: Answer, organisation: str, version: str) -> SimpleNamespace:
    """Make an object whose hooks give what the plugin said.

    Parameters
    ----------
    plugin
        Name of the plugin.
    answer
        What it said.
    organisation
        Id of the member that it speaks for; empty for the alliance.
    version
        Its version.
    """

    def said(hook: str) -> Any:
        if hook in answer.refused:
            error = answer.refused[hook]
            raise error.of(organisation) if organisation else error
        return answer.said.get(hook)

    def rules(hook: str) -> list[Rule] | None:
        texts = said(hook)
        if texts is None:
            return None
        try:
            return [RULE.validate_json(text) for text in texts]
        except ValueError as error:
            problem = f"{hook} gave what is no rule: {str(error).splitlines()[0]}."
            raise PluginError(plugin, problem, organisation=organisation) from error

    @hookimpl
    def mizalla_rules(scenario: Scenario) -> Any:  # noqa: ARG001 - asked before
        return rules("mizalla_rules") or []

    @hookimpl
    def mizalla_needs(scenario: Scenario) -> Any:  # noqa: ARG001
        return rules("mizalla_needs")

    @hookimpl
    def mizalla_travel(origins: Any, destinations: Any, scenario: Scenario) -> Any:  # noqa: ARG001
        return said("mizalla_travel")

    @hookimpl
    def mizalla_sources(campaign: Any) -> Any:  # noqa: ARG001
        return said("mizalla_sources") or []

    @hookimpl
    def mizalla_reports(plan: Plan, scenario: Scenario) -> Any:  # noqa: ARG001
        return said("mizalla_reports") or []

    @hookimpl
    def mizalla_review(plan: Plan, scenario: Scenario) -> Any:  # noqa: ARG001
        return said("mizalla_review") or []

    @hookimpl
    def mizalla_routing() -> tuple[()]:
        """Its engines run in our own process: see :mod:`mizalla.collect.routing`."""
        return ()

    @hookimpl
    def mizalla_commands(group: Any) -> None:
        """Run in a process of their own, never here."""

    hooks = {
        function.__name__: function
        for function in (
            mizalla_rules,
            mizalla_needs,
            mizalla_travel,
            mizalla_sources,
            mizalla_reports,
            mizalla_review,
            mizalla_routing,
            mizalla_commands,
        )
    }
    there = {name: hooks[name] for name in answer.hooks if name in hooks}
    return SimpleNamespace(organisation=organisation, __version__=version, **there)
