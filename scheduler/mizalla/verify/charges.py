"""What charges add to the cost of a movement."""

from mizalla.verify.facts import Facts
from mizalla.verify.movement import Movement, measure_of
from mizalla.verify.picking import Picking


class Charges:
    """All charges, found by what they pick."""

    def __init__(self, facts: Facts) -> None:
        self._picking = Picking(
            ((measure_of(rule.measure), rule.amount), rule.where, rule.unless)
            for rule in facts.charges.values()
        )

    def of(self, move: Movement) -> float:
        """Charges on a movement, campaign currency."""
        return sum(amount * measure(move) for measure, amount in self._picking.of(move.dims))
