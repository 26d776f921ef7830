"""Lateness: parcel-days after the due day."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from mizalla.verify.facts import Facts
from mizalla.verify.movement import Movement


def lateness(facts: Facts, deliveries: Iterable[Movement]) -> float:
    """Parcel-days after ``due`` over all needs.

    What reaches a village first counts for the need that is due first; a need without a due day
    is due on the last day of the campaign; what goes beyond all needs counts for none.
    """
    given: dict[tuple[str, str], dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for move in deliveries:
        by_day = given[move.dims["village"], move.dims["parcel"]]
        by_day[date.fromisoformat(move.dims["day"])] += int(move.quantity)
    last, total = facts.days[-1], 0
    for key, by_day in given.items():
        needs = sorted((need.due or last, need.quantity) for need in facts.needs.get(key, ()))
        waiting = [(due, quantity) for due, quantity in reversed(needs)]
        for day, rest in sorted(by_day.items()):
            while rest and waiting:
                due, wanted = waiting.pop()
                now = min(rest, wanted)
                total += now * max((day - due).days, 0)
                rest -= now
                if now < wanted:
                    waiting.append((due, wanted - now))
    return float(total)
