"""``mizalla plan``."""

import json
from pathlib import Path

import pytest

from mizalla.store import Store
from tiny import write_folder

STAGES = ["read", "collect", "build", "solve", "dispatch", "verify", "store", "total"]
TOO_MUCH = """
from mizalla.hookspecs import hookimpl
from mizalla_models.rule import Limit


@hookimpl
def mizalla_rules(scenario):
    yield Limit(name="promise", reason="Donors were promised 260.", at_least=260)
"""


def test_json_has_all_that_the_design_promises(mizalla, scenario):
    """Programs that read a plan's numbers would break."""
    ended = mizalla("plan", scenario, "--json")
    assert ended.code == 0
    data = ended.data
    assert list(data["seconds"]) == STAGES
    assert data["status"] == "optimal"
    assert set(data["lanes"]) == {"possible", "used_by_solver", "chosen"}
    assert [goal["goal"] for goal in data["goals"]] == ["coverage", "served", "lateness", "cost"]
    assert all({"goal", "value", "bound", "gap"} <= set(goal) for goal in data["goals"])
    assert data["served"]["parcels"] == 240
    assert data["needed"]["parcels"] == 300
    assert data["coverage"]["min"] == pytest.approx(0.8)
    assert data["coverage"]["mean"] == pytest.approx(0.8)
    assert data["coverage"]["gini"] == pytest.approx(0)
    assert {"run", "scenario", "cost", "km", "trips", "findings", "warnings"} <= set(data)
    assert (data["findings"], data["currency"], data["scenario"]) == (0, "EGP", "Tiny")
    assert data["cost"] > 0


def test_the_plan_is_kept_and_shown(mizalla, scenario):
    """A plan that was made would be lost, or not understood."""
    ended = mizalla("plan", scenario)
    assert ended.code == 0
    for word in ("Proven optimal", "240 of 300", "80%", "North", "South", "EGP", "mizalla export"):
        assert word in ended.out
    with Store("sqlite:///mizalla.db") as store:
        [run] = store.runs()
    assert run.id in ended.out
    assert (run.scenario, run.status, Path(run.folder)) == ("Tiny", "optimal", scenario)


def test_progress_goes_to_stderr_stage_by_stage(mizalla, scenario):
    """Nobody would know whether a long run still works."""
    ended = mizalla("plan", scenario, "--json")
    assert [line.split(":")[0] for line in ended.err.splitlines()] == STAGES[:-1]
    assert mizalla("plan", scenario, "-q").err == ""


def test_nothing_is_kept_where_it_is_not_wanted(mizalla, scenario, tmp_path):
    """Trying something out would leave runs behind."""
    ended = mizalla("plan", scenario, "--no-store", "--json")
    assert (ended.code, ended.data["run"]) == (0, None)
    assert not (tmp_path / "mizalla.db").exists()


def test_the_database_is_named_by_option_or_environment(mizalla, scenario, tmp_path):
    """Runs would be kept where nobody looks for them."""
    assert mizalla("plan", scenario, "--db", "sqlite:///one.db").code == 0
    assert mizalla("plan", scenario, MIZALLA_DB="sqlite:///two.db").code == 0
    assert (tmp_path / "one.db").is_file()
    assert (tmp_path / "two.db").is_file()
    assert not (tmp_path / "mizalla.db").exists()


def test_tables_are_written_on_the_way(mizalla, scenario, tmp_path):
    """A second command would be needed for every what-if."""
    assert mizalla("plan", scenario, "--export", "out").code == 0
    assert (tmp_path / "out" / "shipments.csv").is_file()


def test_equal_folders_and_seeds_give_equal_plans(mizalla, scenario, tmp_path):
    """Two members could not reproduce each other's plan."""
    for name in ("a", "b"):
        assert mizalla("plan", scenario, "--seed", "7", "--export", name).code == 0
    assert (tmp_path / "a" / "plan.json").read_bytes() == (
        tmp_path / "b" / "plan.json"
    ).read_bytes()


def test_sharing_may_be_asked_for(mizalla, tmp_path):
    """What sharing stock and trucks is worth could not be asked."""
    fleets = [{"id": "F1", "organisation": "amal", "warehouse": "W1", "vehicle": "van", "count": 2}]
    folder = write_folder(tmp_path / "islands", fleets=fleets)
    pooled, own = (
        mizalla("plan", folder, "--sharing", sharing, "--json").data
        for sharing in ("pooled", "own")
    )
    assert (pooled["served"]["parcels"], own["served"]["parcels"]) == (240, 0)
    assert own["settings"]["sharing"] == "own"


def test_faults_stop_it_with_nothing_kept(mizalla, tmp_path):
    """A plan would be made of half a scenario."""
    folder = write_folder(tmp_path / "broken", stock=[{"warehouse": "W1", "parcel": "dry"}])
    ended = mizalla("plan", folder, "--json")
    assert ended.code == 3
    assert ended.data["error"]["kind"] == "scenario"
    assert ended.data["faults"][0]["file"] == "stock.csv"
    assert mizalla("runs", "--json").data["runs"] == []


def test_rules_that_cannot_hold_together_are_named(mizalla, scenario, tmp_path):
    """Nobody would know whom to ask to give way; or half the rules would silently be dropped."""
    (tmp_path / "promise.py").write_text(TOO_MUCH)
    ended = mizalla("plan", scenario, "--plugin", "promise.py", "--json")
    assert ended.code == 5
    assert ended.data["status"] == "infeasible"
    assert "Donors were promised 260." in json.dumps(ended.data["conflict"])
    assert mizalla("runs", "--json").data["runs"] == []
    told = mizalla("plan", scenario, "--plugin", "promise.py").err
    assert "Donors were promised 260." in told


def test_a_database_that_cannot_be_reached_stops_it_before_the_work(mizalla, scenario):
    """A minute of planning would be thrown away."""
    ended = mizalla("plan", scenario, "--db", "sqlite:////no/such/folder/x.db", "--json")
    assert (ended.code, ended.data["error"]["kind"]) == (6, "store")
    assert "solve" not in ended.err


def test_a_rejected_plan_is_kept_shown_and_told_by_the_exit_code(mizalla, scenario, monkeypatch):
    """A plan that breaks a rule would be handed out."""
    from mizalla_models.plan import Finding

    found = (Finding(check="stock", problem="3 is more than 2"),)
    monkeypatch.setattr("mizalla.verify.verify", lambda *_, **__: found)
    ended = mizalla("plan", scenario, "--json")
    assert (ended.code, ended.data["status"], ended.data["findings"]) == (1, "rejected", 1)
    assert ended.data["problems"] == [{"check": "stock", "problem": "3 is more than 2"}]
    [run] = mizalla("runs", "--json").data["runs"]
    assert run["status"] == "rejected"
    shown = mizalla("plan", scenario)
    assert "Rejected: verification found 1 thing wrong" in shown.out
    assert "3 is more than 2" in shown.out


def test_what_cannot_be_written_stops_it_before_the_work(mizalla, scenario, tmp_path):
    """A minute of planning would be thrown away."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("Dear all")
    (tmp_path / "file").write_text("a file")
    assert mizalla("runs").code == 0
    (tmp_path / "held.db").write_bytes((tmp_path / "mizalla.db").read_bytes())
    for words, code in (
        (("--export", "mine"), 2),
        (("--export", "file"), 2),
        (("--export", "file/in"), 2),
        (("--db", "sqlite:///file:held.db?mode=ro&uri=true"), 6),
    ):
        ended = mizalla("plan", scenario, *words, "--json")
        assert (ended.code, "solve" in ended.err) == (code, False)
    assert mizalla("runs", "--json").data["runs"] == []


def test_exported_tables_come_with_the_record_of_the_run(mizalla, scenario, tmp_path):
    """What was exported on the way could not be told from what was exported later."""
    run = mizalla("plan", scenario, "--export", "at once", "--json").data["run"]
    assert mizalla("export", run, "later").code == 0
    at_once, later = (
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()}
        for name in ("at once", "later")
    )
    assert at_once.keys() == later.keys()
    assert {name for name in later if at_once[name] != later[name]} <= {"run.json"}
