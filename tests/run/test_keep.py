"""Keeping a finished run."""

from mizalla.run import keep, plan
from mizalla.store import Store
from tiny import write_folder


def test_a_kept_run_comes_back_whole(tmp_path):
    """A plan, its rules or where it came from would be lost."""
    outcome = plan(write_folder(tmp_path / "tiny"), seed=5)
    with Store(f"sqlite:///{tmp_path / 'runs.db'}") as store:
        run = keep(outcome, store)
        assert store.plan(run.id) == outcome.plan
        assert store.rules(run.id) == outcome.rules
        kept = store.run(run.id)
    assert kept.model_copy(update={"seconds": run.seconds}) == run
    assert (run.seed, run.inputs_hash) == (5, outcome.scenario.inputs_hash)


def test_storing_counts_in_the_total(tmp_path):
    """The time of storing would be nowhere."""
    outcome = plan(write_folder(tmp_path / "tiny"))
    with Store(f"sqlite:///{tmp_path / 'runs.db'}") as store:
        run = keep(outcome, store)
    assert list(run.seconds)[-2:] == ["store", "total"]
    assert run.seconds["total"] == outcome.seconds["total"] + run.seconds["store"]
