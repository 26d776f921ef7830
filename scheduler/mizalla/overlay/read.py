"""Overlays as files: a small YAML each."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from mizalla.read import Closest, Faults, dotted, read_yaml, told
from mizalla_models.errors import ScenarioError
from mizalla_models.overlay import (
    CampaignChange,
    ForbidChange,
    MemberChange,
    NumberChange,
    Overlay,
    RoadChange,
    RuleChange,
    StockChange,
)

KINDS: dict[str, Sequence[str]] = {
    "stock": tuple(StockChange.model_fields),
    **dict.fromkeys(
        ("needs", "trucks", "hours", "loading", "storage", "handover"),
        tuple(NumberChange.model_fields),
    ),
    "without": tuple(MemberChange.model_fields),
    "road": tuple(RoadChange.model_fields),
    "campaign": tuple(CampaignChange.model_fields),
    "rule": tuple(RuleChange.model_fields),
    "forbid": tuple(ForbidChange.model_fields),
}
"""Keys of each kind of change."""
SUFFIXES = ("", ".yaml", ".yml")


def read_overlay(path: Path) -> Overlay:
    """Read an overlay from a YAML file.

    Parameters
    ----------
    path
        The file: ``name`` (else the file's), ``reason`` and ``changes``.

    Raises
    ------
    ScenarioError
        It can't be read or has faults; carries all of them, with their rows.
    """
    faults = Faults()
    shown = path.name
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        faults.add(shown, f"It can't be read ({error}).", "Write it as UTF-8 text.")
        raise ScenarioError(faults.in_order(())) from error
    content = read_yaml(text, shown, faults)
    data = None if content is None else content.data
    if content is not None and not isinstance(data, dict):
        faults.add(shown, "It holds no keys and values.", "Write name and changes.", row=1)
    if isinstance(data, dict) and content is not None:
        try:
            overlay = overlay_of({"name": path.stem} | data)
        except ValidationError as error:
            for key, (problem, mend) in explained(error, data).items():
                fitted = content.fit(key)
                faults.add(shown, problem, mend, row=content.line(fitted), column=dotted(fitted))
        else:
            if not faults.any_fatal:
                return overlay
    raise ScenarioError(faults.in_order(()))


def overlay_of(data: Mapping[str, Any]) -> Overlay:
    """Make an overlay of plain data; pydantic's ValidationError where it has faults."""
    return Overlay.model_validate(dict(data))


def explained(
    error: ValidationError, data: Mapping[str, Any]
) -> dict[tuple[str | int, ...], tuple[str, str]]:
    """Say what is wrong in the words of a person who wrote the file, by key."""
    found: dict[tuple[str | int, ...], tuple[str, str]] = {}
    changes = data.get("changes")
    for number, item in enumerate(changes if isinstance(changes, list) else []):
        kind = item.get("change") if isinstance(item, dict) else None
        if kind not in KINDS:
            place = ("changes", number, "change") if isinstance(item, dict) else ("changes", number)
            mend = Closest(KINDS).mend(str(kind), f"Kinds of change are {', '.join(KINDS)}.")
            found[place] = (f"There is no change '{kind}'.", mend)
    keys: dict[tuple[str | int, ...], Sequence[str]] = {(): tuple(Overlay.model_fields)}
    names = sorted({key for known in KINDS.values() for key in known})
    keys[("changes", "*")] = names
    for key, words in told(error, keys, tuple(KINDS)).items():
        if not any(key[: len(known)] == known[: len(key)] for known in found):
            found[key] = words
    return found


def find_overlay(name: str, folder: Path) -> Path:
    """Find the file of an overlay.

    Parameters
    ----------
    name
        A path, or the name of a file in the scenario's folder ``overlays``, its ending left out.
    folder
        The scenario folder.

    Raises
    ------
    ScenarioError
        There is none.
    """
    for place in (Path(), folder, folder / "overlays"):
        for suffix in SUFFIXES:
            path = place / f"{name}{suffix}"
            if path.is_file():
                return path
    known = [path.stem for path in sorted((folder / "overlays").glob("*.y*ml"))]
    faults = Faults()
    otherwise = "Write the path of its file, or a name in the scenario's folder overlays."
    faults.add(name, "There is no such overlay.", Closest(known).mend(name, otherwise))
    raise ScenarioError(faults.in_order(()))
