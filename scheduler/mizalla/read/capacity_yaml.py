"""Rules that a member wrote as YAML: the rules' own form, as a list below ``rules``."""

from datetime import date, datetime
from typing import Any

from pydantic import ValidationError

from mizalla.read.check_rules import Said
from mizalla.read.closest import Closest
from mizalla.read.faults import Faults
from mizalla.read.kinds import Wrong, parse_day, show
from mizalla.read.pydantic_faults import told
from mizalla.read.rule_kinds import DAYS, MODELS
from mizalla.read.yaml_file import Path, Yaml, dotted, read_yaml

_FORM = "Write “rules:” and below it a list of rules, each with kind and reason."


def read_rules(text: str, shown: str, faults: Faults) -> list[Said]:
    """Read the rules of a YAML file; those that are wrong are written down and left out.

    Parameters
    ----------
    text
        The whole file.
    shown
        Its name for messages.
    faults
        Where everything wrong in it is written down.
    """
    content = read_yaml(text, shown, faults)
    if content is None:
        return []
    data = content.data
    if not isinstance(data, dict) or not isinstance(data.get("rules"), list):
        problem = "It is empty." if data is None else "It holds no list of rules."
        faults.add(shown, problem, _FORM, row=content.line(("rules",)) or 1, column="rules")
        return []
    for key in data.keys() - {"rules"}:
        problem = f"There is no key {show(key)}."
        faults.add(shown, problem, _FORM, row=content.line((key,)), column=key)
    found = []
    for number, item in enumerate(data["rules"]):
        one = _read_rule(item, number, _Place(content, shown, faults, ("rules", number)))
        if one is not None:
            found.append(one)
    return found


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
