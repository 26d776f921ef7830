"""The smallest part of a list that is to blame, by halves."""

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def smallest(
    holds: Callable[[Sequence[T]], bool], left: Sequence[T], known: Sequence[T] = ()
) -> list[T]:
    """Find a smallest part of what is left that, with what is known, can't hold.

    Asks about log(n) times for each of those that it finds (QuickXplain; Junker, "QuickXplain:
    preferred explanations and relaxations for over-constrained problems", AAAI 2004). Whoever
    stands first is preferred.

    Parameters
    ----------
    holds
        Says whether some can hold together. More can't where fewer can't.
    left
        What is looked through; all of it, with what is known, can't hold.
    known
        What is held besides.

    Returns
    -------
    list
        In their order; without any one of them the others, with what is known, can hold.
    """
    return _part(holds, list(known), list(left), grew=False)


def _part(
    holds: Callable[[Sequence[T]], bool], known: list[T], left: list[T], *, grew: bool
) -> list[T]:
    if grew and not holds(known):
        return []
    if len(left) == 1:
        return left
    first, second = left[: len(left) // 2], left[len(left) // 2 :]
    of_second = _part(holds, [*known, *first], second, grew=True)
    of_first = _part(holds, [*known, *of_second], first, grew=bool(of_second))
    return [*of_first, *of_second]
