"""From rows of officers' sheets to rules: few rules with a bound for each group."""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from mizalla.calls import steers
from mizalla.read.check_rules import Said
from mizalla.read.closest import Closest
from mizalla.read.frame import Frame
from mizalla.read.ground import Ground
from mizalla.read.kinds import MOST_PARCELS, show
from mizalla.read.officer import OfficerSheet
from mizalla.read.officer_row import Row, Tell
from mizalla.read.officer_spans import check_spans, is_said_before, span
from mizalla.read.weekdays import weekday
from mizalla_models.campaign import WEEKDAYS
from mizalla_models.rule import BaseRule, Forbid, Limit, SmallestDrop, Supply

MOVES = ("delivery", "transfer")
_LONGEST_REASON = 300
_ROUNDING = 1e-9


class Officer:
    """What an officer's rows are read against.

    Parameters
    ----------
    organisation
        Id of the member.
    ground
        What there is in the scenario.
    """

    def __init__(self, organisation: str, ground: Ground) -> None:
        self.organisation = organisation
        self.days = ground.days
        """Days of the campaign; none where it has faults."""
        self._ground = ground
        self._stock = defaultdict(float, ground.stock[organisation])
        self._taken = {*ground.supplies}

    def rules(self, sheet: OfficerSheet, frame: Frame) -> list[Said]:
        """Rules of one sheet; rows that are wrong are written down and left out."""
        makers: dict[str, Callable[[list[Row]], Iterable[tuple[Row, BaseRule]]]] = {
            "daily_limits": self._daily_limits,
            "days_off": self._days_off,
            "volunteers": self._volunteers,
            "trucks": self._trucks,
            "regions_served": self._regions,
            "stock": self._supplies,
            "reserved_share": self._reserved,
            "least_drop": self._least_drop,
        }
        rows = list(self._rows(sheet, frame))
        return [Said(rule, _whole(row.tell)) for row, rule in makers[sheet.table.name](rows)]

    def _rows(self, sheet: OfficerSheet, frame: Frame) -> Iterator[Row]:
        """Rows that say something and are sound so far."""
        for index in range(len(frame)):
            values = {name: frame[name][index] for name in frame.table.by_name}
            filled = [
                name for name in sheet.values if frame.has(name) and not frame.is_blank(index, name)
            ]
            if not filled:
                continue

            def tell(column: str | None, problem: str, mend: str, index: int = index) -> None:
                frame.fault(index, column, problem, mend)

            row = Row(values, tell)
            if _is_unseen(row, index, filled, frame):
                continue
            for name in sheet.needs:
                if values[name] is None and frame.is_blank(index, name):
                    meaning = frame.table.by_name[name].meaning
                    tell(name, f"The cell is empty, and {show(name)} must be given.", meaning)
            self._check(row)
            if not frame.is_wrong(index):
                yield row

    def _check(self, row: Row) -> None:
        for column, value in row.values.items():
            if value is None:
                continue
            if isinstance(value, str) and steers(json.dumps(value, ensure_ascii=False)):
                row.tell(
                    column,
                    "The text holds a sign that can't be seen and steers what is shown.",
                    "Write it anew by hand.",
                )
            elif isinstance(value, float) and value > MOST_PARCELS:
                row.tell(column, f"{show(value)} is too many.", f"Write at most {MOST_PARCELS:,}.")
            elif column == "warehouse":
                self._check_own(row, column, str(value), self._ground.houses)
            elif column == "fleet":
                owners = {name: fleet.organisation for name, fleet in self._ground.fleets.items()}
                self._check_own(row, column, str(value), owners)
            elif column == "area":
                self._check_there(row, column, str(value), self._ground.areas)
            elif column == "earmark":
                self._check_there(row, column, str(value), self._ground.earmarks)
            elif column == "parcel":
                self._check_there(row, column, str(value), self._ground.parcels)
            elif column in ("day", "from_day", "until", "available_on", "best_before"):
                self._check_day(row, column, value)
            elif column == "weekday" and weekday(str(value)) is None:
                mend = Closest(WEEKDAYS).mend(str(value), "Write it as friday or الجمعة.")
                row.tell(column, f"There is no weekday {show(value)}.", mend)
        first, last = row.values.get("from_day"), row.values.get("until")
        if first is not None and last is not None and last < first:
            row.tell("until", f"{last} lies before from_day ({first}).", "Write a later day.")
        start, end = row.values.get("available_on"), row.values.get("best_before")
        if start is not None and end is not None and end < start:
            row.tell("best_before", f"{end} lies before available_on ({start}).", "Correct one.")

    def _check_own(self, row: Row, column: str, value: str, owners: Mapping[str, Any]) -> None:
        if self._check_there(row, column, value, owners) and owners[value] != self.organisation:
            own = sorted(name for name, owner in owners.items() if owner == self.organisation)
            row.tell(
                column,
                f"The {column} {show(value)} belongs to {owners[value]}, not to "
                f"{self.organisation}.",
                f"Write one of its own: {', '.join(own[:8]) or 'it has none'}.",
            )

    def _check_there(self, row: Row, column: str, value: str, known: Collection[str]) -> bool:
        if value in known:
            return True
        named = self._ground.ids_by_name(column).get(value.casefold(), "")
        names = {name for name in known if name}
        mend = Closest(names).mend(value, "Choose one from the list of the cell.")
        if named in names:
            mend = f"That is a name: write the id, {show(named)}."
        row.tell(column, f"There is no {column} {show(value)}.", mend)
        return False

    def _check_day(self, row: Row, column: str, value: date) -> None:
        if not self.days or self.days[0] <= value <= self.days[-1]:
            return
        early = value < self.days[0]
        if early if column == "available_on" else not early and column == "best_before":
            return
        span = f"{self.days[0]} to {self.days[-1]}"
        row.tell(column, f"{value} is no day of the campaign ({span}).", "Write one of its days.")

    def _daily_limits(self, rows: list[Row]) -> Iterator[tuple[Row, BaseRule]]:
        every: dict[str | None, list[Row]] = defaultdict(list)
        spans: dict[tuple[str, str | None], list[Row]] = defaultdict(list)
        for row in rows:
            key = (row["warehouse"], row["parcel"])
            if row["from_day"] is None and row["until"] is None:
                every[row["parcel"]].append(row)
            elif not is_said_before(row, spans[key]):
                spans[key].append(row)
                yield row, self._limit_of_days(row)
        check_spans(spans, every)
        for parcel, some in sorted(every.items(), key=lambda item: item[0] or ""):
            bounds = _least(
                ((row["warehouse"], row["parcels_per_day"], row) for row in some), "warehouse"
            )
            yield (
                some[0],
                Limit.model_validate(
                    {
                        "name": f"daily limits{f' of {parcel}' if parcel else ''}",
                        "reason": _reason(some, "Registered daily limits."),
                        "reason_ar": "حدود يومية مسجلة.",
                        "where": {
                            "origin": sorted(bounds),
                            "movement": MOVES,
                            **({"parcel": [parcel]} if parcel else {}),
                        },
                        "per": ("origin", "day"),
                        "at_most": bounds,
                    }
                ),
            )

    def _limit_of_days(self, row: Row) -> BaseRule:
        first, last = span(row)
        where = {
            "origin": [row["warehouse"]],
            "movement": MOVES,
            "day": [day.isoformat() for day in self.days if first <= day <= last],
        }
        if row["parcel"]:
            where["parcel"] = [row["parcel"]]
        return Limit.model_validate(
            {
                "name": f"daily limit of {row['warehouse']} from {where['day'][0]}",
                "reason": _reason([row], "A registered limit of some days."),
                "where": where,
                "per": ("day",),
                "at_most": row["parcels_per_day"],
            }
        )

    def _days_off(self, rows: list[Row]) -> Iterator[tuple[Row, BaseRule]]:
        off: dict[str | None, dict[str, Row]] = defaultdict(dict)
        for row in rows:
            if (row["day"] is None) == (row["weekday"] is None):
                both = row["day"] is not None
                row.tell(
                    "weekday" if both else "day",
                    "Both day and weekday are given."
                    if both
                    else "Neither day nor weekday is given.",
                    "Give one of the two.",
                )
                continue
            number = None if row["weekday"] is None else weekday(str(row["weekday"]))
            days = [d for d in self.days if d == row["day"] or d.weekday() == number]
            if self.days and not days:
                row.tell("weekday", "The campaign has no such day.", "Take the row out.")
            off[row["warehouse"]] |= {day.isoformat(): row for day in days}
        for house, found in sorted(off.items(), key=lambda item: item[0] or ""):
            if not found:
                continue
            told = list({id(row): row for row in found.values()}.values())
            where = {"origin": [house]} if house else {"organisation": [self.organisation]}
            yield (
                told[0],
                Forbid.model_validate(
                    {
                        "name": f"days off{f' of {house}' if house else ''}",
                        "reason": _reason(told, "Registered days off."),
                        "reason_ar": "أيام إجازة مسجلة.",
                        "where": {**where, "movement": MOVES, "day": sorted(found)},
                    }
                ),
            )

    def _volunteers(self, rows: list[Row]) -> Iterator[tuple[Row, BaseRule]]:
        for row in rows:
            if row["volunteers"] * row["parcels_each"] > MOST_PARCELS:
                together = f"{row['volunteers']:,} × {row['parcels_each']:,.0f}"
                row.tell("parcels_each", f"{together} is too many.", "Correct one of them.")
        rows = [row for row in rows if row["volunteers"] * row["parcels_each"] <= MOST_PARCELS]
        told = (
            (
                _key(row["warehouse"], row["day"]),
                row["volunteers"] * row["parcels_each"],
                row,
            )
            for row in rows
        )
        bounds = _least(told, "volunteers")
        if bounds:
            yield (
                rows[0],
                Limit.model_validate(
                    {
                        "name": "volunteers",
                        "reason": _reason(rows, "Volunteers pack so much a day."),
                        "reason_ar": "ما يعبئه المتطوعون في اليوم.",
                        "where": {
                            "origin": sorted({row["warehouse"] for row in rows}),
                            "movement": MOVES,
                        },
                        "per": ("origin", "day"),
                        "at_most": bounds,
                    }
                ),
            )

    def _trucks(self, rows: list[Row]) -> Iterator[tuple[Row, BaseRule]]:
        told = []
        for row in rows:
            _, count, hours = self._ground.fleets[row["fleet"]]
            if row["trucks"] > count:
                row.tell(
                    "trucks",
                    f"The fleet {row['fleet']} has {count} trucks, not {row['trucks']}.",
                    f"Write 0 to {count}, or let the alliance add trucks to fleets.csv.",
                )
                continue
            told.append((_key(row["fleet"], row["day"]), row["trucks"] * hours, row))
        bounds = _least(told, "trucks")
        if bounds:
            yield (
                told[0][2],
                Limit.model_validate(
                    {
                        "name": "trucks",
                        "reason": _reason([row for *_, row in told], "So many trucks work a day."),
                        "reason_ar": "عدد الشاحنات العاملة في اليوم.",
                        "measure": "truck_hours",
                        "where": {"fleet": sorted({row["fleet"] for *_, row in told})},
                        "per": ("fleet", "day"),
                        "at_most": bounds,
                    }
                ),
            )

    def _regions(self, rows: list[Row]) -> Iterator[tuple[Row, BaseRule]]:
        served: dict[str | None, list[Row]] = defaultdict(list)
        for row in rows:
            served[row["warehouse"]].append(row)
        for house, some in sorted(served.items(), key=lambda item: item[0] or ""):
            where = {"origin": [house]} if house else {"organisation": [self.organisation]}
            yield (
                some[0],
                Forbid.model_validate(
                    {
                        "name": f"regions served{f' from {house}' if house else ''}",
                        "reason": _reason(
                            some,
                            f"{self.organisation} serves "
                            f"{', '.join(sorted({row['area'] for row in some})[:12])} only.",
                        ),
                        "reason_ar": "المناطق المخدومة دون غيرها.",
                        "where": {**where, "movement": ["delivery"]},
                        "unless": self._area({row["area"] for row in some}),
                    }
                ),
            )

    def _area(self, areas: set[str]) -> dict[str, list[str]]:
        """Selection of areas: by their own kind where they are of one, else by their villages."""
        ground = self._ground
        kinds = {ground.kinds[area] for area in areas}
        if len(kinds) == 1:
            return {kinds.pop(): sorted(areas)}
        return {"village": sorted({village for area in areas for village in ground.areas[area]})}

    def _supplies(self, rows: list[Row]) -> Iterator[tuple[Row, BaseRule]]:
        seen: set[tuple[object, ...]] = set()
        for number, row in enumerate(rows, start=1):
            batch = (row["warehouse"], row["parcel"], row["lot"])
            key = batch if row["lot"] else (*batch, *row.values.values())
            if key in seen:
                row.tell(
                    "lot" if row["lot"] else None,
                    "The same stock stands in an earlier row.",
                    "Take one of them out, or give each a batch of its own.",
                )
                continue
            seen.add(key)
            base = f"{row['warehouse']}/{row['lot'] or f'{self.organisation}-{number}'}"
            name, count = base, 1
            while name in self._taken:
                count += 1
                name = f"{base}#{count}"
            self._taken.add(name)
            self._stock[row["parcel"]] += row["quantity"]
            amount = f"{row['quantity']:,} × {row['parcel']} at {row['warehouse']}"
            yield (
                row,
                Supply(
                    name=name,
                    reason=_reason([row], f"{amount}, registered by {self.organisation}."),
                    id=name,
                    warehouse=row["warehouse"],
                    parcel=row["parcel"],
                    quantity=row["quantity"],
                    lot=row["lot"] or "",
                    available_on=row["available_on"],
                    best_before=row["best_before"],
                    earmark=row["earmark"],
                    unit_cost=row["unit_cost"],
                ),
            )
            if row["earmark"]:
                kept = row["earmark"]
                yield (
                    row,
                    Forbid.model_validate(
                        {
                            "name": f"{name} kept for {kept}",
                            "reason": f"Kept for {kept}: not handed out elsewhere.",
                            "reason_ar": f"مخصص لـ {kept}.",
                            "where": {"supply": [name], "movement": ["delivery"]},
                            "unless": {self._ground.kinds.get(kept, "organisation"): [kept]},
                        }
                    ),
                )
            late = [
                day.isoformat()
                for day in self.days
                if row["best_before"] is not None and day > row["best_before"]
            ]
            if late:
                yield (
                    row,
                    Forbid.model_validate(
                        {
                            "name": f"{name} best before {row['best_before']}",
                            "reason": f"Best before {row['best_before']}: not handed out after it.",
                            "where": {"supply": [name], "day": late},
                        }
                    ),
                )

    def _reserved(self, rows: list[Row]) -> Iterator[tuple[Row, BaseRule]]:
        kept: list[tuple[str | None, set[str], float]] = []
        for row in rows:
            parcel = row["parcel"]
            villages = set(self._ground.areas[row["area"]])
            apart = [s for p, v, s in kept if parcel in (p, None) and not villages & v]
            kept.append((parcel, villages, row["share"]))
            if sum(apart) + row["share"] > 1 + _ROUNDING:
                row.tell(
                    "share",
                    f"With the rows above, {sum(apart) + row['share']:.0%} of the stock is kept.",
                    "Let all shares together be at most 1.",
                )
                continue
            total = self._stock[parcel] if parcel else sum(self._stock.values())
            where = {"owner": [self.organisation], "movement": ["delivery"]}
            if parcel:
                where["parcel"] = [parcel]
            of = f" of {parcel}" if parcel else ""
            yield (
                row,
                Limit.model_validate(
                    {
                        "name": f"{row['share']:.0%}{of} for {row['area']}",
                        "reason": _reason(
                            [row],
                            f"{row['share']:.0%} of {self.organisation}'s {total:,.0f} parcels{of} "
                            f"are kept for {row['area']}: the rest may go elsewhere.",
                        ),
                        "reason_ar": f"حصة محجوزة لـ {row['area']}.",
                        "where": where,
                        "unless": self._area({row["area"]}),
                        "at_most": total * (1 - row["share"]),
                    }
                ),
            )

    def _least_drop(self, rows: list[Row]) -> Iterator[tuple[Row, BaseRule]]:
        for row in rows:
            if row["quantity"] < 1:
                row.tell("quantity", "A drop of none is none.", "Write 1 or more.")
                continue
            house = row["warehouse"]
            where = {"origin": [house]} if house else {"organisation": [self.organisation]}
            yield (
                row,
                SmallestDrop.model_validate(
                    {
                        "name": f"least drop{f' from {house}' if house else ''}",
                        "reason": _reason(
                            [row], f"No truck stops for fewer than {row['quantity']}."
                        ),
                        "where": {**where, "movement": ["delivery"]},
                        "quantity": row["quantity"],
                    }
                ),
            )


def _is_unseen(row: Row, index: int, filled: Collection[str], frame: Frame) -> bool:
    """Tell of a row that says what nobody sees, or leaves cells to the merged one above."""
    number, unseen = frame.rows[index], frame.unseen
    if unseen.whole:
        row.tell(None, "The sheet is hidden, and this row says something.", "Show it, or empty it.")
        return True
    if number in unseen.rows:
        row.tell(None, "The row is hidden, and says something.", "Show it, or delete it.")
        return True
    places = frame.header.index
    told = False
    for name in sorted(places.keys() & frame.table.by_name.keys()):
        first = unseen.merged.get((number, places[name]))
        if name in filled and places[name] in unseen.columns:
            row.tell(name, "The column is hidden, and says something.", "Show it, or empty it.")
        elif first is not None:
            mend = "Split the merged cells, and write into each what it should hold."
            row.tell(name, f"The cell is merged with {first}.", mend)
        else:
            continue
        told = True
    return told


def _whole(tell: Tell) -> Callable[[tuple[str | int, ...], str, str], None]:
    """Tell of a rule that comes of a row as a whole."""
    return lambda _path, problem, mend: tell(None, problem, mend)


def _key(first: str, day: date | None) -> str:
    return first if day is None else f"{first}|{day.isoformat()}"


def _least(told: Iterable[tuple[str, float, Row]], column: str) -> dict[str, float]:
    """Bounds by key; the same key twice with different bounds is a fault of the later row."""
    bounds: dict[str, float] = {}
    for key, value, row in told:
        if bounds.setdefault(key, value) != value:
            shown = key.replace("|", " on ")
            row.tell(column, f"{shown} stands in an earlier row with another figure.", "Keep one.")
    return bounds


def _reason(rows: list[Row], otherwise: str) -> str:
    reasons = dict.fromkeys(row["reason"] for row in rows if row["reason"])
    return "; ".join(reasons)[:_LONGEST_REASON] or otherwise
