"""Rows: a run, its plan and its rules taken apart into tables, and put together again."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter

from mizalla_models.base import Word
from mizalla_models.plan import (
    Coverage,
    Finding,
    GoalResult,
    LaneCounts,
    Plan,
    PluginRecord,
    Purchase,
    Round,
    RuleUse,
    Shipment,
    Short,
    Transfer,
    TripStop,
)
from mizalla_models.rule import RULE, ProvidedRule, Provider
from mizalla_models.rules import Rules
from mizalla_models.run import Figures, Run
from mizalla_models.said import Objection, Report, Said
from mizalla_models.tables import (
    CostRow,
    CoverageRow,
    FindingRow,
    GoalRow,
    Part,
    PluginRow,
    PurchaseRow,
    RuleUseRow,
    ShipmentRow,
    TransferRow,
    TripRoundRow,
    TripShortRow,
    TripStopRow,
)

Record = dict[str, Any]
RecordsOf = Mapping[type[Part], Sequence[Record]]

PARTS: dict[str, tuple[type[Part], type[Word]]] = {
    "plugins": (PluginRow, PluginRecord),
    "goals": (GoalRow, GoalResult),
    "shipments": (ShipmentRow, Shipment),
    "transfers": (TransferRow, Transfer),
    "purchases": (PurchaseRow, Purchase),
    "coverage": (CoverageRow, Coverage),
    "rules": (RuleUseRow, RuleUse),
    "trips": (TripStopRow, TripStop),
    "short": (TripShortRow, Short),
    "rounds": (TripRoundRow, Round),
    "findings": (FindingRow, Finding),
}
"""Fields of a plan that have a table of their own, whose columns are the word's fields."""
PLAN_TABLES: tuple[type[Part], ...] = (*(row for row, _ in PARTS.values()), CostRow)
KINDS: dict[type[Report] | type[Objection], str] = {Report: "report", Objection: "objection"}
"""What plugins say of a plan, and how its rows call it."""
FIGURES = tuple(Figures.model_fields)
LANES = tuple(LaneCounts.model_fields)


def run_record(run: Run, plan: Plan) -> Record:
    """Make the row of a run from what it and its plan have once only."""
    fields = {name: getattr(run, name) for name in Run.model_fields}
    del fields["plugins"]
    figures = fields.pop("figures")
    return (
        fields
        | {name: getattr(figures, name) for name in FIGURES}
        | {f"lanes_{name}": getattr(plan.lanes, name) for name in LANES}
        | {"starts": plan.starts, "ends": plan.ends, "truck_loads": plan.truck_loads}
    )


def plan_records(run: str, plan: Plan) -> dict[type[Part], list[Record]]:
    """Make the rows of a plan's parts, table by table."""
    records = {
        row: _numbered(run, map(vars, getattr(plan, name))) for name, (row, _) in PARTS.items()
    }
    records[CostRow] = _numbered(
        run, ({"part": part, "amount": amount} for part, amount in plan.cost.items())
    )
    return records


def rule_records(run: str, rules: Rules) -> list[Record]:
    """Make the rows of all rules."""
    return _numbered(
        run,
        (
            {
                "id": provided.id,
                **vars(provided.provider),
                "kind": provided.rule.kind,
                "name": provided.rule.name,
                "reason": provided.rule.reason,
                "definition": json.loads(provided.rule.model_dump_json()),
            }
            for provided in rules.provided
        ),
    )


def statement_records(run: str, said: Sequence[Said]) -> list[Record]:
    """Make the rows of what plugins said of a plan."""
    return _numbered(
        run,
        (
            {
                "plugin": one.plugin,
                "organisation": one.organisation,
                "kind": KINDS[type(one.said)],
                "definition": json.loads(one.said.model_dump_json()),
            }
            for one in said
        ),
    )


def said_of(records: Sequence[Record]) -> tuple[Said, ...]:
    """Put together what plugins said of a plan."""
    words = {kind: word for word, kind in KINDS.items()}
    return tuple(
        Said(
            plugin=record["plugin"],
            organisation=record["organisation"],
            said=words[record["kind"]].model_validate_json(json.dumps(record["definition"])),
        )
        for record in records
    )


def _numbered(run: str, records: Iterable[Mapping[str, Any]]) -> list[Record]:
    return [{"run": run, "place": place, **record} for place, record in enumerate(records)]


def run_of(record: Record, plugins: Sequence[Record]) -> Run:
    """Put a run together from its row and those of its plugins."""
    fields = {name: record[name] for name in Run.model_fields if name in record}
    figures = {name: record[name] for name in FIGURES}
    return Run(**fields, figures=Figures(**figures), plugins=words(PluginRecord, plugins))


def plan_of(record: Record, parts: RecordsOf) -> Plan:
    """Put a plan together from its run's row and the rows of its parts."""
    fields = {name: record[name] for name in Plan.model_fields if name in record}
    fields |= {name: words(word, parts[row]) for name, (row, word) in PARTS.items()}
    fields["cost"] = {cost["part"]: cost["amount"] for cost in parts[CostRow]}
    fields["lanes"] = LaneCounts(**{name: record[f"lanes_{name}"] for name in LANES})
    return Plan(**fields)


def rules_of(records: Sequence[Record], plugins: Sequence[Record]) -> Rules:
    """Put the rules of a run together from their rows and those of its plugins."""
    return Rules(
        provided=tuple(
            ProvidedRule(
                id=record["id"],
                provider=Provider(**{name: record[name] for name in Provider.model_fields}),
                rule=RULE.validate_python(record["definition"]),
            )
            for record in records
        ),
        plugins=words(PluginRecord, plugins),
    )


def words(word: type[Word], records: Sequence[Record]) -> tuple[Any, ...]:
    """Make words of rows."""
    return TypeAdapter(tuple[word, ...]).validate_python(records)  # type: ignore[valid-type]
