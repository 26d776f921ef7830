"""One run, all stages."""

import pytest

from mizalla.run import plan
from mizalla_models.errors import ScenarioError, UsageError
from tiny import write_folder

STAGES = ["read", "collect", "build", "solve", "dispatch", "verify"]


def test_stages_run_in_order_and_are_timed(tmp_path):
    """Nobody could tell where the time of a long run goes."""
    begun = []
    outcome = plan(
        write_folder(tmp_path / "tiny"),
        progress=lambda step: begun.append(step.stage),
    )
    assert list(dict.fromkeys(begun)) == STAGES
    assert list(outcome.seconds) == [*STAGES, "total"]
    stages = sum(spent for stage, spent in outcome.seconds.items() if stage != "total")
    assert 0 < stages <= outcome.seconds["total"]


def test_the_outcome_holds_plan_and_what_it_was_made_from(tmp_path):
    """A plan could not be kept with its inputs and rules."""
    outcome = plan(write_folder(tmp_path / "tiny"), seed=3)
    assert outcome.plan.status == "optimal"
    assert outcome.plan.inputs_hash == outcome.scenario.inputs_hash
    assert outcome.plan.plugins == outcome.rules.plugins
    assert outcome.plan.settings["seed"] == 3
    assert sum(row.served for row in outcome.plan.coverage) == 240


def test_warnings_come_with_the_outcome(tmp_path):
    """What is odd in a scenario would be seen by ``check`` alone."""
    folder = write_folder(tmp_path / "tiny")
    (folder / "notes.csv").write_text("a,b\n1,2\n")
    assert all(fault.severity == "warning" for fault in plan(folder).warnings)


def test_points_that_cannot_be_reached_stop_it(tmp_path):
    """A village would silently get nothing."""
    roads = [
        {"from_lat": 27.18, "from_lon": 31.18, "to_lat": 27.25, "to_lon": 31.15, "km": 9},
        {"from_lat": 27.05, "from_lon": 31.15, "to_lat": 27.04, "to_lon": 31.1, "km": 6},
    ]
    with pytest.raises(ScenarioError, match="South"):
        plan(write_folder(tmp_path / "cut off", roads=roads))


def test_an_unknown_routing_engine_is_refused_before_the_work(tmp_path):
    """A slip of the pen in campaign.yaml would show after minutes of solving."""
    folder = write_folder(tmp_path / "tiny")
    campaign = folder / "campaign.yaml"
    campaign.write_text(campaign.read_text() + "\ntrips:\n  engine: pyvpr\n")
    begun = []
    with pytest.raises(UsageError, match="pyvpr"):
        plan(folder, progress=lambda step: begun.append(step.stage))
    assert "build" not in begun
