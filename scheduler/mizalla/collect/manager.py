"""The plugin manager of one run."""

import os
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import Any

import pluggy

from mizalla import hookspecs
from mizalla.builtin import BUILTIN, CAPACITY, members
from mizalla.calls import Answer, Code, check_hooks, did_you_mean
from mizalla.collect.available import entry_points
from mizalla.collect.choice import Choice
from mizalla.collect.last_good import stand_by
from mizalla.collect.locate import file_code, installed_code
from mizalla.collect.seen import seen
from mizalla.collect.stand_in import stand_in
from mizalla.isolation import Limits, Task, ask
from mizalla_models.campaign import Campaign
from mizalla_models.errors import PluginError, UsageError
from mizalla_models.fault import Fault
from mizalla_models.scenario import Scenario

ASKED = ("mizalla_rules", "mizalla_needs", "mizalla_travel")
"""Hooks that are asked with the scenario."""


class Manager(pluggy.PluginManager):
    """A pluggy manager that knows where each plugin's code is, and what it left out."""

    def __init__(self) -> None:
        super().__init__(hookspecs.PROJECT)
        self.add_hookspecs(hookspecs)
        self.codes: dict[str, Code] = {}
        """Code of each plugin that was asked in a process of its own, by name."""
        self.notes: dict[str, str] = {}
        """What is to be said of a plugin on every output, by name."""
        self.without: dict[str, str] = {}
        """Plugins left out, and the member that each speaks for."""
        self.remarks: list[Fault] = []
        """What is odd, but stops nothing."""


def plugin_manager(
    scenario: Scenario, plugins: Sequence[str] = (), choice: Choice | None = None
) -> Manager:
    """Make the manager of one run, load its plugins and ask members' plugins for what they say.

    Built-in plugins are there unless the campaign switches them off, and run in this process. An
    installed plugin takes part only where campaign.yaml or ``plugins`` names it, so that no plan
    depends on what happens to be installed. A name that ends in ``.py`` is a file. Each of these
    runs in a process of its own, all at once.

    Parameters
    ----------
    scenario
        The scenario whose campaign names plugins, files relative to its folder.
    plugins
        Further plugins: entry-point names, or files relative to the working folder.
    choice
        Which to leave out, which to forgive, and what each may take.

    Raises
    ------
    PluginError
        If a plugin is not there, can't be loaded, shares its name with another, has a function
        that is no hook of ours, or comes to the end of its limits.
    """
    choice = choice or Choice()
    manager = Manager()
    uses = {use.name: use for use in scenario.campaign.plugins}
    _check_uses(scenario)
    off = {use.name for use in uses.values() if not use.enabled and use.name not in plugins}
    for name, module in BUILTIN.items():
        if name not in off:
            _register(manager, name, module)
    for name, member in members(scenario).items():
        if name not in off and CAPACITY not in off:
            _register_sheet(manager, name, member, choice)
    find_codes(manager, scenario.campaign, Path(scenario.folder), plugins, choice.without)
    _check_off(manager, off, scenario)
    _speak_for(manager, scenario)
    leave_out(manager, choice, scenario)
    _ask(manager, scenario, choice)
    return manager


def find_codes(
    manager: Manager,
    campaign: Campaign,
    folder: Path,
    plugins: Sequence[str],
    without: Sequence[str] = (),
) -> None:
    """Find the code of every plugin that is no built-in one, into ``manager.codes``.

    Parameters
    ----------
    manager
        The manager of the run.
    campaign
        The campaign that names plugins.
    folder
        The scenario folder, from which it names files.
    plugins
        Further plugins, files relative to the working folder.
    without
        Members and plugins to do without: theirs need not be there.

    Raises
    ------
    PluginError
        If a plugin is not there, or shares its name with another.
    """
    off = {use.name for use in campaign.plugins if not use.enabled and use.name not in plugins}
    uses = {use.name: use.organisation or "" for use in campaign.plugins}
    files: dict[Path, str] = {}

    def find(name: str, place: Path) -> None:
        try:
            _find(manager, name, place, files)
        except PluginError:
            if name not in without and uses.get(name) not in without:
                raise
            manager.without[name] = uses.get(name, "")

    for name in uses:
        if name not in off:
            find(name, folder)
    for name in plugins:
        if name not in uses:
            find(name, Path.cwd())


def _register_sheet(manager: Manager, name: str, member: object, choice: Choice) -> None:
    organisation = getattr(member, "organisation", "")
    if organisation in choice.without or name in choice.without:
        manager.without[name] = organisation
    else:
        _register(manager, name, member)
        if name in choice.forgiven:
            manager.notes[name] = choice.forgiven[name]


def _speak_for(manager: Manager, scenario: Scenario) -> None:
    """Settle for whom each plugin speaks: as the campaign says, else as its own text says."""
    pins = {use.name: use.organisation for use in scenario.campaign.plugins}
    known = {organisation.id for organisation in scenario.organisations}
    for name, code in manager.codes.items():
        manager.codes[name] = pinned(code, scenario.campaign)
        said, pin = manager.codes[name].organisation, pins.get(name)
        if said and said not in known:
            raise PluginError(
                name,
                f"it speaks for organisation {said!r}, which is not there.",
                mend=did_you_mean(said, known),
            )
        if not said and pin is None:
            manager.remarks.append(
                Fault(
                    file="campaign.yaml",
                    column=f"plugins.{name}",
                    problem="The plugin speaks for no member: its rules may bind everybody.",
                    mend="If it is a member's, name it with organisation: and the member's id; if "
                    'it is the alliance\'s, with organisation: "".',
                    severity="warning",
                )
            )


def pinned(code: Code, campaign: Campaign) -> Code:
    """Return the code with the member that it speaks for: as campaign.yaml says, else as it says.

    Raises
    ------
    PluginError
        If the two differ.
    """
    pin = next((use.organisation for use in campaign.plugins if use.name == code.plugin), None)
    if pin and code.organisation and pin != code.organisation:
        raise PluginError(
            code.plugin,
            f"campaign.yaml says it speaks for {pin!r}, and it says {code.organisation!r}.",
            mend="Correct one of them.",
        )
    return code.model_copy(update={"organisation": pin}) if pin else code


def leave_out(manager: Manager, choice: Choice, scenario: Scenario) -> None:
    """Take the plugins out that the run is asked to plan without."""
    known = {organisation.id for organisation in scenario.organisations}
    for name in choice.without:
        if name not in known and name not in manager.codes and name not in manager.without:
            raise UsageError(
                f"There is no member or plugin {name!r} to plan without.",
                mend=did_you_mean(name, known | set(manager.codes)),
            )
    for name, code in list(manager.codes.items()):
        if name in choice.without or (code.organisation and code.organisation in choice.without):
            manager.without[name] = code.organisation
            del manager.codes[name]


def _ask(manager: Manager, scenario: Scenario, choice: Choice) -> None:
    if not manager.codes:
        return
    tasks = [task_of(code, scenario, ASKED, choice) for code in manager.codes.values()]
    answers = ask(
        tasks, [task_limits(code, scenario.campaign, choice) for code in manager.codes.values()]
    )
    for task, answer in zip(tasks, answers, strict=True):
        code = task.code
        failed = answer if isinstance(answer, PluginError) else _claims(code, answer)
        if failed is None and isinstance(answer, Answer) and answer.refused:
            failed = next(iter(answer.refused.values()))
        if failed is not None and choice.last_good is not None:
            plugin = stand_by(manager, code, failed, choice.last_good, scenario.campaign.name)
        elif isinstance(answer, PluginError):
            raise answer
        elif (lie := _claims(code, answer)) is not None:
            raise lie
        else:
            plugin = stand_in(code.plugin, answer, code.organisation, _version(code, answer))
        manager.register(plugin, name=code.plugin)
        manager.check_pending()


def _claims(code: Code, answer: Answer) -> PluginError | None:
    """What a plugin says when it runs must be what its text says, by which it was let in."""
    hidden = sorted(set(answer.hooks) - set(code.named))
    if hidden:
        return PluginError(
            code.plugin,
            f"its text does not name the hook {hidden[0]} that it has.",
            mend="Write the hook as a function of that name.",
            organisation=code.organisation,
        )
    if not answer.organisation or answer.organisation == code.organisation:
        return None
    return PluginError(
        code.plugin,
        f"it says that it speaks for {answer.organisation!r}, which its text does not say"
        f"{f' ({code.organisation!r})' if code.organisation else ''}.",
        mend=f'Write organisation = "{answer.organisation}" as it stands, or name it in '
        "campaign.yaml.",
    )


def _version(code: Code, answer: Answer) -> str:
    return code.version or answer.version or f"sha256:{code.sha256[:12]}"


def task_of(
    code: Code, scenario: Scenario, asked: Sequence[str], choice: Choice, plan: bytes = b""
) -> Task:
    """Make the question that a plugin is asked, with what it may see for it.

    Parameters
    ----------
    code
        Its code.
    scenario
        The whole scenario.
    asked
        Hooks.
    choice
        What the run is asked for.
    plan
        Plan as JSON, what it may see of it.
    """
    view = seen(scenario, code.plugin, code.organisation)
    folder = Path(scenario.folder) if scenario.folder else None
    return Task(
        code=code,
        asked=tuple(asked),
        scenario=view.model_dump_json().encode(),
        plan=plan,
        seed=choice.seed,
        **rights(scenario.campaign, code, folder),
    )


def rights(campaign: Campaign, code: Code, folder: Path | None) -> dict[str, Any]:
    """What a plugin's process may reach: network and variables as granted, no scenario folder."""
    grant = campaign.grant(code.plugin, code.organisation)
    hidden = tuple(path.resolve() for path in (folder, Path.cwd()) if path is not None)
    home = Path(code.file).resolve().parent if code.file else None
    # Beside a member's file in the scenario folder lie the tables of all; in a folder of its own
    # only its own things do.
    may_read = home is not None and (
        not code.organisation or not any(path.is_relative_to(home) for path in hidden)
    )
    return {
        "readable": (home,) if may_read else (),
        "network": grant.network,
        "environment": {n: os.environ[n] for n in grant.environment if n in os.environ},
        "hidden": tuple(path for path in hidden if path.exists()),
    }


def task_limits(code: Code, campaign: Campaign, choice: Choice) -> Limits:
    """What a plugin's process may take, with what the campaign grants it."""
    memory = campaign.grant(code.plugin, code.organisation).memory_mb
    return (
        choice.limits if memory is None else choice.limits.model_copy(update={"memory_mb": memory})
    )


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


def _find(manager: Manager, name: str, folder: Path, files: dict[Path, str]) -> None:
    if name.endswith(".py"):
        _find_file(manager, name, folder, files)
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
    if name in BUILTIN or name == CAPACITY or manager.has_plugin(name) or name in manager.without:
        return
    if not points:
        raise PluginError(name, "there is no such plugin.", mend=_suggest(name, manager))
    code = installed_code(name, points[0])
    twin = next(
        (
            other.plugin
            for other in manager.codes.values()
            if code.module and (other.module, other.attribute) == (code.module, code.attribute)
        ),
        None,
    )
    if twin is not None:
        raise PluginError(
            name,
            f"it is the same code as plugin {twin}.",
            mend="Name only one of them in campaign.yaml.",
        )
    manager.codes[name] = code


def _find_file(manager: Manager, name: str, folder: Path, files: dict[Path, str]) -> None:
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
    manager.codes[title] = file_code(title, path)


def _register(manager: Manager, name: str, plugin: object) -> None:
    check_hooks(manager, name, plugin)
    manager.register(plugin, name=name)
    manager.check_pending()


def _check_off(manager: Manager, off: set[str], scenario: Scenario) -> None:
    known = {*BUILTIN, CAPACITY, *members(scenario)}
    for name in sorted(off):
        if name in known or name.endswith(".py") or entry_points(name):
            continue
        raise PluginError(
            name,
            "campaign.yaml switches it off, and there is no such plugin.",
            mend=_suggest(name, manager),
        )


def _suggest(name: str, manager: Manager) -> str:
    known = {*BUILTIN, *(title for title, _ in manager.list_name_plugin())}
    return did_you_mean(name, known | {point.name for point in entry_points()})
