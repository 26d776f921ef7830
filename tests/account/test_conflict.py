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
from tiny import FIRST, tiny

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


def rules(*given: Rule) -> Rules:
    provider = Provider(plugin="test", version="1", organisation="nour")
    needs = [(f"need/{need.village}", need) for need in tiny().needs or ()]
    named = [*needs, *((f"test/{rule.name}", rule) for rule in (SUPPLY, TRUCKS, *given))]
    return Rules(
        provided=tuple(
            ProvidedRule(id=key, provider=provider, rule=rule) for key, rule in sorted(named)
        ),
        plugins=(),
    )


def conflict(given: Rules) -> InfeasibleError | None:
    try:
        make(tiny(), given, None)
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
    assert by["test/promise"] == pytest.approx(20)
    eased = PROMISE.model_copy(update={"at_least": 200 - 20})
    assert conflict(rules(eased, line)) is None
    tight = PROMISE.model_copy(update={"at_least": 200 - 19})
    assert conflict(rules(tight, line)) is not None


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
