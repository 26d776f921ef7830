"""Parts of a plan row by row: shipments, coverage, rules, filtered by place and day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from rich.console import Group, RenderableType
from rich.text import Text

from mizalla.show.binding import rule_table
from mizalla.show.names import Names
from mizalla.show.shipments import shipment_table, transfer_table
from mizalla.show.shortage import coverage_table
from mizalla.show.words import plural
from mizalla_models.errors import UsageError
from mizalla_models.plan import Coverage, Plan, RuleUse, Shipment, Transfer


@dataclass(frozen=True)
class Filter:
    """Which rows to show; None lets all through."""

    village: str | None = None
    """P-code of a village."""
    warehouse: str | None = None
    """Id of a warehouse that parcels leave."""
    day: date | None = None
    """Day on which they leave."""

    def shipments(self, plan: Plan) -> list[Shipment]:
        """Deliveries that pass."""
        return [
            row
            for row in plan.shipments
            if self.village in (None, row.village)
            and self.warehouse in (None, row.origin)
            and self.day in (None, row.day)
        ]

    def transfers(self, plan: Plan) -> list[Transfer]:
        """Transfers that pass: none where a village is asked for."""
        return [
            row
            for row in plan.transfers
            if self.village is None
            and self.warehouse in (None, row.origin)
            and self.day in (None, row.day)
        ]

    def coverage(self, plan: Plan) -> list[Coverage]:
        """Needs that pass."""
        known = [row for row in plan.coverage if self.village in (None, row.village)]
        if not known and self.village is not None:
            raise UsageError(
                f"No village {self.village} needs anything in this plan.",
                mend="Name it by its p-code, as in villages.csv.",
            )
        return known

    def rules(self, plan: Plan) -> list[RuleUse]:
        """Groups of rules that pass: those with the asked place and day in their group."""
        asked = {self.village, self.warehouse, self.day and self.day.isoformat()} - {None}
        return [row for row in plan.rules if asked <= set(row.group.split("|"))]


class Parts(NamedTuple):
    """Which parts of a plan are asked for."""

    shipments: bool = False
    coverage: bool = False
    rules: bool = False

    def implied_by(self, only: Filter) -> "Parts":
        """Parts to show where a filter is given and no part is: those that it makes sense for."""
        if any(self) or only == Filter():
            return self
        return Parts(shipments=True, coverage=only.village is not None)


def parts_data(plan: Plan, parts: Parts, only: Filter) -> dict[str, Any]:
    """Gather the parts that are asked for as JSON-ready lists."""
    data: dict[str, Any] = {}
    if parts.coverage:
        data["villages"] = [row.model_dump(mode="json") for row in only.coverage(plan)]
    if parts.shipments:
        data["shipment_rows"] = [row.model_dump(mode="json") for row in only.shipments(plan)]
        data["transfer_rows"] = [row.model_dump(mode="json") for row in only.transfers(plan)]
    if parts.rules:
        data["rules"] = [row.model_dump(mode="json") for row in only.rules(plan)]
    return data


def parts_view(
    plan: Plan, parts: Parts, only: Filter, names: Names, *, limit: int | None
) -> RenderableType:
    """Show the parts that are asked for.

    Parameters
    ----------
    plan
        The plan.
    parts
        Which of its parts.
    only
        Which of their rows.
    names
        Names of its places.
    limit
        Most rows of each part. None: all.
    """
    shown: list[RenderableType] = []
    if parts.coverage:
        needs = only.coverage(plan)
        shown += [coverage_table(needs[:limit], names, title="Coverage"), _rest(needs, limit)]
    if parts.shipments:
        deliveries, transfers = only.shipments(plan), only.transfers(plan)
        shown += [
            shipment_table(deliveries[:limit], names, plan.currency),
            _rest(deliveries, limit),
        ]
        if transfers:
            shown += [
                transfer_table(transfers[:limit], names, plan.currency),
                _rest(transfers, limit),
            ]
    if parts.rules:
        uses = only.rules(plan)
        shown += [rule_table(uses[:limit], names, plan.currency), _rest(uses, limit)]
    return Group(*shown)


def _rest(rows: Sequence[object], limit: int | None) -> RenderableType:
    more = 0 if limit is None else len(rows) - limit
    if more > 0:
        return Text(f"{plural(more, 'row')} not shown; --all shows them.\n", "quiet")
    return Text("" if rows else "Nothing.\n", "quiet")
