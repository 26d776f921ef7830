"""The comparison with the plain model: contenders must have one campaign, and be held to it."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from benchmarks.allocate.as_scenario import as_scenario
from benchmarks.allocate.draw import WORKING, draw
from benchmarks.allocate.instance import Instance
from benchmarks.allocate.leximin import Pursuit, own_levels
from benchmarks.allocate.linopy_lp import solve as linopy
from benchmarks.allocate.mizalla_side import allocate
from benchmarks.allocate.ortools_lp import MathOpt, pdlp
from benchmarks.allocate.page import BEGIN, END, PAGE, table, write_page
from benchmarks.allocate.places import read_places
from benchmarks.allocate.plain import plain
from benchmarks.allocate.race import Ran, run
from benchmarks.allocate.size import SIZES, Size
from benchmarks.allocate.verdict import disagreement_of_cost, disagreements, gaps, summary
from benchmarks.allocation import GOALS, measure

TINY = Size("tiny", 5, 40)
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def instance() -> Instance:
    return draw(TINY, 3)


def test_the_same_seed_draws_the_same_campaign(instance: Instance) -> None:
    """Two runs could not be compared."""
    again = draw(TINY, 3)
    other = draw(TINY, 4)
    assert all(np.array_equal(getattr(instance, n), getattr(again, n)) for n in vars(instance))
    assert not np.array_equal(instance.points, other.points)


def test_a_campaign_survives_its_file(instance: Instance, tmp_path: Path) -> None:
    """Contenders would be given other numbers than were drawn."""
    instance.save(tmp_path / "i.npz")
    again = Instance.load(tmp_path / "i.npz")
    assert all(np.array_equal(getattr(instance, n), getattr(again, n)) for n in vars(instance))


def test_sizes_are_those_of_the_issue() -> None:
    """The figures would be of other campaigns than were promised."""
    named = {name: (size.warehouses, size.points) for name, size in SIZES.items()}
    assert (
        named
        | {
            "S": (60, 2_000),
            "M": (150, 5_000),
            "L": (300, 10_000),
            "XL": (600, 40_000),
        }
        == named
    )
    assert not SIZES["XL"].peers


def test_ten_warehouses_to_a_point_and_six_open_days() -> None:
    """The campaign would be easier, or larger, than it says."""
    drawn = draw(SIZES["S"], 1)
    lanes = plain(drawn).lanes
    assert lanes == pytest.approx(2_000 * 10 * 6 * 2, rel=0.02)
    assert (drawn.open.sum(axis=1) == 6).all()
    assert not drawn.open[:, ~WORKING].any()
    assert drawn.stock[:, 3].sum() == pytest.approx(0.7 * drawn.needed.sum(), rel=0.01)
    assert (drawn.stock[:, 2] > 0).any()


def test_real_places_are_taken_where_there_are_any(tmp_path: Path) -> None:
    """``--places`` would do nothing, or take centres of districts for villages."""
    file = tmp_path / "places.csv"
    rows = [f"{26 + i / 100},{31 + i / 200},{'x+' if i % 2 else 'x'}" for i in range(60)]
    file.write_text("lat,lon,coord_quality\n,,x+\n" + "\n".join(rows), "utf-8")
    real = read_places(file)
    assert len(real) == 30
    drawn = draw(TINY, 3, real)
    near = np.abs(drawn.points[:, None] - real[None]).sum(axis=2).min(axis=1)
    assert near.max() < 0.1


@pytest.mark.parametrize("name", ["glop", "highs", "linopy", "pdlp"])
def test_peers_and_mizalla_agree_level_by_level(instance: Instance, name: str) -> None:
    """Contenders would solve different campaigns, and their times say nothing."""
    solve = {"linopy": linopy, "pdlp": pdlp}.get(name) or MathOpt(name)
    model = plain(instance)
    pursuit = Pursuit(model, solve, own_levels(instance), 1e-5 if name == "pdlp" else 1e-6)
    reached = list(pursuit.goals(("coverage", "served", "cost")))
    found = allocate(as_scenario(instance), lambda _: None)
    room = 2e-3 if name == "pdlp" else 1e-4
    assert found.lanes == model.lanes
    assert reached[-1].level == pytest.approx(found.level_bound, rel=room)
    assert found.values["coverage"] <= reached[-3].level.min() * (1 + room)
    assert reached[-2].value == pytest.approx(found.values["served"], rel=0.01)
    if name == "glop":
        cheapest = pursuit.cheapest(found.served)
        assert found.bounds["cost"] * (1 - room) <= cheapest <= found.values["cost"] * (1 + room)


def test_villages_held_by_their_own_points_are_settled_together() -> None:
    """Peers would need a program for each such village, and look slower than they are."""
    drawn = draw(Size("held", 6, 160), 3)
    rng = np.random.default_rng(5)
    few = np.ceil(drawn.needed.sum(axis=1)[drawn.village] / 12 * rng.uniform(0.2, 0.6, 160))
    held = replace(drawn, hands=np.where(drawn.village % 2 == 0, few, np.inf))
    reached = list(Pursuit(plain(held), MathOpt("glop"), own_levels(held)).goals(("coverage",)))
    found = allocate(as_scenario(held), lambda _: None)
    assert reached[-1].level == pytest.approx(found.level_bound, rel=1e-4)
    assert len(np.unique(reached[-1].level.round(6))) > 40
    assert len(reached) < 30


def test_doing_less_gives_the_lowest_level_alone(instance: Instance) -> None:
    """The mode in which peers do less would compare another level."""
    pursuit = Pursuit(plain(instance), MathOpt("glop"), own_levels(instance))
    less = {reached.goal: reached.value for reached in pursuit.goals(tuple(GOALS[1].split(",")))}
    full = list(pursuit.goals(("coverage",)))[-1]
    assert less["lowest"] == pytest.approx(full.level.min(), rel=1e-6)
    assert less["served"] >= (full.level * plain(instance).weight).sum() * (1 - 1e-6)
    assert less["cost"] > 0


def ran(name: str, seconds: float, *, status: str = "done", **last: object) -> Ran:
    lines = ({"goal": "coverage", "value": 0.5}, {"goal": "served", "value": 100.0}, last)
    arrays = {"level_bound": np.array([0.5, 0.6]), "level": np.array([0.5, 0.6])}
    return Ran(name, status, seconds, seconds / 2, 100 * seconds, lines, arrays)


MIZALLA = ran(
    "mizalla",
    2.0,
    values={"coverage": 0.4999, "served": 99.0, "cost": 10.0},
    bounds={"coverage": 0.5, "served": 100.0, "cost": 9.0},
)


def test_a_ratio_to_a_stopped_peer_is_a_lower_bound() -> None:
    """A peer that was not waited for would be given a time that it never had."""
    slow, fast = ran("glop", 60.0, status="stopped"), ran("highs", 30.0)
    assert summary(MIZALLA, [slow])["ratio"] == 30
    assert summary(MIZALLA, [slow])["ratio_is"] == ">="
    assert summary(MIZALLA, [slow, fast])["ratio"] == 15
    assert summary(MIZALLA, [slow, fast])["ratio_is"] == "="
    assert summary(MIZALLA, [slow, fast])["memory_ratio"] == 15
    assert summary(MIZALLA, [])["ratio"] is None
    assert gaps(MIZALLA)["cost"] == pytest.approx(1 / 9)


def test_what_can_not_be_true_together_is_told() -> None:
    """A wrong bound or a wrong peer would pass for agreement."""
    assert disagreements(MIZALLA, ran("glop", 1.0)) == []
    other = ran("glop", 1.0)
    other.arrays["level"][1] = 0.7
    assert "1 of 2 levels are elsewhere" in disagreements(MIZALLA, other)[0]
    better = replace(ran("glop", 1.0), lines=({"goal": "served", "value": 101.0},))
    assert "no more than 100" in disagreements(MIZALLA, better)[0]
    assert disagreement_of_cost(MIZALLA, 9.5, "glop") == []
    assert disagreement_of_cost(MIZALLA, 8.9, "glop")
    assert disagreement_of_cost(MIZALLA, 10.1, "glop")


def test_a_peer_without_patience_is_stopped(instance: Instance, tmp_path: Path) -> None:
    """A slow peer would hold the benchmark up for hours."""
    draw(SIZES["S"], 1).save(tmp_path / "i.npz")
    goals = ("coverage", "cost")
    told: list[str] = []
    found = run("highs", tmp_path / "i.npz", tmp_path, goals, patience=1.0, tell=told.append)
    assert found.status == "stopped"
    assert found.peak > 10
    assert told


def test_a_peer_that_fails_is_told_with_its_words(tmp_path: Path) -> None:
    """A crash would pass for a slow peer."""
    (tmp_path / "i.npz").write_text("nothing", "utf-8")
    found = run("glop", tmp_path / "i.npz", tmp_path, ("cost",), patience=60, tell=print)
    assert found.status == "failed"
    assert "Error" in found.said


def test_one_object_with_all_figures(instance: Instance, tmp_path: Path) -> None:
    """What the command promises could not be read by a program."""
    found = measure(TINY, instance, goals=tuple(GOALS[0].split(",")), peers=["glop"], patience=None)
    assert found["agree"], found["disagreements"]
    assert found["ratio"] > 0
    assert found["contenders"]["glop"]["values"].keys() == {"coverage", "served", "cost"}
    whole = {
        "machine": {"mizalla": "0", "python": "3", "system": "x", "processor": "y"}
        | {"cores": 2, "busy": 0},
        "command": "any",
        "sizes": [found | {"seed": 3, "places": "made up"}],
    }
    page = tmp_path / "page.md"
    page.write_text(f"before {BEGIN} of yore {END} after", "utf-8")
    write_page(whole, page, tmp_path / "pictures" / "p.png")
    text = page.read_text("utf-8")
    assert "of yore" not in text
    assert "| OR-Tools, GLOP |" in text
    assert text.startswith("before ")
    assert (tmp_path / "pictures" / "p.png").stat().st_size > 5_000
    assert table(whole["sizes"][0]).row_count == 2


def test_it_runs_as_a_file_from_anywhere(tmp_path: Path) -> None:
    """``python benchmarks/allocation.py`` would not find its own modules."""
    command = [sys.executable, str(ROOT / "benchmarks" / "allocation.py"), "--help"]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, text=True)
    assert "--patience" in said.stdout


def test_the_page_has_its_marks() -> None:
    """``--write`` would have nowhere to write to."""
    text = PAGE.read_text("utf-8")
    assert text.count(BEGIN) == text.count(END) == 1
    assert json.dumps("benchmarks/allocation.py")[1:-1] in text
