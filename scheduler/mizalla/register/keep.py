"""Keep what a member handed in: a copy in the scenario folder, every version in the store."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from mizalla.register.differences import differences
from mizalla.register.take import SUFFIXES, Taken
from mizalla.store import Store
from mizalla_models.errors import UsageError
from mizalla_models.registration import Registration
from mizalla_models.rule import Rule

FOLDER = "capacity"


def register(taken: Taken, folder: Path, store: Store, *, who: str) -> Registration:
    """Put a member's file in force: plans of the scenario hold to it from now on.

    Parameters
    ----------
    taken
        The file, found sound.
    folder
        The scenario folder, whose ``capacity/`` gets a copy in place of the member's last one.
    store
        Keeps this version beside all earlier ones.
    who
        Who registers it.

    Raises
    ------
    UsageError
        If the folder can't be written; nothing is registered then.
    StoreError
        If the database can't be written; the folder stays as it was.
    """
    name = taken.scenario.campaign.name
    earlier = store.registrations(name, taken.organisation)
    before: Sequence[Rule] = earlier[-1].rules if earlier else ()
    added, removed = differences(before, taken.rules)
    made = Registration(
        scenario=name,
        organisation=taken.organisation,
        number=len(earlier) + 1,
        created=datetime.now(UTC).replace(microsecond=0),
        who=who,
        action="register",
        file=taken.file,
        sha256=hashlib.sha256(taken.content).hexdigest(),
        rules=taken.rules,
        added=added,
        removed=removed,
    )
    target = folder / FOLDER / f"{taken.organisation}{Path(taken.file).suffix.casefold()}"
    draft = target.with_name(f".{target.name}.draft")
    try:
        target.parent.mkdir(exist_ok=True)
        draft.write_bytes(taken.content)
    except OSError as error:
        problem = f"{target.parent} can't be written: {error.strerror}."
        raise UsageError(problem, mend="Check permissions and room.") from error
    try:
        store.register(made, taken.content)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    draft.replace(target)
    _remove(folder, taken.organisation, but=target)
    return made


def withdraw(
    scenario: str, folder: Path, organisation: str, store: Store, *, who: str
) -> Registration:
    """Take back what a member registered: plans hold to it no more, and history stays.

    Parameters
    ----------
    scenario
        Name of the campaign.
    folder
        The scenario folder, from whose ``capacity/`` the member's file goes.
    organisation
        Id of the member.
    store
        Keeps that it was withdrawn.
    who
        Who withdraws it.

    Raises
    ------
    UsageError
        If the member has nothing registered.
    """
    earlier = store.registrations(scenario, organisation)
    if not earlier or earlier[-1].action == "withdraw":
        raise UsageError(
            f"{organisation} has nothing registered for {scenario}.",
            mend="mizalla plugins history shows what there was.",
        )
    _, removed = differences(earlier[-1].rules, ())
    made = Registration(
        scenario=scenario,
        organisation=organisation,
        number=len(earlier) + 1,
        created=datetime.now(UTC).replace(microsecond=0),
        who=who,
        action="withdraw",
        file="",
        sha256="",
        rules=(),
        removed=removed,
    )
    store.register(made, b"")
    _remove(folder, organisation)
    return made


def _remove(folder: Path, organisation: str, but: Path | None = None) -> None:
    for suffix in SUFFIXES:
        path = folder / FOLDER / f"{organisation}{suffix}"
        if path != but:
            path.unlink(missing_ok=True)
