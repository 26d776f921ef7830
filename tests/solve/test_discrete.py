"""Rules of all or nothing on the path of large campaigns: decisions, trials, mending moves."""

import sys
from dataclasses import replace
from itertools import pairwise, product
from typing import Any

import numpy as np
import pytest

from mizalla.build import Problem, build
from mizalla.solve import Allocation, solve
from mizalla.solve.discrete.decision import Decision, restricted, undecided
from mizalla.solve.discrete.dive import dive
from mizalla.solve.discrete.flows import loads, standing
from mizalla.solve.discrete.mend import mended
from mizalla.solve.discrete.stage import dive_stage
from mizalla.solve.discrete.tighten import SIZES, tighten
from mizalla.solve.discrete.trial import Trial
from mizalla.solve.frame import Frame, Lanes
from mizalla.solve.grid import daily
from mizalla.solve.ledger import Ledger
from mizalla.solve.lower import Lowered
from mizalla.solve.model import Model
from mizalla.solve.search import Search
from mizalla.travel import travel
from mizalla_models.rule import AtMostActive, Rule, SmallestDrop
from mizalla_models.scenario import Scenario
from problems import said
from tiny import FLEET, NORTH, STORE, lot, need, tiny

COUNT = 6
VILLAGES = tuple(
    NORTH.model_copy(
        update={"pcode": f"EG2501{number:02d}", "lat": 27.0 + number / 30, "lon": 31.1}
    )
    for number in range(COUNT)
)
STORES = (STORE, STORE.model_copy(update={"id": "W2", "organisation": "amal", "lat": 27.3}))
FLEETS = (FLEET, FLEET.model_copy(update={"id": "F2", "organisation": "amal", "warehouse": "W2"}))
LEAD = AtMostActive(name="lead", reason="one", of="organisation", count=1, per=("village",))
DROPS = SmallestDrop(name="drop", reason="few", quantity=40, per=("point", "day"))
SEEDS = range(8)


def scenario(seed: int) -> Scenario:
    """Six villages, two organisations with a store each, less stock than is needed."""
    lots = np.random.default_rng(seed)
    needs = lots.integers(40, 260, COUNT)
    first = int(needs.sum() * lots.uniform(0.25, 0.45))
    return tiny(
        villages=VILLAGES,
        warehouses=STORES,
        fleets=FLEETS,
        stock=(
            lot("W1", quantity=first),
            lot("W2", quantity=int(0.8 * needs.sum()) - first),
        ),
        needs=tuple(need(v.pcode, int(n)) for v, n in zip(VILLAGES, needs, strict=True)),
    )


def drawn(seed: int, *rules: Rule) -> Problem:
    scene = scenario(seed)
    return build(scene, said(scene, *rules), travel(scene))


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plan every campaign as large ones are."""
    monkeypatch.setattr(sys.modules["mizalla.solve.solve"], "SMALL", 0)
    monkeypatch.setattr(sys.modules["mizalla.solve.discrete.exact"], "LANES", 0)


def met(problem: Problem) -> tuple[Ledger, Lowered]:
    """Meet the goals without the rules of all or nothing."""
    found: tuple[Ledger, Lowered] = vars(sys.modules["mizalla.solve.solve"])["_met"](
        problem, 0, lambda _: None, Search(None), None, 0.0
    )
    return found


def lowest(problem: Problem, found: Allocation) -> float:
    demand = problem.routes.demand[found.route]
    served = np.bincount(demand, found.quantity, len(problem.demands))
    return float((served / problem.demands.needed).min())


def choices_of(problem: Problem) -> list[Decision]:
    """Every way to leave each village one organisation."""
    (choice,) = problem.choices
    groups = np.unique(choice.group)
    found = []
    for ways in product(*(np.flatnonzero(choice.group == group) for group in groups)):
        shut = np.ones(len(choice), dtype=bool)
        shut[list(ways)] = False
        found.append(undecided(problem).with_(0, shut=shut))
    return found


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("seed", SEEDS)
def test_the_lowest_level_is_near_the_best_of_all_choices(seed: int) -> None:
    """The worst-off village would pay for who was chosen to serve it."""
    problem = drawn(seed, LEAD)
    found = solve(problem)
    (choice,) = problem.choices
    moved = loads(
        choice,
        Lanes(found.route.astype(np.int64), found.day.astype(np.int64)),
        found.quantity.astype(float),
        daily(problem),
    )
    assert not standing(choice, moved).broken.any()
    best = max(
        next(p.bound for p in solve(replace(left, choices=())).proofs if p.goal == "coverage")
        for left in (restricted(problem, decision) for decision in choices_of(problem))
    )
    stated = next(p.bound for p in found.proofs if p.goal == "coverage")
    assert stated >= best - 1e-7
    # A village of 40 has steps of 0.025.
    assert lowest(problem, found) >= best - 0.1


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("rules", [(LEAD,), (DROPS,), (LEAD, DROPS)], ids=["lead", "drop", "both"])
def test_a_trial_is_the_program_of_what_a_decision_leaves(
    seed: int, rules: tuple[Rule, ...]
) -> None:
    """A decision would be judged by a program that goes on from where another ended, and is off."""
    problem = drawn(seed, *rules)
    ledger, last = met(problem)
    trial = Trial(ledger, problem, every(ledger, problem), "cost")
    lots, decision = np.random.default_rng(seed), undecided(problem)
    for _ in range(3):
        for place, choice in enumerate(problem.choices):
            shut = lots.random(len(choice)) < 0.3
            floor = np.where(~shut & (lots.random(len(choice)) < 0.2), choice.least, 0.0)
            decision = decision.with_(place, shut=shut, floor=floor)
        answer = trial.solve(decision, last.answer)
        assert answer is not None
        anew = Trial(ledger, problem, every(ledger, problem), "cost")
        again = anew.solve(decision, last.answer)
        assert again is not None
        assert answer.objective == pytest.approx(again.objective, rel=1e-6)
        left = restricted(problem, decision)
        opened = left.patterns[left.routes.pattern]
        used = answer.lanes > 1e-6
        assert opened[answer.held.route[used], answer.held.cell[used]].all()


def every(ledger: Ledger, problem: Problem) -> Model:
    """The model day by day with every lane, where nothing was solved yet."""
    frame = Frame(problem, daily(problem), whole=True)
    for goal in ledger.model.frame.goals:
        frame.keep(goal)
    route, day = np.nonzero(problem.patterns[problem.routes.pattern])
    return Model(frame, Lanes(route.astype(np.int64), day.astype(np.int64)))


def test_the_largest_groups_are_decided_first() -> None:
    """What a large village overloads a store by could not be made up for by small ones."""
    problem = drawn(0, LEAD)
    (choice,) = problem.choices
    load = 10.0 * (1 + choice.group) + np.arange(len(choice)) % 2
    stands = standing(choice, load)
    assert stands.broken.all()
    gone = [
        tighten(undecided(problem), 0, choice, stands, step).shut[0] for step in range(len(SIZES))
    ]
    size = np.bincount(choice.group, load)
    assert set(choice.group[gone[0]]) == {int(size.argmax())}
    assert all((before <= after).all() for before, after in pairwise(gone))
    everything = tighten(undecided(problem), 0, choice, stands, len(SIZES)).shut[0]
    assert (everything == (stands.rank > 0)).all()


@pytest.mark.usefixtures("large")
def test_who_was_left_to_the_wrong_one_is_moved() -> None:
    """Whoever carries most to a village may be unable to serve all of it."""
    problem = drawn(0, LEAD)
    ledger, _ = met(problem)
    assert ledger.summed is not None
    (choice,) = problem.choices
    trial = Trial(ledger, problem, ledger.summed, "cost")
    origin = np.zeros(len(choice), dtype=np.int64)
    origin[choice.members.of_route] = problem.routes.origin
    shut = origin == 0  # all villages to one store
    wrong = undecided(problem).with_(0, shut=shut)
    begun = trial.solve(wrong)
    assert begun is not None
    decision, answer = mended(trial, [0], wrong, begun)
    assert trial.short(answer) < 0.5 * trial.short(begun)
    assert (np.bincount(choice.group[~decision.shut[0]]) == 1).all()


def test_a_plan_that_keeps_the_rules_is_not_planned_anew(
    large: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each rule that binds nothing would double the time of a plan."""
    problem = drawn(
        3, AtMostActive(name="any", reason="two", of="organisation", count=2, per=("village",))
    )
    ledger, last = met(problem)
    monkeypatch.setattr(Trial, "solve", None)
    found = dive(ledger, ledger.model, last.answer, undecided(problem), "cost")
    assert found is not None
    assert found.steps == 0
    assert found.answer.lanes.sum() == pytest.approx(last.answer.lanes.sum())


@pytest.mark.usefixtures("large")
def test_the_price_of_falling_short_rises_with_harm() -> None:
    """Who is worst off would pay for a rule as much as who is best off."""
    problem = drawn(1, LEAD)
    ledger, _ = met(problem)
    stage, guarantees, base = dive_stage(ledger, ledger.model, "cost")
    assert stage.more is not None
    prices = stage.more.cost
    assert guarantees.stop == len(prices)
    assert base > 0
    assert prices.max() >= 100 * prices[prices > 0].min()
