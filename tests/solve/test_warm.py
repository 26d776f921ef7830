"""Starts from where the engine ended on a similar problem."""

import pickle
import sys

import numpy as np
import pytest

from mizalla.build import Problem
from mizalla.solve import Allocation, solve
from mizalla.solve.frame import Frame
from mizalla.solve.grid import daily
from mizalla.solve.names import of_extras, of_routes, of_rows
from mizalla_models.rule import Forbid, Rule
from problems import problem
from tiny import FLEET, NORTH, STORE, lot, need, tiny

COUNT = 12
VILLAGES = tuple(
    NORTH.model_copy(
        update={"pcode": f"EG2501{number:02d}", "lat": 27.0 + number / 30, "lon": 31.1}
    )
    for number in range(COUNT)
)
HOUSES = (STORE, STORE.model_copy(update={"id": "W2", "lat": 27.3, "loading_parcels_per_day": 150}))
FLEETS = (FLEET, FLEET.model_copy(update={"id": "F2", "warehouse": "W2", "count": 1}))


def campaign(stock: int = 900, *rules: Rule) -> Problem:
    """Twelve villages, two stores, three days, less stock than is needed."""
    scenario = tiny(
        villages=VILLAGES,
        warehouses=HOUSES,
        fleets=FLEETS,
        stock=(lot("W1", quantity=stock), lot("W2", quantity=stock // 2)),
        needs=tuple(need(v.pcode, 90 + 17 * number) for number, v in enumerate(VILLAGES)),
    )
    return problem(scenario, *rules)


def forbid() -> Forbid:
    return Forbid(
        name="no way",
        reason="A bridge is down.",
        where={"origin": ["W1"], "village": [VILLAGES[3].pcode]},
    )


def assert_same(one: Allocation, other: Allocation) -> None:
    assert one.level_bound == pytest.approx(other.level_bound, rel=1e-6)
    for mine, theirs in zip(one.proofs, other.proofs, strict=True):
        assert mine.goal == theirs.goal
        assert mine.bound == pytest.approx(theirs.bound, rel=1e-5, abs=1e-6)
    assert one.quantity.sum() == other.quantity.sum()


@pytest.fixture(params=["daily", "summed"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways through the engine: day by day, and on summed days first."""
    if request.param == "summed":
        monkeypatch.setattr(sys.modules["mizalla.solve.solve"], "SMALL", 0)


CHANGED = {"less stock": campaign(700), "a way less": campaign(900, forbid())}


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("changed", CHANGED.values(), ids=CHANGED)
def test_a_start_changes_no_proof(changed: Problem) -> None:
    """What is proven of a case would depend on what was planned before it."""
    start = pickle.loads(pickle.dumps(solve(campaign()).trail.ended()))
    assert_same(solve(changed, start=start), solve(changed))


def names(built: Problem) -> tuple[set[int], set[int], set[int]]:
    """Names of all rows, extra columns and routes; each must be there once."""
    frame = Frame(built, daily(built), whole=True)
    rows = of_rows(frame)
    found = rows, of_extras(frame, rows), of_routes(built)
    assert all(len(np.unique(some)) == len(some) for some in found)
    first, second, third = (set(some.tolist()) for some in found)
    return first, second, third


def test_names_stay_the_same_where_numbers_change() -> None:
    """A start would be read for other lanes and rows than it was kept of."""
    whole, fewer = campaign(), campaign(900, forbid())
    assert len(fewer.routes) < len(whole.routes)
    for before, after in zip(names(whole), names(fewer), strict=True):
        assert after <= before
    assert len(names(whole)[2] - names(fewer)[2]) == len(whole.routes) - len(fewer.routes)


@pytest.mark.usefixtures("engine")
def test_a_start_from_another_campaign_does_no_harm() -> None:
    """A start that does not fit would spoil a plan."""
    scenario = tiny(needs=(need("EG250101", 100), need("EG250102", 150)))
    assert_same(
        solve(problem(scenario), start=solve(campaign()).trail.ended()), solve(problem(scenario))
    )
