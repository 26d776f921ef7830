"""Sheets for a member's logistics officer: plain columns, each sheet one kind of thing to say."""

from collections.abc import Sequence
from dataclasses import dataclass

from mizalla.read.column import Column, Table
from mizalla.read.header import normal
from mizalla.read.kinds import DAY, FROM_ZERO, REFERENCE, SHARE, TEXT, WHOLE, Kind
from mizalla.read.kinds import ID as NAME


@dataclass(frozen=True)
class OfficerSheet:
    """A sheet for officers."""

    table: Table
    """Its columns."""
    title_ar: str
    """Its name in Arabic."""
    arabic: dict[str, str]
    """Heading of each column in Arabic."""
    help_ar: str
    """What a row is, in Arabic."""
    values: tuple[str, ...]
    """Columns of which a row that says anything fills at least one."""
    needs: tuple[str, ...]
    """Columns that such a row must fill."""

    def heading(self, column: str) -> str:
        """Heading of a column in both languages."""
        return f"{column} / {self.arabic[column]}"


def _sheet(
    name: str,
    title_ar: str,
    meaning: str,
    help_ar: str,
    columns: Sequence[tuple[str, str, Kind, str]],
    *,
    values: Sequence[str],
    needs: Sequence[str],
) -> OfficerSheet:
    arabic = {column: heading for column, heading, _, _ in columns}
    made = tuple(
        Column(
            column,
            kind,
            said,
            required=False,
            aliases=(normal(f"{column} / {heading}"), normal(heading)),
        )
        for column, heading, kind, said in columns
    )
    table = Table(name, meaning, made, required=False)
    return OfficerSheet(table, title_ar, arabic, help_ar, tuple(values), tuple(needs))


_WAREHOUSE = ("warehouse", "المستودع", REFERENCE, "Warehouse of the member, by its id.")
_ANY_WAREHOUSE = (
    "warehouse",
    "المستودع",
    REFERENCE,
    "Warehouse of the member, by its id. Empty: everywhere that its trucks go.",
)
_DAY = ("day", "اليوم", DAY, "Day of the campaign. Empty: every day.")
_REASON = ("reason", "السبب", TEXT, "Why, in a sentence that others may read.")
_NOTE = ("name", "الاسم", TEXT, "For the eye alone: it is not read.")

SHEETS = (
    _sheet(
        "daily_limits",
        "الحدود اليومية",
        "At most so many parcels leave a warehouse in a day.",
        "أقصى عدد من الكراتين يخرج من المستودع في اليوم.",
        (
            _WAREHOUSE,
            _NOTE,
            ("parcel", "الكرتونة", REFERENCE, "Kind of parcel. Empty: all kinds together."),
            ("parcels_per_day", "كراتين في اليوم", FROM_ZERO, "At most so many parcels a day."),
            ("from_day", "من يوم", DAY, "First day. Empty: from the first day."),
            ("until", "إلى يوم", DAY, "Last day. Empty: to the last day."),
            _REASON,
        ),
        values=("parcels_per_day", "from_day", "until", "reason", "parcel"),
        needs=("warehouse", "parcels_per_day"),
    ),
    _sheet(
        "days_off",
        "أيام الإجازة",
        "Nothing leaves on a day, or on a weekday.",
        "لا يخرج شيء في هذا اليوم، أو في هذا اليوم من كل أسبوع.",
        (
            ("day", "اليوم", DAY, "Day off. Leave it empty where a weekday is meant."),
            ("weekday", "يوم الأسبوع", TEXT, "Day of every week, in English or Arabic."),
            _ANY_WAREHOUSE,
            _REASON,
        ),
        values=("day", "weekday", "warehouse", "reason"),
        needs=(),
    ),
    _sheet(
        "volunteers",
        "المتطوعون",
        "So many volunteers pack at a warehouse on a day.",
        "عدد المتطوعين في المستودع في اليوم، وما يعبئه كل واحد.",
        (
            _DAY,
            _WAREHOUSE,
            ("volunteers", "عدد المتطوعين", WHOLE, "People who come."),
            ("parcels_each", "كراتين لكل متطوع", FROM_ZERO, "Parcels that each packs in the day."),
            _REASON,
        ),
        values=("volunteers", "parcels_each", "reason"),
        needs=("warehouse", "volunteers", "parcels_each"),
    ),
    _sheet(
        "trucks",
        "الشاحنات",
        "So many trucks of a fleet work on a day.",
        "عدد الشاحنات العاملة من الأسطول في اليوم.",
        (
            _DAY,
            ("fleet", "الأسطول", REFERENCE, "Fleet of the member, by its id in fleets.csv."),
            ("trucks", "عدد الشاحنات", WHOLE, "Trucks that work, at most those of fleets.csv."),
            _REASON,
        ),
        values=("trucks", "reason"),
        needs=("fleet", "trucks"),
    ),
    _sheet(
        "regions_served",
        "المناطق المخدومة",
        "The member serves these areas, and no others.",
        "المناطق التي يخدمها العضو دون غيرها.",
        (
            ("area", "المنطقة", REFERENCE, "P-code of a governorate, district or village."),
            _NOTE,
            _ANY_WAREHOUSE,
            _REASON,
        ),
        values=("area", "warehouse", "reason"),
        needs=("area",),
    ),
    _sheet(
        "stock",
        "المخزون",
        "Parcels that the member has besides those of stock.csv.",
        "كراتين لدى العضو إضافة إلى ما في stock.csv.",
        (
            _WAREHOUSE,
            ("parcel", "الكرتونة", REFERENCE, "Kind of parcel."),
            ("quantity", "العدد", WHOLE, "Whole parcels."),
            ("lot", "التشغيلة", NAME, "Batch. Empty: one is made up."),
            ("available_on", "متاح من", DAY, "First day on which it can leave."),
            ("best_before", "صالح حتى", DAY, "Last day on which it may be handed over."),
            ("earmark", "مخصص لـ", REFERENCE, "Area, or member, that alone may get or bring it."),
            ("unit_cost", "سعر الواحدة", FROM_ZERO, "Price of one, if it is bought only if used."),
            _REASON,
        ),
        values=("quantity", "lot", "available_on", "best_before", "earmark", "unit_cost", "reason"),
        needs=("warehouse", "parcel", "quantity"),
    ),
    _sheet(
        "reserved_share",
        "الحصة المحجوزة",
        "A share of the member's stock is kept for an area.",
        "حصة من مخزون العضو محجوزة لمنطقة.",
        (
            ("area", "المنطقة", REFERENCE, "P-code of a governorate, district or village."),
            ("parcel", "الكرتونة", REFERENCE, "Kind of parcel. Empty: all kinds together."),
            ("share", "الحصة", SHARE, "Share of its stock, 0 to 1: the rest may go elsewhere."),
            _REASON,
        ),
        values=("area", "parcel", "share", "reason"),
        needs=("area", "share"),
    ),
    _sheet(
        "least_drop",
        "أقل كمية للنزول",
        "A truck stops for so many parcels, or not at all.",
        "لا تتوقف الشاحنة لأقل من هذا العدد من الكراتين.",
        (
            ("quantity", "العدد", WHOLE, "Fewest parcels at a point in a day."),
            _ANY_WAREHOUSE,
            _REASON,
        ),
        values=("quantity", "warehouse", "reason"),
        needs=("quantity",),
    ),
)
"""Sheets for officers, in the order of the workbook."""
BY_NAME = {
    name: sheet
    for sheet in SHEETS
    for name in (sheet.table.name, sheet.table.name.replace("_", " "), sheet.title_ar)
}
ASIDE = ("instructions", "lists", "تعليمات", "قوائم")
"""Sheets of the workbook that say nothing."""
