"""Explanations of runs that are kept, through the command."""

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import Mizalla, mizalla, scenario  # noqa: F401
from tiny import write_folder

NORTH = "EG250101"


def blockers(data: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What holds the first need of the village back, by rule."""
    return {item["rule"]: item for item in data["village"]["needs"][0]["held_back_by"]}


@pytest.fixture
def kept(mizalla: Mizalla, scenario: Path) -> Mizalla:  # noqa: F811
    """The tiny campaign, planned: 240 parcels for a need of 300."""
    assert mizalla("plan", scenario, "-q").code == 0
    return mizalla


def test_the_stock_that_runs_out_is_named_with_what_one_more_parcel_gives(kept: Mizalla) -> None:
    """Villages would be told nothing where stock and no limit holds them back."""
    found = kept("explain", "latest", "--village", NORTH, "--json").data
    need = found["village"]["needs"][0]
    assert (need["served"], need["needed"], need["decided_by"]) == (160, 200, "coverage")
    stock = blockers(found)["stock/W1/dry"]
    assert stock["price"] == pytest.approx(1 / 300)
    assert stock["parcels_here"] == pytest.approx(2 / 3)
    assert stock["provider"] == "stock"
    assert (stock["low"], stock["high"]) == (pytest.approx(-240, abs=0.1), pytest.approx(60, 0.01))


def test_words_come_in_both_languages(kept: Mizalla) -> None:
    """An answer could not be read aloud in Arabic."""
    found = kept("explain", "latest", "--village", NORTH, "--json").data
    english, arabic = found["sentences"]["en"], found["sentences"]["ar"]
    assert len(english) == len(arabic)
    assert "settled in round 1 of 1" in " ".join(english)
    assert "الجولة 1 من 1" in " ".join(arabic)


def test_a_village_that_nothing_can_reach_is_told_so(
    mizalla: Mizalla,  # noqa: F811
    tmp_path: Path,
) -> None:
    """An empty store would be laid at the door of the village's own points."""
    none = [{"warehouse": "W1", "parcel": "dry", "quantity": 0}]
    mizalla("plan", write_folder(tmp_path / "empty", stock=none), "-q")
    found = mizalla("explain", "latest", "--village", NORTH, "--json").data
    assert found["village"]["needs"][0]["decided_by"] == "out_of_reach"
    assert any("no stock has a lane" in sentence for sentence in found["sentences"]["en"])


def test_a_promise_is_kept_when_the_plan_is_made_again(kept: Mizalla) -> None:
    """Promises that planning again does not keep would be guesses."""
    words = ("explain", "latest", "--rule", "stock/W1/dry", "--verify", "--by", "30", "--json")
    checked = kept(*words).data["verified"]
    assert checked["how"] == "exact"
    assert checked["promised"] == pytest.approx(0.1)
    assert checked["actual"] == pytest.approx(0.1, abs=1e-6)
    assert checked["after"]["served"] == checked["before"]["served"] + 30


def test_beyond_its_range_a_promise_is_worked_out_anew(kept: Mizalla) -> None:
    """A price would be promised for more units than it holds for."""
    words = ("explain", "latest", "--rule", "stock/W1/dry", "--verify", "--by", "500", "--json")
    checked = kept(*words).data["verified"]
    assert checked["how"] == "solved"
    assert checked["promised"] == pytest.approx(checked["actual"], abs=1e-6) == pytest.approx(0.2)


def test_a_limit_of_a_member_is_named_by_member_and_reason(
    mizalla: Mizalla,  # noqa: F811
    tmp_path: Path,
) -> None:
    """Nobody would know whom to talk to."""
    folder = write_folder(tmp_path / "line")
    (folder / "capacity").mkdir()
    (folder / "capacity" / "nour.yaml").write_text(
        "rules:\n- kind: limit\n  name: line\n  reason: Our line fills 50 a day.\n"
        "  reason_ar: خطنا يعبئ 50 في اليوم.\n  where: {origin: [W1]}\n  per: [day]\n"
        "  at_most: 50\n",
        "utf-8",
    )
    mizalla("plan", folder, "-q")
    found = mizalla("explain", "latest", "--village", NORTH, "--json").data
    line = blockers(found)["capacity/nour.yaml/line"]
    assert line["organisation"] == "nour"
    assert line["reason"] == "Our line fills 50 a day."
    assert line["days"] == 3
    assert line["price"] == pytest.approx(3 / 300)  # one more on each of three days
    assert line["high"] == pytest.approx(30, 0.01)  # 80 a day, and the stock is all handed out
    said = mizalla("explain", "latest", "--village", NORTH, "--lang", "ar").out
    assert "خطنا يعبئ 50 في اليوم" in said


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--warehouse", "W1"), "All 240 parcels of Dry carton leave it."),
        (("--organisation", "nour"), "Of its own stock of 240 parcels, 240 are handed out"),
        (("--day", "2027-02-01"), "On 2027-02-01 nothing moves."),
        (("--rule", "fleets/F1"), "It holds no village back"),
        ((), "The worst-off village gets 80.0%; 240 of 300 parcels are handed out."),
    ],
)
def test_everything_can_be_asked_about(
    kept: Mizalla, words: tuple[str, ...], expected: str
) -> None:
    """A planner could ask about villages only."""
    found = kept("explain", "latest", *words, "--json").data
    assert any(sentence.startswith(expected) for sentence in found["sentences"]["en"])


@pytest.mark.parametrize(
    "words",
    [("--village", "EG99"), ("--rule", "no"), ("--warehouse", "no"), ("--organisation", "no")],
)
def test_what_is_not_there_is_said_so(kept: Mizalla, words: tuple[str, ...]) -> None:
    """A mistyped name would look like a village that nothing holds back."""
    assert kept("explain", "latest", *words).code == 2


def test_an_explanation_is_kept_and_needs_no_folder(kept: Mizalla, scenario: Path) -> None:  # noqa: F811
    """Runs could not be explained once their folder is gone."""
    first = kept("explain", "latest", "--village", NORTH, "--json").data
    (scenario / "villages.csv").unlink()
    assert kept("explain", "latest", "--village", NORTH, "--json").data == first


def test_changes_are_ranked_and_confirmed_by_solving_again(kept: Mizalla) -> None:
    """A planner would buy what duals promise and solving does not keep."""
    found = kept("sensitivity", "latest", "--price", "parcels=100", "--json").data["changes"]
    (best,) = found
    assert (best["rule"], best["by"], best["unit"]) == ("stock/W1/dry", 24, "parcels")
    assert best["promised"] == pytest.approx(24 / 300)
    assert best["actual"] == pytest.approx(24 / 300, abs=1e-6)
    assert best["price"] == 2400
    assert best["cost"] > 2400
    assert best["per_pound"] == pytest.approx(100_000 * best["actual"] / best["cost"])


def test_promises_beside_rules_of_all_or_nothing_hold_while_choices_stay(
    mizalla: Mizalla,  # noqa: F811
    tmp_path: Path,
) -> None:
    """A parcel that makes no whole drop would be promised as if drops could be cut."""
    folder = write_folder(tmp_path / "pallets")
    (folder / "capacity").mkdir()
    (folder / "capacity" / "nour.yaml").write_text(
        "rules:\n- kind: smallest_drop\n  name: drop\n  reason: A van goes for 60 at least.\n"
        "  quantity: 60\n  per: [point, day]\n"
        "- kind: limit\n  name: line\n  reason: Our line fills 50 a day.\n"
        "  where: {origin: [W1]}\n  per: [day]\n  at_most: 70\n",
        "utf-8",
    )
    assert mizalla("plan", folder, "-q").code == 0
    found = mizalla("explain", "latest", "--village", NORTH, "--json").data
    line = blockers(found)["capacity/nour.yaml/line"]
    asked = ("explain", "latest", "--rule", line["rule"], "--verify", "--by", "1", "--json")
    checked = mizalla(*asked).data["verified"]
    assert checked["how"] == "choices"
    assert checked["kept"] == pytest.approx(checked["promised"], abs=1e-6)
    assert "capacity/nour.yaml/drop" in checked["sentences"]["en"]


def test_a_rule_of_all_or_nothing_has_no_price_and_is_left_out_to_check(
    mizalla: Mizalla,  # noqa: F811
    tmp_path: Path,
) -> None:
    """A planner would be told that such a rule holds nobody back, or be promised a share of it."""
    folder = write_folder(tmp_path / "one")
    (folder / "capacity").mkdir()
    (folder / "capacity" / "nour.yaml").write_text(
        "rules:\n- kind: smallest_drop\n  name: drop\n  reason: A van goes for 150 at least.\n"
        "  quantity: 150\n  per: [point, day]\n",
        "utf-8",
    )
    assert mizalla("plan", folder, "-q").code == 0
    words = ("explain", "latest", "--rule", "capacity/nour.yaml/drop")
    said = mizalla(*words, "--json").data["sentences"]["en"]
    assert any("a step has no price" in sentence for sentence in said)
    checked = mizalla(*words, "--verify", "--json").data["verified"]
    assert (checked["by"], checked["promised"], checked["how"]) == (None, None, "none")
    assert checked["after"]["worst"] > checked["before"]["worst"]


def test_large_runs_promise_what_solving_the_levels_again_gives(
    mizalla: Mizalla,  # noqa: F811
    scenario: Path,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where ranges take too long, a price would be promised for more than it holds for."""
    monkeypatch.setattr(import_module("mizalla.run.make"), "KEPT_FROM", 0)
    monkeypatch.setattr(import_module("mizalla.explain.evidence"), "SMALL", 0)
    mizalla("plan", scenario, "-q")
    stock = blockers(mizalla("explain", "latest", "--village", NORTH, "--json").data)[
        "stock/W1/dry"
    ]
    assert stock["high"] is None
    words = ("explain", "latest", "--rule", "stock/W1/dry", "--verify", "--json", "--by")
    within = mizalla(*words, "30").data["verified"]
    beyond = mizalla(*words, "500").data["verified"]
    assert (within["how"], beyond["how"]) == ("exact", "solved")
    assert within["promised"] == pytest.approx(within["actual"], abs=1e-6) == pytest.approx(0.1)
    assert beyond["promised"] == pytest.approx(beyond["actual"], abs=1e-6) == pytest.approx(0.2)


def test_what_is_bought_counts_in_what_a_change_costs(
    mizalla: Mizalla,  # noqa: F811
    tmp_path: Path,
) -> None:
    """Changes that make a plan buy more would look as cheap as those that do not."""
    stock = [
        {"warehouse": "W1", "parcel": "dry", "quantity": 200},
        {"warehouse": "W1", "parcel": "dry", "quantity": 90, "lot": "more", "unit_cost": 50},
    ]
    folder = write_folder(tmp_path / "bought", stock=stock)
    (folder / "capacity").mkdir()
    (folder / "capacity" / "nour.yaml").write_text(
        "rules:\n- kind: limit\n  name: line\n  reason: Our line fills 70 a day.\n"
        "  where: {origin: [W1]}\n  per: [day]\n  at_most: 70\n",
        "utf-8",
    )
    mizalla("plan", folder, "-q")
    (line,) = mizalla("sensitivity", "latest", "--json").data["changes"]
    assert line["served"] == 21
    assert line["cost"] > 21 * 50


def test_changes_are_ranked_beside_rules_of_all_or_nothing(
    mizalla: Mizalla,  # noqa: F811
    tmp_path: Path,
) -> None:
    """Ranking would stop at a rule that has no number to ease, or confirm what no plan does."""
    folder = write_folder(tmp_path / "pallets")
    (folder / "capacity").mkdir()
    (folder / "capacity" / "nour.yaml").write_text(
        "rules:\n- kind: smallest_drop\n  name: drop\n  reason: A van goes for 60 at least.\n"
        "  quantity: 60\n  per: [point, day]\n"
        "- kind: limit\n  name: line\n  reason: Our line fills 70 a day.\n"
        "  where: {origin: [W1]}\n  per: [day]\n  at_most: 70\n",
        "utf-8",
    )
    mizalla("plan", folder, "-q")
    changes = mizalla("sensitivity", "latest", "--json").data["changes"]
    assert {change["rule"] for change in changes} == {"capacity/nour.yaml/line"}


def test_a_change_that_breaks_another_rule_stops_no_ranking(
    mizalla: Mizalla,  # noqa: F811
    tmp_path: Path,
) -> None:
    """A ranking would end in an error because there is no room for a tenth more of the stock."""
    house = {"id": "W1", "organisation": "nour", "name": "Store", "lat": 27.0, "lon": 31.0}
    folder = write_folder(
        tmp_path / "full",
        {"closed_weekdays": ["monday"]},  # the first day: until then all of it lies in store
        stock=[{"warehouse": "W1", "parcel": "dry", "quantity": 100}],
        warehouses=[house | {"storage_m3": 3.05}],
    )
    assert mizalla("plan", folder, "-q").code == 0
    held = mizalla("explain", "latest", "--village", NORTH, "--json").data
    assert "stock/W1/dry" in blockers(held)
    found = mizalla("sensitivity", "latest", "--json")
    assert found.code == 0
    assert "stock/W1/dry" not in {one["rule"] for one in found.data["changes"]}


def test_what_can_not_be_planned_with_a_rule_at_that_is_said(
    mizalla: Mizalla,  # noqa: F811
    tmp_path: Path,
) -> None:
    """Who asks what a tighter rule does would be told that the plan on file is impossible."""
    folder = write_folder(tmp_path / "least")
    (folder / "capacity").mkdir()
    (folder / "capacity" / "nour.yaml").write_text(
        "rules:\n- kind: limit\n  name: least\n  reason: We promised 50.\n"
        "  where: {origin: [W1]}\n  at_least: 50\n"
        "- kind: limit\n  name: line\n  reason: Our line fills 70 a day.\n"
        "  where: {origin: [W1]}\n  per: [day]\n  at_most: 70\n",
        "utf-8",
    )
    assert mizalla("plan", folder, "-q").code == 0
    line = "capacity/nour.yaml/line"
    done = mizalla("explain", "latest", "--rule", line, "--verify", "--by", "-69")
    assert done.code == 2
    told = " ".join(done.err.split())
    assert f"With {line} eased by -69 nothing can be planned" in told
    assert "capacity/nour.yaml/least" in told
