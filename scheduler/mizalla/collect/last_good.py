"""What a plugin said last, where it fails now and the run is asked to forgive it."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from mizalla.calls import Code
from mizalla.collect.choice import LastGood
from mizalla.hookspecs import hookimpl
from mizalla_models.errors import PluginError
from mizalla_models.rule import Need, Rule
from mizalla_models.scenario import Scenario

if TYPE_CHECKING:
    from mizalla.collect.manager import Manager


def stand_by(
    manager: "Manager",
    code: Code,
    failed: PluginError,
    find: Callable[[str, str], LastGood | None],
    campaign: str,
) -> SimpleNamespace:
    """Make a plugin that gives the rules which another gave last.

    Parameters
    ----------
    manager
        Manager of the run, which notes it.
    code
        The plugin that fails.
    failed
        What went wrong.
    find
        Finds what it said last.
    campaign
        Name of the campaign.

    Raises
    ------
    PluginError
        If it never said anything.
    """
    last = find(campaign, code.plugin)
    if last is None:
        raise PluginError(
            code.plugin,
            f"{failed.what} There is no earlier run with rules of it either.",
            rule=failed.rule,
            mend=failed.mend,
            organisation=code.organisation,
        )
    manager.notes[code.plugin] = (
        f"{failed.what} Planned with the rules that it gave in run {last.run}."
    )
    rules: tuple[Rule, ...] = last.rules
    said = SimpleNamespace(organisation=code.organisation, __version__=last.version)

    @hookimpl
    def mizalla_rules(scenario: Scenario) -> Any:  # noqa: ARG001
        return [rule for rule in rules if not isinstance(rule, Need)]

    @hookimpl
    def mizalla_needs(scenario: Scenario) -> Any:  # noqa: ARG001
        return [rule for rule in rules if isinstance(rule, Need)] or None

    said.mizalla_rules, said.mizalla_needs = mizalla_rules, mizalla_needs
    return said
