"""The plugin manager of one run."""

from collections.abc import Sequence
from pathlib import Path, PurePath

import pluggy

from mizalla import hookspecs
from mizalla.builtin import BUILTIN, CAPACITY, members
from mizalla.collect.available import GROUP, entry_points
from mizalla.collect.broken import code_of
from mizalla.collect.closest import did_you_mean
from mizalla.collect.files import load
from mizalla.collect.hooks import check_hooks
from mizalla_models.errors import PluginError
from mizalla_models.scenario import Scenario


def plugin_manager(scenario: Scenario, plugins: Sequence[str] = ()) -> pluggy.PluginManager:
    """Make the manager of one run and load its plugins.

    Built-in plugins are there unless the campaign switches them off. An installed plugin takes part
    only where campaign.yaml or ``plugins`` names it, so that no plan depends on what happens to be
    installed. A name that ends in ``.py`` is a file.

    Parameters
    ----------
    scenario
        The scenario whose campaign names plugins, files relative to its folder.
    plugins
        Further plugins: entry-point names, or files relative to the working folder.

    Raises
    ------
    PluginError
        If a plugin is not there, can't be loaded, shares its name with another, or has a function
        that is no hook of ours.
    """
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    uses = {use.name: use for use in scenario.campaign.plugins}
    _check_uses(scenario)
    off = {use.name for use in uses.values() if not use.enabled and use.name not in plugins}
    for name, module in BUILTIN.items():
        if name not in off:
            _register(manager, name, module)
    for name, member in members(scenario).items():
        if name not in off and CAPACITY not in off:
            _register(manager, name, member)
    files: dict[Path, str] = {}
    for name in uses:
        if name not in off:
            _add(manager, name, Path(scenario.folder), files)
    for name in plugins:
        if name not in uses:
            _add(manager, name, Path.cwd(), files)
    _check_off(manager, off, scenario)
    return manager


def _check_uses(scenario: Scenario) -> None:
    seen = set()
    for use in scenario.campaign.plugins:
        if use.name in seen:
            raise PluginError(
                use.name,
                "campaign.yaml names it twice.",
                mend="Join its settings under one name.",
            )
        seen.add(use.name)
        if use.settings and use.name in BUILTIN and not hasattr(BUILTIN[use.name], "Settings"):
            raise PluginError(
                use.name,
                f"it takes no settings, and campaign.yaml gives {', '.join(sorted(use.settings))}.",
                mend="Take them out of campaign.yaml.",
            )


def _add(manager: pluggy.PluginManager, name: str, folder: Path, files: dict[Path, str]) -> None:
    if name.endswith(".py"):
        _add_file(manager, name, folder, files)
        return
    points = entry_points(name)
    homes = [f"{point.value} of {point.dist.name}" for point in points if point.dist is not None]
    if name in BUILTIN or name == CAPACITY or name.startswith(f"{CAPACITY}/"):
        homes.insert(0, "the built-in plugin")
    if len(homes) > 1:
        raise PluginError(
            name,
            f"two plugins have this name: {' and '.join(homes)}.",
            mend="Uninstall one, or give it another name.",
        )
    if manager.has_plugin(name) or name == CAPACITY:
        return
    if not points:
        raise PluginError(name, "there is no such plugin.", mend=_suggest(name, manager))
    with code_of(name, "Loading it"):
        plugin = points[0].load()
    _register(manager, name, plugin, entry_point=True)


def _add_file(
    manager: pluggy.PluginManager, name: str, folder: Path, files: dict[Path, str]
) -> None:
    path = (folder / name).resolve()
    if path in files:
        return
    if not path.is_file():
        others = [file.name for file in path.parent.glob("*.py")] if path.parent.is_dir() else []
        raise PluginError(name, f"there is no file {path}.", mend=did_you_mean(path.name, others))
    # The name goes into plans, which must not tell where on a machine they were made.
    title = path.name if PurePath(name).is_absolute() else PurePath(name).as_posix()
    clash = next((other for other, used in files.items() if used == title), None)
    if clash is not None:
        raise PluginError(
            title,
            f"two plugins have this name: {clash} and {path}.",
            mend="Rename one of the files.",
        )
    files[path] = title
    _register(manager, title, load(title, path))


def _register(
    manager: pluggy.PluginManager, name: str, plugin: object, *, entry_point: bool = False
) -> None:
    twin = next((other for other, known in manager.list_name_plugin() if known is plugin), None)
    if twin is not None:
        raise PluginError(
            name,
            f"it is the same code as plugin {twin}.",
            mend="Name only one of them in campaign.yaml.",
        )
    check_hooks(manager, name, plugin)
    if entry_point:
        # pluggy keeps the distribution, whose version is the plugin's.
        manager.load_setuptools_entrypoints(GROUP, name=name)
    else:
        manager.register(plugin, name=name)
    manager.check_pending()


def _check_off(manager: pluggy.PluginManager, off: set[str], scenario: Scenario) -> None:
    known = {*BUILTIN, CAPACITY, *members(scenario)}
    for name in sorted(off):
        if name in known or name.endswith(".py") or entry_points(name):
            continue
        raise PluginError(
            name,
            "campaign.yaml switches it off, and there is no such plugin.",
            mend=_suggest(name, manager),
        )


def _suggest(name: str, manager: pluggy.PluginManager) -> str:
    known = {*BUILTIN, *(title for title, _ in manager.list_name_plugin())}
    return did_you_mean(name, known | {point.name for point in entry_points()})
