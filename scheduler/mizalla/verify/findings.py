"""What verification finds, and when two numbers count as the same."""

import math
from collections import Counter

from mizalla_models.plan import Finding

RELATIVE = 1e-6
ABSOLUTE = 1e-6
MOST_OF_A_KIND = 50


def slack(bound: float) -> float:
    """Room that floating-point sums get around a bound."""
    return RELATIVE * abs(bound) + ABSOLUTE


def near(one: float, other: float) -> bool:
    """Whether two figures are the same but for rounding of floating-point sums."""
    if one == other:
        return True
    # Beside an endless figure every other would be near.
    if not (math.isfinite(one) and math.isfinite(other)):
        return False
    return abs(one - other) <= RELATIVE * max(abs(one), abs(other)) + 1e-9


class Findings:
    """Findings in the order found; of one check only the first few are written out."""

    def __init__(self) -> None:
        self._found: list[Finding] = []
        self._count: Counter[str] = Counter()

    def add(self, check: str, problem: str) -> None:
        """Note one thing that is wrong."""
        self._count[check] += 1
        if self._count[check] <= MOST_OF_A_KIND:
            self._found.append(Finding(check=check, problem=problem))

    def differ(self, check: str, what: str, stated: float, own: float) -> None:
        """Note a stated figure, unless it is near our own."""
        if not near(stated, own):
            self.add(check, f"{what} is stated as {stated:.10g} but comes to {own:.10g}.")

    def all(self) -> tuple[Finding, ...]:
        """Every finding, and one line for each check that found more than is written out."""
        more = [
            Finding(check=check, problem=f"... and {count - MOST_OF_A_KIND} more.")
            for check, count in self._count.items()
            if count > MOST_OF_A_KIND
        ]
        return (*self._found, *more)
