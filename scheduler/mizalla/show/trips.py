"""Trip sheets and loading lists of a plan's trucks."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from mizalla.show.names import Names
from mizalla.show.tables import Sheet
from mizalla.show.words import number, plural
from mizalla_models.errors import UsageError
from mizalla_models.parcel import Parcel
from mizalla_models.plan import Plan, Short, TripStop
from mizalla_models.routing import NO_TRIPS
from mizalla_models.scenario import Scenario
from mizalla_models.vehicle import Vehicle


@dataclass(frozen=True)
class TripSheets:
    """Trips of some days and bases, with what is known of their parcels and trucks."""

    trips: tuple[tuple[TripStop, ...], ...]
    """Rows of each trip, in the plan's order."""
    short: tuple[Short, ...]
    """What rides on no truck."""
    bases: Mapping[str, str]
    """Base of each fleet."""
    parcels: Mapping[str, Parcel]
    vehicles: Mapping[str, Vehicle]

    @classmethod
    def of(
        cls,
        plan: Plan,
        scenario: Scenario | None,
        *,
        day: date | None = None,
        warehouse: str | None = None,
        village: str | None = None,
    ) -> "TripSheets":
        """Pick trips of a plan.

        Parameters
        ----------
        plan
            The plan.
        scenario
            What it was made from. None: weights and volumes are not known.
        day, warehouse, village
            Only trips of that day, from that base, to that village. None: all.

        Raises
        ------
        UsageError
            If the plan has no such trips.
        """
        bases = {row.fleet: row.origin for row in plan.shipments}
        villages = {row.destination: row.village for row in plan.shipments}
        by_trip: dict[str, list[TripStop]] = defaultdict(list)
        for row in plan.trips:
            if day in (None, row.day) and warehouse in (None, bases[row.fleet]):
                by_trip[row.trip].append(row)
        picked = tuple(
            tuple(rows)
            for rows in by_trip.values()
            if village is None or any(villages[row.destination] == village for row in rows)
        )
        short = tuple(
            row
            for row in plan.short
            if day in (None, row.day)
            and warehouse in (None, row.origin)
            and village in (None, row.village)
        )
        if plan.trips and not picked and not short and (day or warehouse or village):
            there = {row.day for row in plan.trips if warehouse in (None, bases[row.fleet])}
            leave = sorted({bases[row.fleet] for row in plan.trips})
            raise UsageError(
                "No truck of a fleet goes out then and there.",
                mend=f"Trips go from {min(there)} to {max(there)}."
                if there
                else f"Trips leave {', '.join(leave[:8])}.",
            )
        return cls(
            picked,
            short,
            bases,
            {} if scenario is None else {parcel.id: parcel for parcel in scenario.parcels},
            {} if scenario is None else {vehicle.id: vehicle for vehicle in scenario.vehicles},
        )

    def load(self, rows: Iterable[TripStop]) -> tuple[float, float]:
        """Weight (kg) and volume (m3) of some rows; 0 where parcels are not known."""
        known = [(row, self.parcels[row.parcel]) for row in rows if row.parcel in self.parcels]
        return (
            sum(row.quantity * parcel.weight_kg for row, parcel in known),
            sum(row.quantity * parcel.volume_m3 for row, parcel in known),
        )


def trips_data(sheets: TripSheets) -> dict[str, Any]:
    """Trips as JSON-ready lists."""
    return {
        "trip_rows": [
            row.model_dump(mode="json") | {"origin": sheets.bases[row.fleet]}
            for rows in sheets.trips
            for row in rows
        ],
        "short_rows": [row.model_dump(mode="json") for row in sheets.short],
    }


def trips_view(
    sheets: TripSheets, names: Names, currency: str, *, limit: int | None
) -> RenderableType:
    """Show a loading list for each base and day, then a sheet for each trip.

    Parameters
    ----------
    sheets
        What to show.
    names
        Names of places, members and parcels.
    currency
        ISO 4217 code of costs.
    limit
        Most trips. None: all.
    """
    shown: list[RenderableType] = []
    by_day: dict[tuple[date, str], list[tuple[TripStop, ...]]] = defaultdict(list)
    for rows in sheets.trips[:limit]:
        by_day[rows[0].day, sheets.bases[rows[0].fleet]].append(rows)
    for (day, base), trips in by_day.items():
        shown += [_loading(sheets, names, day, base, trips), Text()]
        for rows in trips:
            shown += [_sheet(sheets, names, currency, rows), Text()]
    more = 0 if limit is None else len(sheets.trips) - limit
    if more > 0:
        shown.append(Text(f"{plural(more, 'trip')} not shown; --all shows them.\n", "quiet"))
    if sheets.short:
        shown.append(short_table(sheets.short, names))
    return Group(*shown) if shown else Text("No trips.\n", "quiet")


def _loading(
    sheets: TripSheets,
    names: Names,
    day: date,
    base: str,
    trips: Sequence[tuple[TripStop, ...]],
) -> Sheet:
    """What is loaded on which truck and when: the list for the dock."""
    kinds = sorted({row.parcel for rows in trips for row in rows})
    columns = [names[kind] for kind in kinds]
    shown = Sheet(
        f"Loading list, {names[base]} ({base}), {day:%A} {day.isoformat()}",
        ("Leaves", "Truck", "Trip", *columns, "kg", "m³", "Stops", "Home"),
        numbers=(*columns, "kg", "m³", "Stops"),
        whole=("Leaves", "Home", "Trip"),
        spare=("m³", "Stops"),
    )
    for rows in sorted(trips, key=lambda rows: (rows[0].leaves, rows[0].trip)):
        first = rows[0]
        kg, m3 = sheets.load(rows)
        loads = [sum(row.quantity for row in rows if row.parcel == kind) for kind in kinds]
        shown.add(
            first.leaves,
            f"{first.fleet} {first.vehicle} {first.truck}",
            first.trip.rpartition(".")[2].lstrip("0"),
            *(number(load) if load else "" for load in loads),
            number(kg) if kg else "",
            number(m3, 1) if m3 else "",
            str(max(row.stop for row in rows)),
            first.returns,
        )
    return shown


def _sheet(
    sheets: TripSheets, names: Names, currency: str, rows: tuple[TripStop, ...]
) -> RenderableType:
    """What the driver gets: stops in order with times, and the truck's load."""
    first = rows[0]
    kg, m3 = sheets.load(rows)
    head = Text()
    head.append(f"Trip {first.trip}", "head")
    head.append(f"  {first.vehicle} {first.truck} of {first.fleet}", "name")
    truck = sheets.vehicles.get(first.vehicle)
    load = f"\n{plural(sum(row.quantity for row in rows), 'parcel')}"
    if truck is not None and kg:
        load += (
            f", {number(kg)} of {number(truck.payload_kg)} kg"
            f", {number(m3, 1)} of {number(truck.volume_m3, 1)} m³"
        )
    load += (
        f"; leaves {first.leaves}, home {first.returns}"
        f"; {number(sum(row.km for row in rows), 1)} km"
        f"; {number(sum(row.cost for row in rows))} {currency}"
        "; load the last stop first"
    )
    head.append(load, "quiet")
    shown = Sheet(
        "",
        ("Stop", "Arrive", "Depart", "Point", "At", "Parcel", "Parcels", "km", "Break"),
        numbers=("Stop", "Parcels", "km"),
        whole=("Arrive", "Depart"),
        spare=("km", "At"),
    )
    for row in rows:
        again = row.km == 0 and row.cost == 0
        shown.add(
            "" if again else str(row.stop),
            "" if again else row.arrive,
            "" if again else row.depart,
            Text("" if again else names[row.destination], "name"),
            "" if again else row.destination,
            names[row.parcel],
            number(row.quantity),
            "" if again else number(row.km, 1),
            "" if again else row.pauses,
        )
    return Group(head, shown)


def short_table(rows: Sequence[Short], names: Names) -> Sheet:
    """Show what rides on no truck, and why."""
    shown = Sheet(
        "Rides on no truck",
        ("Day", "From", "Fleet", "To", "Village", "Parcel", "Parcels", "Why"),
        numbers=("Parcels",),
        whole=("Day",),
        spare=("Village", "Fleet"),
    )
    for row in rows:
        shown.add(
            row.day.isoformat(),
            Text(names[row.origin], "name"),
            row.fleet,
            row.destination,
            Text(names[row.village], "name"),
            names[row.parcel],
            number(row.quantity),
            Text(row.reason, "warn"),
        )
    return shown


def riding(plan: Plan) -> RenderableType | None:
    """Say what rides on no truck, and how often allocation and trips were made; None: nothing."""
    lines = []
    if plan.settings.get("routing") == NO_TRIPS:
        lines.append(Text("No trips were asked for: what trucks can drive is not known.", "quiet"))
    if len(plan.rounds) > 1:
        first, last = plan.rounds[0], plan.rounds[-1]
        lines.append(
            Text(
                f"Trucks could not drive the first allocation ({plural(first.short, 'parcel')} "
                f"short): made again, {plural(len(plan.rounds), 'round')}, "
                f"{plural(last.short, 'parcel')} short.",
                "quiet",
            )
        )
    if plan.short:
        total = sum(row.quantity for row in plan.short)
        lines.append(
            Text(
                f"● {plural(total, 'parcel')} of {number(plan.rounds[-1].parcels)} on the "
                'members\' trucks ride on none: "mizalla show RUN --trips" says which and why.'
                if plan.rounds
                else f"● {plural(total, 'parcel')} ride on no truck.",
                "warn",
            )
        )
    return Group(*lines) if lines else None
