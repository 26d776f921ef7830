"""What leaves from where to where, day by day."""

from collections.abc import Sequence

from rich.console import RenderableType
from rich.text import Text

from mizalla.show.names import Names
from mizalla.show.tables import Sheet
from mizalla.show.words import number
from mizalla_models.plan import Shipment, Transfer


def shipment_table(rows: Sequence[Shipment], names: Names, currency: str) -> RenderableType:
    """Show deliveries to points."""
    cost = f"Cost, {currency}"
    shown = Sheet(
        "Deliveries",
        ("Day", "From", "By", "Fleet", "To", "Village", "Parcel", "Parcels", "km", cost),
        numbers=("Parcels", "km", cost),
        whole=("Day",),
        spare=(cost, "km", "To", "By"),
    )
    for row in rows:
        shown.add(
            row.day.isoformat(),
            Text(names[row.origin], "name"),
            names[row.organisation],
            row.fleet,
            row.destination,
            Text(names[row.village], "name"),
            names[row.parcel],
            number(row.quantity),
            number(row.km, 1),
            number(row.cost),
        )
    return shown


def transfer_table(rows: Sequence[Transfer], names: Names, currency: str) -> RenderableType:
    """Show transfers between warehouses."""
    cost = f"Cost, {currency}"
    shown = Sheet(
        "Transfers",
        ("Day", "Ready", "From", "To", "Parcel", "Parcels", "km", cost),
        numbers=("Parcels", "km", cost),
        whole=("Day", "Ready"),
        spare=(cost, "km"),
    )
    for row in rows:
        shown.add(
            row.day.isoformat(),
            row.arrives.isoformat(),
            Text(names[row.origin], "name"),
            Text(names[row.destination], "name"),
            names[row.parcel],
            number(row.quantity),
            number(row.km, 1),
            number(row.cost),
        )
    return shown
