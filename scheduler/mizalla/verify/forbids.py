"""Movements that a rule forbids."""

from collections.abc import Iterable

from mizalla.verify.facts import Facts
from mizalla.verify.findings import Findings, slack
from mizalla.verify.movement import Movement
from mizalla.verify.picking import Picking
from mizalla_models.rule import Forbid


class Forbids:
    """All forbids, found by what they pick."""

    def __init__(self, facts: Facts) -> None:
        self._picking = Picking(
            ((key, rule), rule.where, rule.unless) for key, rule in facts.forbids.items()
        )

    def of(self, move: Movement) -> list[tuple[str, Forbid]]:
        """Ids and rules that forbid a movement."""
        return [
            (key, rule)
            for key, rule in self._picking.of(move.dims)
            if _over(move.minutes, rule.minutes_over) and _over(move.km, rule.km_over)
        ]


def check_forbids(forbids: Forbids, movements: Iterable[Movement], findings: Findings) -> None:
    """Report every movement that a rule forbids."""
    for move in movements:
        for key, rule in forbids.of(move):
            way = f" ({move.minutes:.6g} minutes, {move.km:.6g} km)"
            far = way if rule.minutes_over is not None or rule.km_over is not None else ""
            findings.add("forbid", f"{move}{far} is forbidden by {key}: {rule.reason}")


def _over(figure: float, limit: float | None) -> bool:
    return limit is None or figure > limit + slack(limit)
