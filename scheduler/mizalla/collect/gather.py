"""Collect: call the plugins and put all their rules in one order."""

import hashlib
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import pluggy

from mizalla.calls.given import Given, given
from mizalla.collect.check import check
from mizalla.collect.known import known
from mizalla.collect.manager import Manager
from mizalla.collect.own import ALL
from mizalla.collect.providers import providers
from mizalla.collect.scope import check_scope
from mizalla_models.errors import PluginError
from mizalla_models.plan import PluginRecord
from mizalla_models.rule import ProvidedRule, Provider
from mizalla_models.rules import Rules
from mizalla_models.scenario import Scenario

NEEDS = "needs"
"""The built-in plugin that keeps silent where another knows the needs."""


def collect(scenario: Scenario, manager: pluggy.PluginManager) -> Rules:
    """Collect the rules of all plugins.

    Parameters
    ----------
    scenario
        The scenario.
    manager
        The manager of the run, see :func:`mizalla.collect.plugin_manager`.

    Returns
    -------
    Rules
        Every rule with its provider and an id: plugin and name, with ``#2`` and so on where a
        plugin gave several of a name. The same for any order of plugins and of their rules.

    Raises
    ------
    PluginError
        If a plugin breaks, gives what is no rule, names what is not there, brings stock or trucks
        under an id that is taken; or if not exactly one plugin knows the needs.
    """
    rules: list[Given] = []
    for implementation in _implementations(manager, "mizalla_rules"):
        rules += given(implementation, "mizalla_rules", scenario) or ()
    rules += _needs(scenario, manager)
    rules.sort(key=lambda item: (item.plugin, item.text))
    who = providers(scenario, manager)
    try:
        check(rules, known(scenario, (item.rule for item in rules)))
    except PluginError as error:
        organisation = who[error.plugin].organisation if error.plugin in who else ""
        raise (error.of(organisation) if organisation else error) from None
    check_scope(rules, who, scenario)
    return Rules(
        provided=_identify(rules, who),
        plugins=tuple(
            sorted(
                (
                    *(
                        _record(
                            name,
                            provider,
                            manager,
                            [item.text for item in rules if item.plugin == name],
                        )
                        for name, provider in who.items()
                    ),
                    *_left_out(manager),
                ),
                key=lambda record: record.name,
            )
        ),
    )


def _implementations(manager: pluggy.PluginManager, hook: str) -> list[pluggy.HookImpl]:
    # One by one and not through the hook, because who says a rule must be known.
    caller = getattr(manager.hook, hook)
    return sorted(caller.get_hookimpls(), key=lambda implementation: implementation.plugin_name)


def _needs(scenario: Scenario, manager: pluggy.PluginManager) -> tuple[Given, ...]:
    implementations = {
        implementation.plugin_name: implementation
        for implementation in _implementations(manager, "mizalla_needs")
    }
    own = implementations.pop(NEEDS, None)
    answers: dict[str, tuple[Given, ...]] = {}
    if scenario.needs is None or own is None:
        for name, implementation in implementations.items():
            answer = given(implementation, "mizalla_needs", scenario)
            if answer is not None:
                _check_may_need(name, implementation, scenario)
                answers[name] = answer
    if len(answers) > 1:
        first, second = sorted(answers)[:2]
        raise PluginError(
            first,
            f"it says what villages need, and so does plugin {second}.",
            mend="Switch one of them off in campaign.yaml.",
        )
    if answers:
        return next(iter(answers.values()))
    if own is None:
        raise PluginError(
            NEEDS,
            "it is switched off, and no other plugin says what villages need.",
            mend="Switch it on in campaign.yaml, or use a plugin with mizalla_needs.",
        )
    return given(own, "mizalla_needs", scenario) or ()


def _check_may_need(name: str, implementation: pluggy.HookImpl, scenario: Scenario) -> None:
    """Refuse needs of a member, even if there are none: they would stand for those of all."""
    organisation = str(getattr(implementation.plugin, "organisation", "") or "")
    grant = scenario.campaign.grant(name, organisation)
    if not organisation or "need" in grant.rules or ALL in grant.organisations:
        return
    raise PluginError(
        name,
        "what villages need is for the alliance to say.",
        mend=f"Give None, put it into needs.csv, or grant it: grants: {organisation}: "
        "rules: [need].",
        organisation=organisation,
    )


def _identify(rules: Iterable[Given], who: Mapping[str, Provider]) -> tuple[ProvidedRule, ...]:
    titled = [(f"{item.plugin}/{item.rule.name or item.rule.kind}", item) for item in rules]
    titles = {title for title, _ in titled}
    taken: set[str] = set()
    numbers: dict[str, Iterator[int]] = defaultdict(lambda: itertools.count(2))
    provided = []
    for title, item in titled:
        name = title
        while name in taken or (name != title and name in titles):
            name = f"{title}#{next(numbers[title])}"
        taken.add(name)
        provided.append(ProvidedRule(id=name, provider=who[item.plugin], rule=item.rule))
    return tuple(sorted(provided, key=lambda item: item.id))


def _record(
    name: str, provider: Provider, manager: pluggy.PluginManager, texts: list[str]
) -> PluginRecord:
    callers = manager.get_hookcallers(manager.get_plugin(name)) or []
    code = manager.codes.get(name) if isinstance(manager, Manager) else None
    notes = manager.notes if isinstance(manager, Manager) else {}
    return PluginRecord(
        name=name,
        version=provider.version,
        organisation=provider.organisation,
        hooks=tuple(sorted(caller.name for caller in callers)),
        rules=len(texts),
        rules_hash=_hash(texts),
        code_hash="" if code is None else code.sha256,
        note=notes.get(name, ""),
    )


def _left_out(manager: pluggy.PluginManager) -> Iterator[PluginRecord]:
    for name, organisation in (manager.without if isinstance(manager, Manager) else {}).items():
        yield PluginRecord(
            name=name,
            version="",
            organisation=organisation,
            hooks=(),
            rules=0,
            rules_hash=_hash([]),
            note=f"Planned without it: --without {organisation or name}.",
        )


def _hash(texts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(sorted(texts)).encode()).hexdigest()
