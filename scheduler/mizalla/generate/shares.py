"""Whole numbers: shared out, and rounded."""

from collections.abc import Sequence


def shares(total: int, weights: Sequence[float], least: int = 0) -> list[int]:
    """Whole shares of a total by weight, by largest remainders (Hamilton's method).

    Parameters
    ----------
    total
        What is shared out, at least ``least`` for each weight.
    weights
        Not all zero.
    least
        What everybody gets beforehand.

    Returns
    -------
    list of int
        One share per weight; they add up to the total.
    """
    rest, whole = total - least * len(weights), sum(weights)
    exact = [rest * weight / whole for weight in weights]
    result = [int(share) for share in exact]
    by_remainder = sorted(
        range(len(weights)), key=lambda place: (result[place] - exact[place], place)
    )
    for place in by_remainder[: rest - sum(result)]:
        result[place] += 1
    return [share + least for share in result]


def tens(value: float) -> int:
    """The whole number of tens nearest to a value."""
    return 10 * round(value / 10)
