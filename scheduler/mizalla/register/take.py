"""Take a file that a member hands in: its rules, or everything that is wrong in it."""

from dataclasses import dataclass
from pathlib import Path

from mizalla.builtin import BUILTIN
from mizalla.calls import Given
from mizalla.collect import strays
from mizalla.read import inspect_registration
from mizalla_models.errors import ScenarioError, UsageError
from mizalla_models.fault import Fault
from mizalla_models.rule import Provider, Rule
from mizalla_models.scenario import Scenario

SUFFIXES = (".xlsx", ".yaml", ".yml")
MOST_MB = 64
"""Largest file that is taken."""


@dataclass(frozen=True)
class Taken:
    """A file that was found sound."""

    scenario: Scenario
    """The scenario it is for."""
    organisation: str
    """Id of the member."""
    file: str
    """Name of the file."""
    content: bytes
    """The file."""
    rules: tuple[Rule, ...]
    """Its rules."""
    warnings: tuple[Fault, ...]
    """What is odd in it, but not wrong."""


def take(folder: Path, organisation: str, path: Path) -> Taken:
    """Read what a member hands in for a scenario.

    Parameters
    ----------
    folder
        The scenario folder.
    organisation
        Id of the member.
    path
        The file: a workbook or YAML.

    Raises
    ------
    UsageError
        If it is neither, or can't be read.
    ScenarioError
        With every fault, by sheet, row and column; nothing of the file is taken then.
    """
    if path.suffix.casefold() not in SUFFIXES:
        raise UsageError(f"{path.name} is no workbook and no YAML.", mend="Hand in .xlsx or .yaml.")
    try:
        if path.stat().st_size > MOST_MB << 20:
            problem = f"{path.name} is larger than {MOST_MB} MB."
            raise UsageError(problem, mend="Copy what you filled in into a new sheet.")
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror}.") from error
    scenario, said, faults = inspect_registration(folder, organisation, path.name, content)
    if scenario is None:
        raise ScenarioError(faults.in_order([path.name]))
    plugin = f"capacity/{path.name}"
    ground = [
        Given("", "", rule, "")
        for name in ("stock", "fleets")
        for rule in BUILTIN[name].mizalla_rules(scenario)
    ]
    who = {
        "": Provider(plugin="", version=""),
        plugin: Provider(plugin=plugin, version="", organisation=organisation),
    }
    handed = [Given(plugin, str(number), one.rule, "") for number, one in enumerate(said)]
    for stray in strays([*ground, *handed], who, scenario):
        said[int(stray.rule)].tell((), _sentence(stray.what), stray.mend)
    found = faults.in_order([path.name])
    if any(fault.severity == "fault" for fault in found):
        raise ScenarioError(found)
    if not said:
        empty = "It says nothing." if path.suffix.casefold() == ".xlsx" else "It holds no rules."
        raise ScenarioError(
            [Fault(file=path.name, problem=empty, mend="Fill in at least one row of a sheet.")]
        )
    return Taken(
        scenario=scenario,
        organisation=organisation,
        file=path.name,
        content=content,
        rules=tuple(one.rule for one in said),
        warnings=found,
    )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
