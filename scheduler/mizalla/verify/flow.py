"""What comes and goes of one supply, warehouse by warehouse and day by day."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

PlaceDay = tuple[str, int]


def _counts() -> dict[PlaceDay, int]:
    return defaultdict(int)


@dataclass
class Flow:
    """Whole parcels of one supply; keys are a warehouse and the number of a day."""

    out: dict[PlaceDay, int] = field(default_factory=_counts)
    """Deliveries and transfers that leave."""
    into: dict[PlaceDay, int] = field(default_factory=_counts)
    """Stock and transfers that arrive, those of the same day too."""
    overnight: dict[PlaceDay, int] = field(default_factory=_counts)
    """Of ``into`` what left on an earlier day, or is stock: there before anything moves."""
    hops: dict[int, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    """Transfers that may leave again on the day they left, by day: from and to."""

    def places(self) -> set[str]:
        """Warehouses that see any of it."""
        return {place for place, _ in (*self.out, *self.into)}

    def arrive(self, place: str, day: int, quantity: int) -> None:
        """Let parcels be there before anything moves on a day."""
        self.into[place, day] += quantity
        self.overnight[place, day] += quantity

    def hop(self, start: str, end: str, day: int, quantity: int) -> None:
        """Let parcels arrive on the day on which they leave another warehouse."""
        self.into[end, day] += quantity
        self.hops[day].append((start, end))

    def out_of_nothing(self, day: int, lay_there: Mapping[str, int]) -> list[tuple[str, str]]:
        """Same-day transfers that no order of moves makes possible.

        Where no balance ends below zero an order that works exists if, and only if, every such
        transfer can be reached, along others of that day, from a warehouse where something lies.

        Parameters
        ----------
        day
            Number of the day.
        lay_there
            Parcels that lay in each warehouse before anything moved.
        """
        hops = self.hops.get(day, [])
        reached = {start for start, _ in hops if lay_there.get(start, 0) > 0}
        waiting = list(reached)
        while waiting:
            here = waiting.pop()
            for start, end in hops:
                if start == here and end not in reached:
                    reached.add(end)
                    waiting.append(end)
        return [(start, end) for start, end in hops if start not in reached]
