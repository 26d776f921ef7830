"""Small campaigns drawn at random, as folders: all that model.md speaks of turns up in some."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from mizalla_models.rule import RULE, Charge, Forbid, Limit, Rule
from tiny import write_folder

START = date(2027, 2, 6)
"""A Saturday: the third day begins another ISO week."""
PLUGIN = '''"""Rules that lie beside it."""

import json
from pathlib import Path

from mizalla.hookspecs import hookimpl
from mizalla_models.rule import RULE

organisation = ""
__version__ = "1"


@hookimpl
def mizalla_rules(scenario):
    said = json.loads(Path(__file__).with_name("said.json").read_text("utf-8"))
    return [RULE.validate_python(rule) for rule in said]
'''
ORGANISATIONS = ("amal", "nour")
PARCELS = ("dry", "oil")
DISTRICTS = ("EG2501", "EG2502", "EG2601")
OTHER_ORDERS = (("lateness", "cost"), ("cost",), ("coverage",), ("coverage", "cost", "lateness"))
DIMENSIONS = (
    "origin",
    "origin_governorate",
    "village",
    "district",
    "point",
    "day",
    "week",
    "parcel",
    "lot",
    "supply",
    "owner",
    "organisation",
    "fleet",
    "vehicle",
    "destination",
)
STORED = ("origin", "day", "parcel", "lot", "owner", "organisation")
SIZES = {"kg": 10.0, "m3": 0.04, "households": 0.7, "protein": 3.0, "truck_hours": 0.02}
SIZES |= {"km": 0.5, "cost": 5.0, "parcels": 1.0}
Row = dict[str, Any]


@dataclass(frozen=True)
class Drawn:
    """A campaign: settings, tables as ``write_folder`` takes them, and rules of a plugin."""

    settings: Row
    tables: dict[str, list[Row] | None]
    rules: tuple[Rule, ...]

    def write(self, folder: Path, shuffle: Random | None = None) -> Path:
        """Write it as a folder, rows and rules shuffled on request."""

        def order(items: Sequence[Any]) -> list[Any]:
            return shuffle.sample(items, len(items)) if shuffle else list(items)

        tables = {name: rows and order(rows) for name, rows in self.tables.items()}
        write_folder(folder, self.settings | {"plugins": ["ours.py"]}, **tables)
        (folder / "ours.py").write_text(PLUGIN, "utf-8")
        said = [RULE.dump_python(rule, mode="json") for rule in order(self.rules)]
        (folder / "said.json").write_text(json.dumps(said), "utf-8")
        return folder


def draw(seed: int, *, scale: int = 1) -> Drawn:
    """Draw a campaign.

    Parameters
    ----------
    scale
        What all needs, stocks, trucks and bounds are multiplied by: the same campaign, only
        larger, so that a whole parcel counts for less.
    """
    return _Draw(seed, scale).campaign()


class _Draw:
    """One campaign in the making."""

    def __init__(self, seed: int, scale: int) -> None:
        self.lot = Random(f"campaign {seed}")
        self.scale = scale
        self.days = [START + timedelta(days=n) for n in range(self.lot.randint(3, 5))]
        self.warehouses = [f"W{n}" for n in range(self.lot.randint(1, 3))]
        self.villages = [
            f"{self.lot.choice(DISTRICTS)}{n:02}" for n in range(1, self.lot.randint(2, 5) + 1)
        ]

    def chance(self, share: float) -> bool:
        return self.lot.random() < share

    def amount(self, least: int, most: int) -> int:
        return self.lot.randint(least, most) * self.scale

    def place(self) -> Row:
        return {
            "lat": round(27 + self.lot.random() / 2, 4),
            "lon": round(31 + self.lot.random() / 2, 4),
        }

    def day(self) -> str:
        return self.lot.choice(self.days).isoformat()

    def campaign(self) -> Drawn:
        tables: dict[str, list[Row] | None] = {
            "organisations": [{"id": name, "name": name.title()} for name in ORGANISATIONS],
            "parcels": [
                {"id": "dry", "name": "Dry", "weight_kg": 12, "volume_m3": 0.03, "protein": 4},
                {"id": "oil", "name": "Oil", "weight_kg": 5.5, "volume_m3": 0.05, "protein": 0}
                | {"households": 0.5},
            ],
            "warehouses": [self.warehouse(name) for name in self.warehouses],
            "villages": [self.village(pcode) for pcode in self.villages],
            "vehicles": [
                {"id": "van", "payload_kg": 3000, "volume_m3": 15, "speed_kmh": 50}
                | {"cost_per_km": 8, "cost_per_day": 900},
                {"id": "lorry", "payload_kg": 9000, "volume_m3": 40, "speed_kmh": 40}
                | {"cost_per_km": 15, "cost_per_day": 1500},
            ],
        }
        tables["points"] = points = self.points()
        self.point_names = [row["id"] for row in points or ()]
        tables["stock"] = stock = self.stock()
        self.lots = sorted({row["lot"] for row in stock})
        tables["needs"] = self.needs()
        tables["fleets"] = fleets = self.fleets()
        self.fleet_names = [row["id"] for row in fleets]
        tables["lanes"] = self.lanes()
        tables["roads"] = self.roads()
        goals = ("coverage", "lateness", "cost")
        if self.chance(0.15):
            goals = self.lot.choice(OTHER_ORDERS)
        settings: Row = {
            "name": "Drawn",
            "starts": self.days[0],
            "ends": self.days[-1],
            "goals": [{"goal": goal, "tolerance": self.tolerance()} for goal in goals],
            "sharing": self.lot.choice(["pooled", "pooled", "own"]),
            "reach": self.lot.randint(1, 3),
            "road": {"circuity": 1.3, "speed": self.lot.choice([None, 40.0])},
        }
        if self.chance(0.15):
            settings["closed_weekdays"] = [self.lot.choice(["sunday", "monday"])]
        return Drawn(settings, tables, tuple(self.rules()))

    def tolerance(self) -> float:
        return self.lot.choice([0.01, 0.1]) if self.chance(0.06) else 0.0

    def warehouse(self, name: str) -> Row:
        row = {"id": name, "organisation": self.lot.choice(ORGANISATIONS), "name": name}
        row |= self.place() | {"governorate": self.lot.choice(["", "EG25", "EG26"])}
        row["loading_parcels_per_day"] = self.amount(10, 80) if self.chance(0.25) else ""
        row["storage_m3"] = self.amount(3, 9) if self.chance(0.2) else ""
        return row

    def village(self, pcode: str) -> Row:
        row = {"pcode": pcode, "name": pcode, "governorate": pcode[:4], "district": pcode[:6]}
        return row | self.place() | {"households": 1000 * self.scale, "poverty_rate": 0.5}

    def points(self) -> list[Row] | None:
        if self.chance(0.5):
            return None
        rows = []
        for pcode in self.villages:
            for number in range(self.lot.randint(1, 2)):
                row = {"id": f"P{pcode[2:]}{'ab'[number]}", "village": pcode, "name": "School"}
                row |= self.place()
                row["parcels_per_day"] = self.amount(5, 40) if self.chance(0.4) else ""
                open_days = sorted({self.day() for _ in range(3)})
                row["open_days"] = " ".join(open_days) if self.chance(0.2) else ""
                row["largest_vehicle"] = "van" if self.chance(0.3) else ""
                rows.append(row)
        return rows

    def stock(self) -> list[Row]:
        rows = []
        for warehouse in self.warehouses:
            for parcel in PARCELS:
                for number in range(self.lot.randint(0, 2)):
                    arrives = self.lot.choice([None, None, *self.days])
                    row: Row = {"warehouse": warehouse, "parcel": parcel}
                    row |= {"quantity": self.amount(5, 80), "lot": f"{parcel}{number}"}
                    row["available_on"] = arrives or ""
                    row["unit_cost"] = self.lot.choice(["", "", 3.5, 60])
                    last = self.lot.choice(self.days[:-1]) if self.chance(0.15) else None
                    row["best_before"] = last if last and last >= (arrives or last) else ""
                    marks = [self.villages[0][:4], self.villages[0], self.villages[0][:6], "nour"]
                    row["earmark"] = self.lot.choice(marks) if self.chance(0.15) else ""
                    rows.append(row)
        row = {"warehouse": "W0", "parcel": "dry", "quantity": self.amount(5, 50), "lot": "more"}
        return [*rows, row]

    def needs(self) -> list[Row]:
        rows: list[Row] = []
        for village in self.villages:
            for parcel in PARCELS:
                priority = self.lot.choice([1, 1, 2, 0.5])
                for due in self.lot.sample(["", *self.days], self.lot.randint(0, 2)):
                    row = {"village": village, "parcel": parcel, "quantity": self.amount(1, 60)}
                    rows.append(row | {"due": due, "priority": priority})
        row = {"village": self.villages[0], "parcel": "dry", "quantity": self.amount(20, 60)}
        row |= {"due": self.days[-1], "priority": 1}
        same = [r for r in rows if (r["village"], r["parcel"]) == (row["village"], "dry")]
        return rows if same else [*rows, row]

    def fleets(self) -> list[Row]:
        return [
            {
                "id": f"F{number}",
                "organisation": self.lot.choice(ORGANISATIONS),
                "warehouse": self.lot.choice(self.warehouses),
                "vehicle": self.lot.choice(["van", "van", "lorry"]),
                "count": self.amount(1, 2),
                "hours_per_day": self.lot.choice([1.5, 2, 8]),
                "from": self.lot.choice(["", "", self.days[1]]),
                "until": self.lot.choice(["", "", self.days[-2]]),
            }
            for number in range(self.lot.randint(1, 4))
        ]

    def lanes(self) -> list[Row] | None:
        """Contracts of some warehouses: deliveries, and transfers that may run in circles."""
        rows: list[Row] = []
        for origin in self.warehouses:
            if not self.chance(0.4):
                continue
            ends = [*self.villages, *self.point_names]
            chosen = self.lot.sample(ends, min(3, len(ends)))
            rows += [self.contract(origin, end) for end in chosen]
            for end in self.warehouses:
                if end != origin and self.chance(0.7):
                    lead = self.lot.choice([0, 0, 1, 2])
                    rows.append(self.contract(origin, end) | {"lead_days": lead})
        # A row for one parcel may stand beside the one for all.
        more = [row | {"parcel": "oil", "cost_per_parcel": 2} for row in rows if self.chance(0.2)]
        plain = {(row["from"], row["to"]) for row in rows if not row["parcel"]}
        rows += [row for row in more if (row["from"], row["to"]) in plain]
        return rows or None

    def contract(self, origin: str, end: str) -> Row:
        return {
            "from": origin,
            "to": end,
            "cost_per_parcel": self.lot.randint(0, 9),
            "cost_per_kg": self.lot.choice([0, 0.3]),
            "parcel": self.lot.choice(["", "", *PARCELS]),
            "km": self.lot.choice(["", 30]),
            "minutes": self.lot.choice(["", 45]),
            "lead_days": "",
        }

    def roads(self) -> list[Row] | None:
        if not self.chance(0.3):
            return None
        grid = [(27 + 0.1 * n, 31 + 0.1 * m) for n in range(6) for m in range(6)]
        rows = []
        for one in grid:
            for other in ((one[0] + 0.1, one[1]), (one[0], one[1] + 0.1)):
                if max(other[0] - 27, other[1] - 31) > 0.55:
                    continue
                row: Row = {"from_lat": round(one[0], 3), "from_lon": round(one[1], 3)}
                row |= {"to_lat": round(other[0], 3), "to_lon": round(other[1], 3)}
                row |= {"km": 12, "minutes": self.lot.choice(["", 9.0, 17.0])}
                closed = self.lot.choice(self.days) if self.chance(0.2) else ""
                until = self.days[-1] if closed and self.chance(0.5) else ""
                rows.append(row | {"closed_from": closed, "closed_until": until})
        return rows

    def selection(self, *, stored: bool = False) -> dict[str, list[str]]:
        picked: dict[str, list[str]] = {}
        if stored:
            picked["movement"] = self.lot.choice([["storage"], ["storage", "delivery"]])
        elif self.chance(0.2):
            picked["movement"] = [self.lot.choice(["delivery", "transfer"])]
        if self.chance(0.4) and not stored:
            picked["village"] = self.lot.sample(self.villages, 2)
        if self.chance(0.3):
            picked["day"] = sorted({self.day(), self.day()})
        if self.chance(0.1):
            picked["week"] = ["2027-W06"]
        if self.chance(0.3):
            picked["parcel"] = [self.lot.choice(PARCELS)]
        if self.chance(0.2):
            picked[self.lot.choice(["organisation", "owner"])] = ["nour"]
        if self.chance(0.2):
            picked["origin"] = [self.lot.choice(self.warehouses)]
        if self.chance(0.1):
            picked["lot"] = [self.lot.choice(self.lots)]
        if self.chance(0.1) and not stored:
            picked["fleet"] = [self.lot.choice(["contract", *self.fleet_names])]
        return picked

    def rules(self) -> list[Rule]:
        found: list[Rule] = [self.limit(f"limit {n}") for n in range(self.lot.randint(0, 3))]
        if self.chance(0.2):
            found.append(self.stored("store"))
        found += [self.guarantee(f"at least {n}") for n in range(self.lot.choice([0, 0, 0, 1, 2]))]
        for number in range(self.lot.choice([0, 0, 1, 2])):
            where = self.selection() or {"origin": ["W0"]}
            over = {"minutes_over": self.lot.uniform(5, 60)} if self.chance(0.4) else {}
            unless = self.selection() if self.chance(0.4) else {}
            name = f"forbid {number}"
            found.append(Forbid(name=name, reason="So.", where=where, unless=unless, **over))
        for number in range(self.lot.choice([0, 0, 1, 2])):
            found.append(
                Charge(
                    name=f"charge {number}",
                    reason="So.",
                    where=self.selection(),
                    unless=self.selection() if self.chance(0.3) else {},
                    measure=self.lot.choice(["parcels", "kg", "km", "truck_hours"]),
                    amount=self.lot.uniform(-0.5, 3),
                )
            )
        return found

    def limit(self, name: str) -> Limit:
        """An upper limit of any kind, hard or soft."""
        measure = self.lot.choice(list(SIZES))
        per = tuple(self.lot.sample(DIMENSIONS, self.lot.randint(0, 2)))
        return Limit(
            name=name,
            reason="So.",
            measure=measure,
            where=self.selection(),
            unless=self.selection() if self.chance(0.3) else {},
            per=per,
            cumulative="day" in per and "week" not in per and self.chance(0.5),
            at_most=self.lot.uniform(5, 80) * SIZES[measure] * self.scale,
            penalty=self.lot.choice([None, None, 0.7, 40]),
        )

    def stored(self, name: str) -> Limit:
        """A limit on what lies in store."""
        measure = self.lot.choice(["parcels", "m3"])
        side = self.lot.choice(["at_most", "at_most", "at_least"])
        lies = self.lot.uniform(1, 90) if side == "at_most" else self.lot.uniform(1, 8)
        bound = lies * SIZES[measure] * self.scale
        day = self.day()
        return Limit(
            name=name,
            reason="So.",
            measure=measure,
            where={"movement": ["storage"], "origin": ["W0"], "day": [day]}
            if side == "at_least"
            else self.selection(stored=True),
            per=()
            if side == "at_least"
            else tuple(self.lot.sample(STORED, self.lot.randint(0, 2))),
            penalty=self.lot.choice([None, None, 0.7]),
            **{side: bound},
        )

    def guarantee(self, name: str) -> Limit:
        """A lower bound, of one group or of groups that it names."""
        villages = self.lot.sample(self.villages, 2)
        few = self.lot.uniform(0.5, 12) * self.scale
        fields: Row = self.lot.choice(
            [
                {"where": {"village": villages}, "per": ("village",), "at_least": few},
                {"per": ("village",), "at_least": {villages[0]: few, villages[1]: few / 2}},
                {"where": {"village": villages, "day": [self.day()]}, "at_least": few},
                {"where": {"origin": ["W0"]}, "at_least": few, "at_most": few * 4},
                {"where": {"parcel": ["dry"]}, "measure": "kg", "at_least": few * 12},
                {
                    "where": {"village": villages, "parcel": ["dry"]},
                    "per": ("day", "village"),
                    "cumulative": True,
                    "at_least": {f"{self.days[1].isoformat()}|{villages[0]}": few},
                },
            ]
        )
        penalty = self.lot.choice([None, None, None, 0.7])
        return Limit(name=name, reason="So.", penalty=penalty, **fields)
