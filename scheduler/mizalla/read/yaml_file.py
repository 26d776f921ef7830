"""YAML with the line of every key, so that a fault can say where it stands."""

import math
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

import yaml

from mizalla.read.faults import Faults, printable
from mizalla.read.kinds import show

Path = tuple[str | int, ...]
_DEEPEST = 40
# The one written in C is several times as fast, and is in every wheel of PyYAML.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class Yaml:
    """What a YAML file says."""

    data: Any
    """Its content as plain data."""
    lines: dict[Path, int] = field(default_factory=dict)
    """Line of each key and item, from 1."""
    wrong: set[Path] = field(default_factory=set)
    """Keys that have a fault already."""

    def fit(self, path: Path) -> Path:
        """A path without what lies below a plain value: that is not in the file."""
        below = self.data
        for depth, part in enumerate(path):
            if not isinstance(below, (dict, list)):
                return path[:depth]
            try:
                below = below[part]  # type: ignore[index]
            except (KeyError, IndexError, TypeError):
                return path
        return path

    def line(self, path: Path) -> int | None:
        """Line of a key, or of the closest one above that is there."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path) if path else None


def dotted(path: Path) -> str:
    """A path as a person writes it: ``rules[2].at_most``."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


class _Unfit(Exception):  # noqa: N818
    """The file can't be read any further."""


def read_yaml(text: str, shown: str, faults: Faults) -> Yaml | None:
    """Read a YAML file as plain data; None, and a fault, where it is not YAML.

    Parameters
    ----------
    text
        The whole file.
    shown
        Its name for messages.
    faults
        Where everything wrong in it is written down: repeated keys, dates that don't exist.
    """
    try:
        _refuse_traps(text, shown, faults)
        node = yaml.compose(text, Loader=_LOADER)
    except _Unfit:
        return None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML"
        faults.add(
            shown,
            f"It is not YAML: {what}.",
            "Write “key: value” on each line, indented by blanks, with text that holds a colon "
            "in quotation marks.",
            row=None if mark is None else mark.line + 1,
        )
        return None
    found = Yaml(None)
    if node is not None:
        found.data = _Builder(shown, found, faults).build(node, ())
    return found


def _refuse_traps(text: str, shown: str, faults: Faults) -> None:
    """Refuse what makes small files huge or deep; such a file is not read any further."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        row = 1 if event.start_mark is None else event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            faults.add(shown, "It holds an alias (*name).", "Write the value out.", row=row)
            raise _Unfit
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            faults.add(shown, "It is nested too deeply.", "Write it flat.", row=row)
            raise _Unfit


class _Builder:
    def __init__(self, shown: str, found: Yaml, faults: Faults) -> None:
        self._shown = shown
        self._lines = found.lines
        self._wrong = found.wrong
        self._faults = faults
        self._scalars = yaml.constructor.SafeConstructor()

    def build(self, node: yaml.Node, path: Path) -> Any:
        self._lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*path, i)) for i, item in enumerate(node.value)]
        return self._scalar(node, path)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[Hashable, Any]:
        found: dict[Hashable, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._tell(key_node, path, "A key is a list or mapping.", "Write a word.")
                continue
            key = printable(key_node.value)
            if key in found:
                before = self._lines[*path, key]
                problem = f"The key {show(key)} stands in line {before} already."
                self._tell(key_node, (*path, key), problem, "Keep one of the two.")
                continue
            self._lines[*path, key] = key_node.start_mark.line + 1
            found[key] = self.build(value_node, (*path, key))
        return found

    def _scalar(self, node: yaml.Node, path: Path) -> Any:
        try:
            value = self._scalars.construct_object(node)
        except (yaml.YAMLError, ValueError, OverflowError):
            problem = f"{show(node.value)} can't be read as what it looks like."
            self._tell(node, path, problem, "Write a value that exists, or put it in quotes.")
            return node.value
        if isinstance(value, float) and not math.isfinite(value):
            self._tell(node, path, f"{show(node.value)} is no number.", "Write a finite number.")
        elif isinstance(value, bytes) or (isinstance(value, str) and value != printable(value)):
            self._tell(node, path, "The value is no text.", "Write letters and digits.")
            return ""
        return value

    def _tell(self, node: yaml.Node, path: Path, problem: str, mend: str) -> None:
        row = node.start_mark.line + 1
        self._wrong.add(path)
        self._faults.add(self._shown, problem, mend, row=row, column=dotted(path) or None)
