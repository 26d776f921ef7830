"""Smallest sets of rules that can't hold together, forbids among them."""

import sys

import pytest

from mizalla.run import make
from mizalla_models.errors import InfeasibleError
from mizalla_models.rule import (
    AtMostActive,
    Forbid,
    Limit,
    ProvidedRule,
    Provider,
    Rule,
    SmallestDrop,
    Supply,
    Vehicles,
)
from mizalla_models.rules import Rules
from mizalla_models.scenario import Scenario
from tiny import DRY, FIRST, tiny

NORTH, SOUTH = "EG250101", "EG250102"
SUPPLY = Supply(name="stock", reason="There.", id="s", warehouse="W1", parcel="dry", quantity=240)
TRUCKS = Vehicles(
    name="vans",
    reason="Two vans.",
    fleet="F1",
    organisation="nour",
    warehouse="W1",
    vehicle="van",
    count=2,
    hours_per_day=8,
)
PROMISE = Limit(name="promise", reason="All of North.", where={"village": [NORTH]}, at_least=200)
FIRST_DAY = Forbid(name="first", reason="Not on the first.", where={"day": [str(FIRST)]})
SECOND = Forbid(name="second", reason="Not on the second.", where={"day": ["2027-02-09"]})
ELSEWHERE = Forbid(
    name="south",
    reason="Nothing to South on the third.",
    where={"village": [SOUTH], "day": ["2027-02-10"]},
)
LINE = Limit(name="line", reason="A line.", per=("day",), at_most=80)


def rules(*given: Rule, supply: Supply = SUPPLY, trucks: Vehicles = TRUCKS) -> Rules:
    provider = Provider(plugin="test", version="1", organisation="nour")
    needs = [(f"need/{need.village}", need) for need in tiny().needs or ()]
    named = [*needs, *((f"test/{rule.name}", rule) for rule in (supply, trucks, *given))]
    return Rules(
        provided=tuple(
            ProvidedRule(id=key, provider=provider, rule=rule) for key, rule in sorted(named)
        ),
        plugins=(),
    )


def conflict(given: Rules, scenario: Scenario | None = None) -> InfeasibleError | None:
    try:
        make(scenario or tiny(), given, None)
    except InfeasibleError as error:
        return error
    return None


def test_forbids_that_have_a_part_in_it_are_named_and_others_are_not() -> None:
    """A member would be blamed for a promise that a forbid of somebody else makes impossible."""
    found = conflict(rules(PROMISE, LINE, FIRST_DAY, SECOND, ELSEWHERE))
    assert found is not None
    names = {item.rule for item in found.conflict}
    # 80 on each of two days are not enough, on three they are: one forbid will do.
    assert {"test/promise", "test/line"} < names
    assert len(names & {"test/first", "test/second"}) == 1
    assert "test/south" not in names


@pytest.mark.parametrize("extra", [(), (FIRST_DAY, SECOND), (FIRST_DAY, SECOND, ELSEWHERE)])
def test_without_any_one_of_them_the_others_hold(extra: tuple[Rule, ...]) -> None:
    """The set would not be a smallest one, and somebody asked to give way for nothing."""
    line = LINE.model_copy(update={"at_most": 60 if not extra else 80})
    found = conflict(rules(PROMISE, line, *extra))
    assert found is not None
    named = {item.rule for item in found.conflict}
    everything = rules(PROMISE, line, *extra).provided
    only = [item for item in everything if item.id in named or item.rule.kind != "forbid"]
    for gone in sorted(named):
        left = Rules(provided=tuple(item for item in only if item.id != gone), plugins=())
        assert conflict(left) is None, gone


def test_giving_way_by_what_is_said_is_enough_and_by_less_is_not() -> None:
    """A planner would ease a rule, and be told again that it is too tight."""
    line = LINE.model_copy(update={"at_most": 60})
    found = conflict(rules(PROMISE, line))
    assert found is not None
    by = {item.rule: item.relax_by for item in found.conflict}
    # 60 on each of three days are 20 too few: 67 are enough, in whole parcels.
    assert by == {"test/promise": 20, "test/line": 7}
    assert {item.rule: item.side for item in found.conflict} == {
        "test/promise": "at_least",
        "test/line": "at_most",
    }
    for less, more in ((20, 0), (0, 7)):
        assert conflict(rules(*eased(line, less, more))) is None
    for less, more in ((19, 0), (0, 6)):
        assert conflict(rules(*eased(line, less, more))) is not None


def eased(line: Limit, less: int, more: int) -> tuple[Limit, Limit]:
    return (
        PROMISE.model_copy(update={"at_least": 200 - less}),
        line.model_copy(update={"at_most": 60 + more}),
    )


def test_what_is_foreseen_is_enough_only_where_nothing_else_is_short() -> None:
    """A planner would ease what was named, and be told that there is no stock for it either."""
    line = LINE.model_copy(update={"at_most": 60})
    little = SUPPLY.model_copy(update={"quantity": 190})
    found = conflict(rules(PROMISE, line, supply=little))
    assert found is not None
    told = {item.rule: (item.relax_by, item.enough) for item in found.conflict}
    assert told == {"test/promise": (20, True), "test/line": (7, False)}


def test_trucks_and_needs_give_by_their_own_numbers() -> None:
    """Hours would be asked for where trucks are bought, and of a need nothing at all."""
    most = PROMISE.model_copy(update={"at_least": 230})
    plenty = SUPPLY.model_copy(update={"quantity": 900})
    found = conflict(rules(most, supply=plenty))
    assert give(found) == {"test/promise": 30, f"need/{NORTH}": 30}
    slow = TRUCKS.model_copy(update={"count": 1, "hours_per_day": 1.0})
    heavy = tiny(parcels=(DRY.model_copy(update={"weight_kg": 400.0}),))
    found = conflict(rules(PROMISE, trucks=slow), heavy)
    trucks = give(found)["test/vans"]
    assert trucks is not None
    assert trucks == int(trucks) > 1
    for more, enough in ((trucks, True), (trucks - 1, False)):
        many = slow.model_copy(update={"count": 1 + int(more)})
        assert (conflict(rules(PROMISE, trucks=many), heavy) is None) == enough


def test_of_two_bounds_only_the_one_that_must_gives() -> None:
    """A limit would be eased at its upper bound, and its lower one be forgotten."""
    both = LINE.model_copy(update={"at_least": 50, "at_most": 60})
    found = conflict(rules(PROMISE, both))
    assert found is not None
    assert {item.rule: item.side for item in found.conflict}["test/line"] == "at_most"
    assert give(found)["test/line"] == 7


ONE_DAY = AtMostActive(
    name="one day", reason="One day a village.", of="day", count=1, per=("village",)
)
DROP = SmallestDrop(name="drop", reason="No less than 100.", quantity=100, per=("point",))


def give(error: InfeasibleError | None) -> dict[str, float | None]:
    assert error is not None
    return {item.rule: item.relax_by for item in error.conflict}


@pytest.mark.parametrize("large", [False, True])
def test_rules_of_all_or_nothing_say_how_far_they_must_give(
    large: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A planner would hear of each guarantee and each such rule, and not by how much."""
    if large:
        # The face of the package hides the module of the same name.
        monkeypatch.setattr(sys.modules["mizalla.solve.solve"], "SMALL", 0)
    line = LINE.model_copy(update={"at_most": 120})
    found = conflict(rules(PROMISE, line, ONE_DAY))
    assert give(found) == pytest.approx({"test/promise": 80, "test/line": 80, "test/one day": 1})


def test_stock_takes_part_in_what_rules_of_all_or_nothing_make_impossible() -> None:
    """The set named could hold together as soon as there is more to hand out."""
    little = Limit(name="little", reason="Some.", where={"village": [SOUTH]}, at_least=1)
    found = conflict(rules(PROMISE, little, DROP))
    assert give(found) == pytest.approx(
        {"test/promise": 60, "test/little": 1, "test/drop": 60, "test/stock": 60}
    )
