"""Sheets: the CSV files of an export, with their columns, hashtags and rows."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from mizalla_models.base import Word
from mizalla_models.plan import Plan

Row = tuple[str | float | date, ...]

HXL = {
    "arrive": "#meta+arrive+time",
    "arrives": "#date+end",
    "bound": "#indicator+bound+num",
    "cost": "#value+budget",
    "day": "#date+start",
    "depart": "#meta+depart+time",
    "destination": "#loc+dest+code",
    "fleet": "#meta+fleet+id",
    "group": "#meta+rule+group",
    "km": "#indicator+distance+km+num",
    "leaves": "#meta+leaves+time",
    "lot": "#item+lot+code",
    "needed": "#indicator+needed+num",
    "organisation": "#org+code",
    "origin": "#loc+origin+code",
    "parcel": "#item+type+code",
    "pauses": "#meta+pauses",
    "provider": "#meta+source",
    "quantity": "#output+parcels+num",
    "ratio": "#indicator+coverage+num",
    "reason": "#description",
    "returns": "#meta+returns+time",
    "rule": "#meta+rule+id",
    "served": "#output+served+num",
    "shadow_price": "#indicator+shadow_price+num",
    "stop": "#meta+stop+num",
    "supply": "#meta+supply+id",
    "trip": "#meta+trip+id",
    "truck": "#meta+truck+num",
    "unit_cost": "#value+unit",
    "used": "#indicator+used+num",
    "vehicle": "#item+vehicle+code",
    "village": "#adm3+code+v_pcode",
    "warehouse": "#loc+warehouse+code",
}
"""Hashtag of each column, by its heading (HXL 1.1; attributes beyond its dictionary are ours)."""


@dataclass(frozen=True)
class Sheet:
    """A CSV file of an export."""

    name: str
    """File name."""
    columns: tuple[str, ...]
    """Headings."""
    words: Callable[[Plan], Sequence[Word]]
    """Records of the plan that it shows."""
    summed: bool = False
    """Whether records that look alike but for their last column are one row, with its sum."""

    @property
    def hashtags(self) -> tuple[str, ...]:
        """HXL hashtags of its columns."""
        return tuple(HXL[column] for column in self.columns)

    def rows(self, plan: Plan) -> Iterable[Row]:
        """Rows of a plan, in the plan's order; sorted where records are summed."""
        rows = (tuple(getattr(word, name) for name in self.columns) for word in self.words(plan))
        return _summed(rows) if self.summed else rows


def _summed(rows: Iterable[Row]) -> Iterable[Row]:
    sums: Counter[Row] = Counter()
    for *key, quantity in rows:
        sums[tuple(key)] += quantity  # type: ignore[assignment, operator]
    return ((*key, sums[key]) for key in sorted(sums))


SHEETS = (
    Sheet(
        "shipments.csv",
        (
            "day",
            "organisation",
            "fleet",
            "origin",
            "lot",
            "parcel",
            "destination",
            "village",
            "quantity",
        ),
        lambda plan: plan.shipments,
        summed=True,
    ),
    Sheet(
        "transfers.csv",
        (
            "day",
            "arrives",
            "organisation",
            "origin",
            "lot",
            "parcel",
            "destination",
            "quantity",
        ),
        lambda plan: plan.transfers,
        summed=True,
    ),
    Sheet(
        "coverage.csv",
        ("village", "parcel", "needed", "served", "ratio"),
        lambda plan: plan.coverage,
    ),
    Sheet(
        "trips.csv",
        (
            "day",
            "fleet",
            "vehicle",
            "trip",
            "stop",
            "destination",
            "parcel",
            "quantity",
            "arrive",
            "depart",
            "km",
            "truck",
            "leaves",
            "returns",
            "pauses",
            "cost",
        ),
        lambda plan: plan.trips,
    ),
    Sheet(
        "short.csv",
        (
            "day",
            "fleet",
            "vehicle",
            "origin",
            "destination",
            "village",
            "parcel",
            "quantity",
            "reason",
        ),
        lambda plan: plan.short,
    ),
    Sheet(
        "rules.csv",
        (
            "provider",
            "organisation",
            "rule",
            "group",
            "bound",
            "used",
            "shadow_price",
            "reason",
        ),
        lambda plan: plan.rules,
    ),
    Sheet(
        "purchases.csv",
        ("supply", "warehouse", "lot", "parcel", "quantity", "unit_cost", "cost"),
        lambda plan: plan.purchases,
    ),
)
