"""What leaves from where to where, day by day."""

from collections.abc import Sequence

from rich.console import RenderableType
from rich.text import Text

from mizalla.show.names import Names
from mizalla.show.tables import table
from mizalla.show.words import number
from mizalla_models.plan import Shipment, Transfer


def shipment_table(rows: Sequence[Shipment], names: Names, currency: str) -> RenderableType:
    """Show deliveries to points."""
    numbers = ("Parcels", "km", f"Cost, {currency}")
    shown = table(
        "Deliveries", "Day", "From", "By", "Parcel", "To", "Village", *numbers, numbers=numbers
    )
    for row in rows:
        shown.add_row(
            row.day.isoformat(),
            Text(names[row.origin], "name"),
            f"{names[row.organisation]}, {row.fleet}",
            names[row.parcel],
            Text(row.destination, "quiet"),
            Text(names[row.village], "name"),
            number(row.quantity),
            number(row.km, 1),
            number(row.cost),
        )
    return shown


def transfer_table(rows: Sequence[Transfer], names: Names, currency: str) -> RenderableType:
    """Show transfers between warehouses."""
    numbers = ("Parcels", "km", f"Cost, {currency}")
    shown = table("Transfers", "Day", "Ready", "From", "To", "Parcel", *numbers, numbers=numbers)
    for row in rows:
        shown.add_row(
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
