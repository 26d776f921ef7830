import re
from datetime import UTC, datetime, timedelta, timezone

import pytest

from mizalla import __version__
from mizalla.store import Store, new_run
from mizalla_models.errors import StoreError
from mizalla_models.rules import Rules
from plans import rules_of, sample_plan


def test_a_run_tells_what_made_it() -> None:
    """Would break if a run could not be traced to its inputs, versions and settings."""
    plan = sample_plan()
    run = new_run(plan, folder="/data/campaign", seconds={"read": 0.5})
    assert (run.scenario, run.status, run.inputs_hash) == ("Tiny مظلة", "optimal", "0" * 64)
    assert (run.seed, run.settings, run.solver) == (7, plan.settings, plan.solver)
    assert (run.mizalla, run.seconds, run.plugins) == (__version__, {"read": 0.5}, plan.plugins)
    assert run.folder == "/data/campaign"
    assert datetime.now(UTC) - run.created < timedelta(minutes=1)


def test_ids_sort_by_time_in_utc_and_differ() -> None:
    """Would break if ids went by the office's clock, or two runs of one second collided."""
    cairo = datetime(2027, 2, 8, 17, 30, tzinfo=timezone(timedelta(hours=2)))
    ids = {new_run(sample_plan(), folder=".", seconds={}, now=cairo).id for _ in range(20)}
    assert len(ids) > 15
    assert all(re.fullmatch(r"20270208-153000-[0-9a-f]{4}", name) for name in ids)


def test_a_record_of_another_plan_is_refused() -> None:
    """Would break if the list of runs could show figures of another plan than it keeps."""
    plan, other = sample_plan(), sample_plan(km=1.0, status="feasible")
    with Store("sqlite://") as store:
        with pytest.raises(StoreError, match="differ in status, figures"):
            store.save(new_run(other, folder=".", seconds={}), plan, rules_of(plan))
        run = new_run(plan, folder=".", seconds={})
        with pytest.raises(StoreError, match="plugins of the rules"):
            store.save(run, plan, Rules(provided=(), plugins=()))
        assert store.runs() == ()
