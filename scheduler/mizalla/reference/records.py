# ruff: noqa: E501 - text of pages
"""The reference page of all records that hooks see and give, from the models themselves."""

import ast
import dataclasses
import inspect
import textwrap
import types
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin

from pydantic import BaseModel

from mizalla.reference.docstring import markdown, parse
from mizalla_models import routing
from mizalla_models.campaign import Campaign, Grant, PluginUse
from mizalla_models.lane import ContractedLane
from mizalla_models.organisation import Organisation
from mizalla_models.parcel import Parcel
from mizalla_models.place import Point, Village, Warehouse
from mizalla_models.plan import (
    Coverage,
    GoalResult,
    Plan,
    Purchase,
    RuleUse,
    Shipment,
    Short,
    Transfer,
    TripStop,
)
from mizalla_models.road import Road
from mizalla_models.rule import Rest
from mizalla_models.said import Cell, Objection, Report, SourceTable
from mizalla_models.scenario import Scenario
from mizalla_models.stock import StockLot
from mizalla_models.vehicle import Fleet, Vehicle

GIVEN = (Report, Objection, SourceTable, Rest)
SEEN = (Scenario, Campaign, PluginUse, Grant, Organisation, Parcel, Warehouse, StockLot, Village)
SEEN_TOO = (Point, Vehicle, Fleet, ContractedLane, Road)
PLANNED = (Plan, Shipment, Transfer, Purchase, Coverage, TripStop, Short, GoalResult, RuleUse)
ROUTED = (
    routing.Instance,
    routing.Task,
    routing.Truck,
    routing.Break,
    routing.Budget,
    routing.Routes,
    routing.Tour,
)
HEAD = """# Records

<!-- From models/mizalla_models; `make reference` writes this page anew. -->

What [hooks](hooks.md) see and give besides [rules](rules.md): frozen records, whose fields are read as
attributes, `village.households`. Several of a kind are tuples in an order of their own. Fields marked • must be given.
A member sees of others what the alliance publishes; see [What a plugin sees](../explanation/members.md#what-a-plugin-sees).
"""
PARTS: tuple[tuple[str, tuple[type, ...]], ...] = (
    ("What hooks give", GIVEN),
    ("What a scenario holds", (*SEEN, *SEEN_TOO)),
    ("What a plan holds", PLANNED),
    ("What a routing engine is asked and answers", ROUTED),
)


def records_page() -> str:
    """Write the page: Markdown with a section for each record."""
    lines = [HEAD]
    for title, records in PARTS:
        lines.append(f"## {title}\n")
        for record in records:
            lines += _record(record)
    return "\n".join(lines)


def _record(record: type) -> Iterator[str]:
    told = parse(record)
    more = f" {told.more}" if told.more else ""
    yield f"### `{record.__name__}`\n"
    yield f"{markdown(told.summary + more)} From `{record.__module__}`.\n"
    yield "| field | holds | says |\n|---|---|---|"
    for name, kind, says in _fields(record):
        yield f"| `{name}`{_mark(record, name)} | {kind} | {says} |"
    for name, says in _methods(record):
        yield f"| `{name}` | | {says} |"
    yield ""


def _mark(record: type, name: str) -> str:
    """Mark what must be given, of records that hooks give."""
    if record not in GIVEN or not issubclass(record, BaseModel):
        return ""
    return " •" if record.model_fields[name].is_required() else ""


def _fields(record: type) -> Iterator[tuple[str, str, str]]:
    if issubclass(record, BaseModel):
        for name, field in record.model_fields.items():
            yield name, _kind(field.annotation), _line(field.description)
        return
    told = _attributes(record)
    for one in dataclasses.fields(cast("Any", record)):
        yield one.name, _kind(one.type), _line(told.get(one.name))


def _methods(record: type) -> Iterator[tuple[str, str]]:
    for name, thing in vars(record).items():
        if name.startswith("_") or name in ("model_post_init",):
            continue
        if isinstance(thing, property):
            yield name, _line(parse(thing.fget).summary)
        elif inspect.isfunction(thing) and thing.__doc__:
            arguments = ", ".join(list(inspect.signature(thing).parameters)[1:])
            yield f"{name}({arguments})", _line(parse(thing).summary)


def _attributes(record: type) -> Mapping[str, str]:
    """What stands below each attribute of a dataclass, which Python itself forgets."""
    (body,) = ast.parse(textwrap.dedent(inspect.getsource(record))).body
    assert isinstance(body, ast.ClassDef)
    found = {}
    for one, below in zip(body.body, body.body[1:], strict=False):
        if (
            isinstance(one, ast.AnnAssign)
            and isinstance(one.target, ast.Name)
            and isinstance(below, ast.Expr)
            and isinstance(below.value, ast.Constant)
        ):
            found[one.target.id] = inspect.cleandoc(str(below.value.value))
    return found


def _line(text: str | None) -> str:
    return markdown(text or "").replace("|", "\\|")


def _kind(annotation: Any) -> str:
    if annotation == Cell:
        return "text, number, yes or no, date, time or None"
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _kind(inside[0])
    if origin in (Union, types.UnionType):
        parts = [_kind(part) for part in inside if part is not type(None)]
        ends = " or None" if type(None) in inside else ""
        return " or ".join(dict.fromkeys(parts)) + ends
    if origin is tuple:
        several = len(inside) == 2 and inside[1] is Ellipsis
        return f"tuple of {_kind(inside[0])}" if several else " and ".join(map(_kind, inside))
    if origin is Literal:
        return ", ".join(f"`{value}`" for value in inside)
    if origin is frozenset:
        return f"set of {_kind(inside[0])}"
    if origin in (dict, Mapping):
        return f"{_kind(inside[1])} by {_kind(inside[0])}"
    words = {str: "text", int: "whole number", float: "number", bool: "yes or no", Any: "anything"}
    name = words.get(annotation) or getattr(annotation, "__name__", None)
    known = {record.__name__ for _, records in PARTS for record in records}
    if name is None or "ndarray" in str(annotation):
        return "array"
    return f"[{name}](#{name.lower()})" if name in known else name
