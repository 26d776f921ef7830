"""Who the plugins are: version, and the member they speak for."""

import hashlib
from pathlib import Path

import pluggy

from mizalla import __version__
from mizalla.builtin import BUILTIN
from mizalla.calls import did_you_mean
from mizalla_models.errors import PluginError
from mizalla_models.rule import Provider
from mizalla_models.scenario import Scenario


def providers(scenario: Scenario, manager: pluggy.PluginManager) -> dict[str, Provider]:
    """Every plugin of the run as a provider of rules, by name.

    The version is that of its distribution, else its ``__version__``, else the start of the
    SHA-256 of its file.

    Raises
    ------
    PluginError
        If a plugin speaks for an organisation that is not there.
    """
    distributions = {id(plugin): home.version for plugin, home in manager.list_plugin_distinfo()}
    found = {}
    for name, plugin in manager.list_name_plugin():
        if plugin is None:
            continue
        version = distributions.get(id(plugin)) or _version(name, plugin)
        organisation = _organisation(name, plugin, scenario)
        found[name] = Provider(plugin=name, version=version, organisation=organisation)
    return found


def _version(name: str, plugin: object) -> str:
    if BUILTIN.get(name) is plugin:
        return __version__
    said = getattr(plugin, "__version__", None)
    if said is not None:
        return str(said)
    file = getattr(plugin, "__file__", None)
    if file is not None:
        return "sha256:" + hashlib.sha256(Path(file).read_bytes()).hexdigest()[:12]
    return "unknown"


def _organisation(name: str, plugin: object, scenario: Scenario) -> str:
    said = getattr(plugin, "organisation", "")
    known = {organisation.id for organisation in scenario.organisations}
    if said in ("", None):
        return ""
    if said not in known:
        raise PluginError(
            name,
            f"it speaks for organisation {said!r}, which is not there.",
            mend=did_you_mean(str(said), known),
        )
    return str(said)
