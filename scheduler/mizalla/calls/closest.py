"""The known name that an unknown one most likely means."""

from collections.abc import Iterable


def did_you_mean(unknown: str, known: Iterable[str]) -> str:
    """A sentence that names the closest known name, or some that are known.

    Parameters
    ----------
    unknown
        What was written.
    known
        What may be written.
    """
    from rapidfuzz import fuzz, process  # only a mistake has to wait for it

    choices = sorted(name for name in set(known) if name)
    found = process.extractOne(unknown, choices, scorer=fuzz.ratio, score_cutoff=60)
    if found is not None:
        return f"Did you mean {found[0]!r}?"
    if not choices:
        return "There is none to name."
    few = ", ".join(repr(name) for name in choices[:5])
    return f"Name one of {few}{', …' if len(choices) > 5 else ''}."
