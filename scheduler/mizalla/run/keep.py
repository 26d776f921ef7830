"""Keep a finished run in the store."""

from time import perf_counter

from mizalla.run.outcome import Outcome
from mizalla.run.stopwatch import Listener, Step
from mizalla.store import Store, new_run
from mizalla_models.readable import readable
from mizalla_models.run import Run


def keep(outcome: Outcome, store: Store, *, progress: Listener | None = None) -> Run:
    """Keep a plan, rejected ones too, with what it was made from and by.

    Parameters
    ----------
    outcome
        A finished run.
    store
        Where to.
    progress
        Called as storing begins.

    Returns
    -------
    Run
        The record of the run. Its seconds have ``store`` besides, which the stored record can't
        know yet.

    Raises
    ------
    StoreError
        The database can't be written; nothing of the run is kept then.
    """
    if progress is not None:
        progress(Step("store"))
    start = perf_counter()
    folder = readable(outcome.scenario.folder)
    run = new_run(outcome.plan, folder=folder, seconds=outcome.seconds)
    store.save(
        run,
        outcome.plan,
        outcome.rules,
        outcome.scenario,
        outcome.said,
        account=outcome.account,
        certificate=outcome.certificate,
    )
    return run.model_copy(update={"seconds": with_store(outcome, perf_counter() - start)})


def with_store(outcome: Outcome, spent: float) -> dict[str, float]:
    """Seconds by stage with those of storing, ahead of the total."""
    stages = {stage: value for stage, value in outcome.seconds.items() if stage != "total"}
    return stages | {"store": spent, "total": outcome.seconds["total"] + spent}
