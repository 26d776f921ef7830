"""Routing engines that plugins bring."""

from collections.abc import Iterable
from typing import Any, get_args

import pluggy

from mizalla import hookspecs
from mizalla.calls import code_of
from mizalla.collect.manager import Manager
from mizalla_models.errors import PluginError
from mizalla_models.routing import Feature, RoutingEngine

HOOK = "mizalla_routing"


def routing_engines(manager: Manager) -> tuple[RoutingEngine, ...]:
    """Ask plugins for their engines.

    Parameters
    ----------
    manager
        The manager of the run.

    Returns
    -------
    tuple of RoutingEngine
        By name.

    Raises
    ------
    PluginError
        If a plugin breaks, gives what is no engine, or one of a name that is taken; or if a
        member's plugin brings one: engines run in our own process.
    """
    found: dict[str, tuple[str, RoutingEngine]] = {}
    for plugin, given in _given(manager):
        for engine in given:
            _check(plugin, engine)
            if engine.name in found:
                other = found[engine.name][0]
                problem = f"it brings the routing engine {engine.name}, and so does plugin {other}."
                raise PluginError(plugin, problem, mend="Give one of them another name.")
            found[engine.name] = plugin, engine
    return tuple(found[name][1] for name in sorted(found))


def _given(manager: Manager) -> Iterable[tuple[str, list[Any]]]:
    hook = getattr(manager.hook, HOOK)
    for implementation in sorted(hook.get_hookimpls(), key=lambda impl: impl.plugin_name):
        with code_of(implementation.plugin_name, HOOK):
            given = implementation.function()
        yield implementation.plugin_name, _listed(given)
    for name, code in sorted(manager.codes.items()):
        if HOOK not in code.named:
            continue
        if code.organisation:
            raise PluginError(
                name,
                "it brings a routing engine, which runs in Mizalla's own process.",
                mend="Only a plugin of the alliance may: name it in campaign.yaml with "
                'organisation: "".',
                organisation=code.organisation,
            )
        plugin = code.load()
        own = pluggy.PluginManager(manager.project_name)
        own.add_hookspecs(hookspecs)
        own.register(plugin, name=name)
        with code_of(name, HOOK):
            given = [item for answer in getattr(own.hook, HOOK)() for item in _listed(answer)]
        yield name, given


def _listed(given: Any) -> list[Any]:
    if given is None:
        return []
    return list(given) if isinstance(given, (list, tuple, set, frozenset)) else [given]


def _check(plugin: str, engine: Any) -> None:
    name = getattr(engine, "name", None)
    features = getattr(engine, "features", None)
    mend = "An engine has name, features and route(instance, budget)."
    if not isinstance(name, str) or not name or not callable(getattr(engine, "route", None)):
        raise PluginError(plugin, f"{HOOK} gave {type(engine).__name__}, no engine.", mend=mend)
    unknown = set(features or ()) - set(get_args(Feature))
    if features is None or unknown:
        said = ", ".join(sorted(map(str, unknown))) or "none"
        raise PluginError(
            plugin,
            f"its routing engine {name} says features that there are not: {said}.",
            mend=f"Choose from {', '.join(sorted(get_args(Feature)))}.",
        )
