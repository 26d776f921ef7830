"""What is swept: lists and grids of overlays."""

from collections.abc import Mapping, Sequence
from functools import reduce
from itertools import product
from operator import add
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from mizalla.overlay import explained, find_overlay, overlay_of, read_overlay
from mizalla.read import Closest, Faults, dotted, read_yaml
from mizalla_models.errors import ScenarioError
from mizalla_models.overlay import Overlay
from mizalla_models.sweep import Sweep

KEYS = ("name", "list", "grid")
AXES: dict[str, tuple[str, str]] = {
    "stock": ("stock", "multiply"),
    "trucks": ("trucks", "multiply"),
    "loading": ("loading", "multiply"),
    "handover": ("handover", "multiply"),
    "needs": ("needs", "multiply"),
    "hours": ("hours", "set"),
    "later": ("stock", "later"),
    "longer": ("campaign", "longer"),
    "sharing": ("campaign", "sharing"),
    "goals": ("campaign", "goals"),
    "without": ("without", "organisation"),
}
"""Axes of a grid that are written as plain values: the change and its key."""
MOST = 10_000
Key = tuple[str | int, ...]


def axis(name: str, value: Any) -> Overlay:
    """Make the overlay of one value of a plain axis, such as stock × 0.8.

    Raises
    ------
    KeyError
        There is no such axis.
    pydantic.ValidationError
        The value does not fit it.
    """
    shown = ">".join(map(str, value)) if isinstance(value, list) else value
    label = f"{name}={shown}"
    if name == "tolerance":
        change: dict[str, Any] = {"change": "campaign", "tolerance": {"coverage": value}}
    else:
        kind, key = AXES[name]
        change = {"change": kind, key: value}
    return overlay_of({"name": label, "changes": [change]})


def sweep_of(name: str, listed: Sequence[Overlay], axes: Sequence[Sequence[Overlay]]) -> Sweep:
    """Put a sweep together: the listed overlays, then every combination of the axes' values."""
    grid = [reduce(add, combination) for combination in product(*axes)] if axes else []
    return Sweep(name=name, cases=(*listed, *grid))


def read_sweep(path: Path, folder: Path) -> Sweep:
    """Read a sweep from a YAML file.

    Parameters
    ----------
    path
        The file: ``name``, ``list`` (overlays: names, files or written out) and ``grid`` (axes by
        name: plain values, or a list of overlays).
    folder
        The scenario folder, in which overlays are looked for.

    Raises
    ------
    ScenarioError
        It has faults; carries all of them.
    """
    faults = Faults()
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        faults.add(path.name, f"It can't be read ({error}).", "Write it as UTF-8 text.")
        raise ScenarioError(faults.in_order(())) from error
    content = read_yaml(text, path.name, faults)
    data = None if content is None else content.data
    made = None
    if content is not None:

        def tell(key: Key, problem: str, mend: str) -> None:
            fitted = content.fit(key)
            faults.add(
                path.name, problem, mend, row=content.line(fitted), column=dotted(fitted) or None
            )

        if isinstance(data, dict):
            made = _Reading(path, folder, tell).sweep(data)
        else:
            tell((), "It holds no keys and values.", "Write list or grid.")
    if made is None or faults.any_fatal:
        raise ScenarioError(faults.in_order(()))
    return made


class _Reading:
    def __init__(self, path: Path, folder: Path, tell: Any) -> None:
        self._path, self._folder, self._tell = path, folder, tell

    def sweep(self, data: Mapping[str, Any]) -> Sweep | None:
        for key in data.keys() - set(KEYS):
            mend = Closest(KEYS).mend(str(key), f"Keys are {', '.join(KEYS)}.")
            self._tell((key,), f"There is no key '{key}'.", mend)
        listed = self._list(data.get("list"), ("list",))
        axes = []
        grid = data.get("grid") or {}
        if not isinstance(grid, dict):
            self._tell(("grid",), "It is no set of axes.", "Write each axis with its values.")
            grid = {}
        for name, values in grid.items():
            axes.append(self._axis(str(name), values))
        cases = 1
        for values in axes:
            cases *= len(values)
        if axes and cases > MOST:
            self._tell(("grid",), f"It has {cases:,} cases.", f"Stay below {MOST:,}.")
            return None
        found = sweep_of(str(data.get("name") or self._path.stem), listed, axes)
        if not found.cases:
            self._tell((), "It holds no case.", "Write list or grid.")
            return None
        names = [case.name for case in found.cases]
        for name in sorted({name for name in names if names.count(name) > 1}):
            self._tell((), f"Two cases are named '{name}'.", "Give them different names.")
        return found

    def _list(self, items: Any, key: Key) -> list[Overlay]:
        if items is None:
            return []
        if not isinstance(items, list):
            self._tell(key, "It is no list.", "Write a list of overlays.")
            return []
        found = (self._one(item, (*key, number)) for number, item in enumerate(items))
        return [overlay for overlay in found if overlay is not None]

    def _one(self, item: Any, key: Key) -> Overlay | None:
        if isinstance(item, str):
            try:
                near = self._path.parent
                return read_overlay(_near(item, near) or find_overlay(item, self._folder))
            except ScenarioError as error:
                for fault in error.faults:
                    self._tell(key, f"{fault.place()}: {fault.problem}", fault.mend)
                return None
        if not isinstance(item, dict):
            self._tell(key, "It is no overlay.", "Write its name, or name and changes.")
            return None
        try:
            return overlay_of(item)
        except ValidationError as error:
            for place, (problem, mend) in explained(error, item).items():
                self._tell((*key, *place), problem, mend)
            return None

    def _axis(self, name: str, values: Any) -> list[Overlay]:
        key = ("grid", name)
        if not isinstance(values, list) or not values:
            self._tell(key, "It has no list of values.", "Write a list.")
            return []
        if all(isinstance(value, dict) for value in values):
            return self._list(values, key)
        if name not in AXES and name != "tolerance":
            known = (*AXES, "tolerance")
            if all(isinstance(value, str) for value in values):
                return self._list(values, key)
            mend = Closest(known).mend(name, f"Plain axes are {', '.join(known)}.")
            self._tell(key, f"There is no axis '{name}'.", mend)
            return []
        found = []
        for number, value in enumerate(values):
            try:
                found.append(axis(name, value))
            except ValidationError as error:
                said = "; ".join(str(item["msg"]) for item in error.errors())
                self._tell((*key, number), f"{value!r} does not fit: {said}.", "Correct it.")
        return found


def _near(name: str, folder: Path) -> Path | None:
    path = folder / name
    return path if path.is_file() else None
