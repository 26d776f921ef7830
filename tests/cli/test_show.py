"""``mizalla show``."""

import shutil

import pytest


@pytest.fixture
def run(mizalla, scenario):
    """Id of a run of the tiny scenario."""
    return mizalla("plan", scenario, "--json").data["run"]


def test_shows_a_kept_plan_as_it_was_shown_when_made(mizalla, scenario, run):
    """A plan of yesterday could not be read any more."""
    made = mizalla("plan", scenario).out.split("Took")[0]
    assert mizalla("show", "latest").out.split("Took")[0] == made
    data = mizalla("show", run, "--json").data
    assert (data["run"], data["status"], data["served"]["parcels"]) == (run, "optimal", 240)


def test_shows_what_a_village_gets(mizalla, run):
    """A village's own question could not be answered."""
    data = mizalla("show", run, "--village", "EG250102", "--json").data
    assert [row["village"] for row in data["villages"]] == ["EG250102"]
    assert {row["village"] for row in data["shipment_rows"]} == {"EG250102"}
    assert sum(row["quantity"] for row in data["shipment_rows"]) == 80
    table = mizalla("show", run, "--village", "EG250102").out
    assert "South" in table
    assert "North" not in table


def test_shows_rules_with_their_use(mizalla, run):
    """How full a fleet is could not be seen."""
    data = mizalla("show", run, "--rules", "--json").data
    assert {"provider", "rule", "group", "bound", "used"} <= set(data["rules"][0])
    assert "Limits" in mizalla("show", run, "--rules").out


def test_shows_one_day_of_one_warehouse(mizalla, run):
    """A warehouse keeper would get the whole campaign's list."""
    days = {
        row["day"] for row in mizalla("show", run, "--shipments", "--json").data["shipment_rows"]
    }
    day = min(days)
    data = mizalla("show", run, "--warehouse", "W1", "--day", day, "--json").data
    assert {row["day"] for row in data["shipment_rows"]} == {day}
    assert mizalla("show", run, "--warehouse", "W9", "--json").data["shipment_rows"] == []


def test_names_outlive_the_folder(mizalla, scenario, run):
    """A kept plan could be read only beside its folder."""
    assert "North" in mizalla("show", run).out
    shutil.rmtree(scenario)
    shown = mizalla("show", run)
    assert shown.code == 0
    assert "North" in shown.out


@pytest.mark.parametrize(
    "words", [["nosuch"], ["latest", "--village", "EG9"], ["latest", "--day", "x"]]
)
def test_what_is_not_there_is_wrong_use(mizalla, run, words):
    """A misspelt id would end in a traceback, or in an empty plan."""
    ended = mizalla("show", *words, "--json")
    assert (ended.code, ended.data["error"]["kind"]) == (2, "usage")
