"""A kept run with its figures, and what is to be said of it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mizalla.cli.output import Session

if TYPE_CHECKING:
    from mizalla.figures import Digest
    from mizalla.store import Store


def told_notes(store: "Store", runs: Iterable[str]) -> list[str]:
    """List what is to be said of the plugins of kept runs wherever these are shown.

    Parameters
    ----------
    store
        Where they are kept.
    runs
        Their ids. Of several runs each note tells the run it is of, unless all have it.

    Raises
    ------
    StoreError
        If the database can't be read.
    """
    said = {
        run: [record.told for record in store.part(run, "plugins") if record.told]
        for run in dict.fromkeys(runs)
    }
    found: dict[str, None] = {}
    for run, notes in said.items():
        for note in notes:
            everywhere = all(note in others for others in said.values())
            found[note if everywhere else f"{run}: {note}"] = None
    return list(found)


def told_run(session: Session, run: str) -> "Digest":
    """Take a run from the store, with all that follows from it.

    Raises
    ------
    UsageError
        If no run is meant by that name, or several are.
    StoreError
        If the database can't be read.
    """
    from mizalla.figures import Setting, digest
    from mizalla.store import Store

    with Store(session.db) as store:
        kept = store.run(run)
        plan, rules, scenario = store.plan(kept.id), store.rules(kept.id), store.scenario(kept.id)
    return digest(kept, plan, rules, Setting.of_run(kept, scenario))
