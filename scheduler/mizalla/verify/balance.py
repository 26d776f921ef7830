"""Stock: what lies in each warehouse day by day, never below zero."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from mizalla.verify.facts import Facts
from mizalla.verify.findings import Findings
from mizalla.verify.flow import Flow
from mizalla.verify.movement import Movement, day_dims, origin_dims, supply_dims
from mizalla_models.plan import Transfer
from mizalla_models.rule import Supply


class Balance:
    """Follows every supply through its warehouses."""

    def __init__(self, facts: Facts, findings: Findings) -> None:
        self._facts = facts
        self._findings = findings
        self._number = {day: number for number, day in enumerate(facts.days)}
        self.stored: list[Movement] = []
        """What lies in store at the end of each day, as movements that rules can pick."""
        self.bought: dict[str, int] = {}
        """Parcels that the plan uses of each supply that is for sale."""

    def check(
        self, deliveries: Sequence[Movement], transfers: Sequence[tuple[Movement, Transfer]]
    ) -> None:
        """Follow all supplies, and report where more leaves than lies there."""
        flows: dict[str, Flow] = defaultdict(Flow)
        for move in (*deliveries, *(move for move, _ in transfers)):
            day = self._number[date.fromisoformat(move.dims["day"])]
            flows[move.dims["supply"]].out[move.dims["origin"], day] += int(move.quantity)
        for move, row in transfers:
            if row.arrives < row.day:
                self._findings.add("stock", f"{move} arrives on {row.arrives}, before it leaves.")
            elif row.arrives == row.day:
                flow = flows[row.supply]
                flow.hop(row.origin, row.destination, self._number[row.day], row.quantity)
            elif row.arrives in self._number:
                flows[row.supply].arrive(row.destination, self._number[row.arrives], row.quantity)
        for key, supply in self._facts.supplies.items():
            self._follow(supply, flows[key])

    def _follow(self, supply: Supply, flow: Flow) -> None:
        first = self._first_day(supply)
        if supply.unit_cost is None and first < len(self._facts.days):
            flow.arrive(supply.warehouse, first, supply.quantity)
        lay_there: dict[int, dict[str, int]] = defaultdict(dict)
        for place in sorted(flow.places()):
            for_sale = supply.unit_cost is not None and place == supply.warehouse
            bought, lies = 0, 0
            for day in range(len(self._facts.days)):
                lay_there[day][place] = lies + flow.overnight.get((place, day), 0)
                leaves = flow.out.get((place, day), 0)
                lies += flow.into.get((place, day), 0)
                if for_sale and day >= first:
                    lay_there[day][place] = supply.quantity
                    buys = max(leaves - lies, 0)
                    bought, lies = bought + buys, lies + buys
                if leaves > lies:
                    self._wrong(supply, place, day, f"{lies} lie there, {leaves} leave")
                lies = max(lies - leaves, 0)
                if for_sale and lies:
                    self._wrong(supply, place, day, f"{lies} lie where they are bought")
                if lies:
                    self._store(supply, place, day, lies)
            if for_sale:
                self.bought[supply.id] = bought
                if bought > supply.quantity:
                    self._findings.add(
                        "stock",
                        f"{bought} of {supply.id} are used, {supply.quantity} are for sale.",
                    )
        for day in flow.hops:
            for start, end in flow.out_of_nothing(day, lay_there[day]):
                self._wrong(supply, start, day, f"nothing lies there that could go on to {end}")

    def _first_day(self, supply: Supply) -> int:
        if supply.available_on is None or supply.available_on <= self._facts.days[0]:
            return 0
        return self._number.get(supply.available_on, len(self._facts.days))

    def _store(self, supply: Supply, place: str, day: int, quantity: int) -> None:
        dims = {
            "movement": "storage",
            "organisation": self._facts.owner(supply),
            **day_dims(self._facts.days[day]),
            **origin_dims(self._facts.warehouses[place]),
            **supply_dims(self._facts, supply),
        }
        self.stored.append(Movement(dims, self._facts.parcels[supply.parcel], quantity))

    def _wrong(self, supply: Supply, place: str, day: int, what: str) -> None:
        self._findings.add("stock", f"{supply.id} in {place} on {self._facts.days[day]}: {what}.")
