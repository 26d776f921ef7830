"""Choosing: which run a person means."""

from collections.abc import Sequence

from rapidfuzz import process

from mizalla_models.errors import UsageError

LATEST = "latest"
SHOWN = 5


def choose(name: str, ids: Sequence[str]) -> str:
    """Find the run that a person means.

    Parameters
    ----------
    name
        ``latest``, an id, or the beginning or end of exactly one.
    ids
        Ids of all runs, newest first.

    Returns
    -------
    str
        The id.

    Raises
    ------
    UsageError
        If there is none, or more than one.
    """
    if not ids:
        raise UsageError("This store holds no runs yet.", mend="Make one: mizalla plan SCENARIO.")
    wanted = name.strip().lower()
    if wanted == LATEST:
        return ids[0]
    if wanted in ids:
        return wanted
    fitting = [run for run in ids if wanted and (run.startswith(wanted) or run.endswith(wanted))]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        more = f" and {len(fitting) - SHOWN} more" if len(fitting) > SHOWN else ""
        raise UsageError(
            f"{name!r} fits {len(fitting)} runs: {', '.join(fitting[:SHOWN])}{more}.",
            mend="Write more of its id.",
        )
    closest = process.extractOne(wanted, ids)
    hint = f"The closest is {closest[0]}. " if closest else ""
    raise UsageError(f"There is no run {name!r}.", mend=f"{hint}See them all: mizalla runs.")
