"""A kept run with its figures."""

from typing import TYPE_CHECKING

from mizalla.cli.output import Session

if TYPE_CHECKING:
    from mizalla.figures import Digest


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
