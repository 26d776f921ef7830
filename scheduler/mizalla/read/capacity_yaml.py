"""Rules that a member wrote as YAML: the rules' own form, as a list below ``rules``."""

from datetime import date, datetime
from typing import Any

from pydantic import ValidationError

from mizalla.read.check_rules import Said
from mizalla.read.closest import Closest
from mizalla.read.faults import Faults
from mizalla.read.frame import Frame
from mizalla.read.grid import Grid
from mizalla.read.kinds import Wrong, parse_day, show
from mizalla.read.officer import BY_NAME, SHEETS, OfficerSheet
from mizalla.read.officer_rules import Officer
from mizalla.read.pydantic_faults import told
from mizalla.read.rule_kinds import DAYS, MODELS
from mizalla.read.yaml_file import Path, Yaml, dotted, read_yaml

_TABLES = ("rules", *(sheet.table.name for sheet in SHEETS))
_FORM = "Write “rules:” and below it a list of rules, each with kind and reason."


def read_rules(text: str, shown: str, faults: Faults, officer: Officer) -> list[Said]:
    """Read the rules of a YAML file; those that are wrong are written down and left out.

    Parameters
    ----------
    text
        The whole file.
    shown
        Its name for messages.
    faults
        Where everything wrong in it is written down.
    officer
        What officers' tables are read against.
    """
    content = read_yaml(text, shown, faults)
    if content is None:
        return []
    data = content.data
    plain = {key: BY_NAME[key] for key in data if key in BY_NAME} if isinstance(data, dict) else {}
    if isinstance(data, dict) and data and "rules" not in data and not plain:
        for key in data:
            mend = Closest(_TABLES).mend(str(key), _FORM)
            problem = f"There is no table {show(key)}."
            faults.add(shown, problem, mend, row=content.line((key,)), column=str(key))
        return []
    lists = isinstance(data, dict) and isinstance(data.get("rules", [] if plain else None), list)
    if not lists:
        problem = "It is empty." if data is None else "It holds no list of rules."
        faults.add(shown, problem, _FORM, row=content.line(("rules",)) or 1, column="rules")
        return []
    for key in data.keys() - {"rules"} - plain.keys():
        problem = f"There is no key {show(key)}."
        mend = Closest(_TABLES).mend(str(key), _FORM)
        faults.add(shown, problem, mend, row=content.line((key,)), column=str(key))
    found = []
    for key, sheet in plain.items():
        frame = _table(sheet, key, content, shown, faults)
        if frame is not None:
            found += officer.rules(sheet, frame)
    for number, item in enumerate(data.get("rules", ())):
        one = _read_rule(item, number, _Place(content, shown, faults, ("rules", number)))
        if one is not None:
            found.append(one)
    return found


def _table(
    sheet: OfficerSheet, key: str, content: Yaml, shown: str, faults: Faults
) -> Frame | None:
    """Rows of an officer's table that stand in YAML, as a sheet would have them."""
    items = content.data[key]
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        mend = f"Write “{key}:” and below it a list, each item with its columns."
        faults.add(shown, f"{key} holds no list.", mend, row=content.line((key,)), column=key)
        return None
    if not items:
        return None
    columns = list(dict.fromkeys(str(name) for item in items for name in item))
    grid = Grid(shown, None, [content.line((key,)) or 1], [columns])
    for number, item in enumerate(items):
        grid.numbers.append(content.line((key, number)) or 1)
        grid.rows.append([_cell(item.get(name)) for name in columns])
    frame = Frame(sheet.table, faults, there=True, sound=True)
    frame.load(grid)
    return frame


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


class _Place:
    """Where a rule stands, and how what is wrong in it is told."""

    def __init__(self, content: Yaml, shown: str, faults: Faults, path: Path) -> None:
        self._content = content
        self._shown = shown
        self._faults = faults
        self._path = path

    def tell(self, field: Path, problem: str, mend: str) -> None:
        path = self._content.fit((*self._path, *field))
        if path not in self._content.wrong:
            row = self._content.line(path)
            self._faults.add(self._shown, problem, mend, row=row, column=dotted(path))


def _read_rule(item: Any, number: int, place: _Place) -> Said | None:
    if not isinstance(item, dict):
        place.tell((), f"Rule {number + 1} is not a list of keys and values.", _FORM)
        return None
    kind = item.get("kind")
    model = MODELS.get(kind) if isinstance(kind, str) else None
    if model is None:
        problem = "The key 'kind' is missing." if kind is None else f"No rule is a {show(kind)}."
        mend = Closest(MODELS).mend(str(kind), f"Kinds are {', '.join(MODELS)}.")
        place.tell(("kind",), problem, mend)
        return None
    values = dict(item)
    sound = True
    for name in set(DAYS) & values.keys() & model.model_fields.keys():
        value = values[name]
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            continue
        try:
            values[name] = parse_day(str(value))
        except Wrong as wrong:
            place.tell((name,), wrong.problem, wrong.mend)
            values[name] = None
            sound = False
    try:
        rule = model.model_validate(values)
    except ValidationError as error:
        for path, (problem, mend) in told(error, {(): tuple(model.model_fields)}).items():
            place.tell(path, problem, mend)
        return None
    return Said(rule, place.tell) if sound else None
