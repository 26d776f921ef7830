"""Limits as model.md and rule.py say, on the smallest plans that show it."""

from collections.abc import Mapping
from typing import Any

import pytest

from mizalla_models.lane import ContractedLane
from mizalla_models.rule import Forbid, Limit
from tiny import DRY, STORE, lot, need, tiny
from verify.plans import Drafter, found, rules_of

NORTH, SOUTH = "EG250101", "EG250102"
RICH = DRY.model_copy(update={"kcal": 9000.0, "households": 2.0, "measures": {"litres": 3.0}})


def limit(**fields: Any) -> Limit:
    return Limit(**({"name": "x", "reason": "Because."} | fields))


def said_of(rule: Limit, moves: Mapping[tuple[str, int], int], *others: Any, **plan: Any) -> str:
    """What verification says of deliveries by F1 from W1: quantity by point and number of day."""
    scenario = tiny(parcels=(RICH,))
    said = rules_of(scenario, rule, *others)
    draft = Drafter(scenario, said)
    rows = [draft.deliver("W1/dry", point, n, day) for (point, day), n in moves.items()]
    return found(scenario, said, draft.plan(rows, **plan), "limit", "cost")


TWO_DAYS = {(NORTH, 0): 60, (SOUTH, 0): 40, (NORTH, 1): 30}


@pytest.mark.parametrize(
    ("fields", "sums"),
    [
        ({"measure": "parcels"}, "130"),
        ({"measure": "kg"}, "1560"),
        ({"measure": "m3"}, "3.9"),
        ({"measure": "households"}, "260"),
        ({"measure": "kcal"}, "1170000"),
        ({"measure": "litres"}, "390"),
        ({"where": {"village": [SOUTH]}}, "40"),
        ({"where": {"day": ["2027-02-09"]}}, "30"),
        ({"unless": {"village": [NORTH], "day": ["2027-02-08"]}}, "70"),
        ({"where": {"week": ["2027-W06"], "owner": ["nour"], "district": ["EG2501"]}}, "130"),
        ({"where": {"movement": ["storage"]}}, "360"),
        ({"where": {"movement": ["storage", "delivery"]}}, "490"),
        ({"per": ["village"]}, "90"),
        ({"per": ["point", "day"]}, "60"),
    ],
)
def test_sums(fields: Mapping[str, Any], sums: str) -> None:
    """A limit would count other movements, or count them by another measure, than it says."""
    assert f"come to {sums}, at most 1." in said_of(limit(at_most=1, **fields), TWO_DAYS)
    bound = float(sums) * (1 + 1e-9)
    assert f"come to {sums}, at most" not in said_of(limit(at_most=bound, **fields), TWO_DAYS)


def test_sums_of_transport() -> None:
    """Truck hours, km and cost of transport would not be there and back by share of full trucks."""
    scenario = tiny()
    draft = Drafter(scenario, rules_of(scenario))
    row = draft.deliver("W1/dry", NORTH, 60)
    for measure, used in (
        ("truck_hours", row.truck_hours),
        ("km", 2 * row.km * 60 / 250),
        ("cost", row.cost),
    ):
        moves = {(NORTH, 0): 60}
        said = said_of(limit(measure=measure, at_most=used * 0.999), moves)
        assert float(said.split("come to ")[1].split(",")[0]) == pytest.approx(used)
        assert said_of(limit(measure=measure, at_most=used), moves) == ""


@pytest.mark.parametrize(
    ("per", "bounds", "broken"),
    [
        (["village"], {NORTH: 80}, [NORTH]),
        (["village"], {SOUTH: 40}, []),
        (["village", "day"], {NORTH: 59}, [f"{NORTH}|2027-02-08"]),
        (["village", "day"], {NORTH: 10, f"{NORTH}|2027-02-08": 60}, [f"{NORTH}|2027-02-09"]),
        (["village", "day"], {f"{NORTH}|2027-02-09": 29}, [f"{NORTH}|2027-02-09"]),
        (["day", "village"], {"2027-02-08": 50}, [f"2027-02-08|{NORTH}"]),
        (["village"], {"EG2501": 1}, []),
        ([], {"": 129}, [""]),
    ],
)
def test_bounds_by_key(per: list[str], bounds: dict[str, float], broken: list[str]) -> None:
    """A key would bind other groups than those that begin with it, or the longest not win."""
    said = said_of(limit(per=per, at_most=bounds), TWO_DAYS)
    assert said.count("limit:") == len(broken)
    for group in broken:
        assert f"test/x{' for ' + group if group else ''}: parcels come to" in said


def test_cumulative_holds_on_days_without_movement() -> None:
    """What was given early would be forgotten on a later day that allows less."""
    rule = limit(per=["day"], cumulative=True, at_most={"2027-02-08": 100, "2027-02-10": 129})
    assert "test/x for 2027-02-10: parcels come to 130, at most 129" in said_of(rule, TWO_DAYS)


def test_cumulative_is_per_group() -> None:
    """The sums of one village would count for another."""
    rule = limit(per=["day", "village"], cumulative=True, at_most=89)
    said = said_of(rule, TWO_DAYS)
    assert f"test/x for 2027-02-09|{NORTH}: parcels come to 90" in said
    assert SOUTH not in said


def test_cumulative_runs_on_over_weeks() -> None:
    """A cumulative limit would start again each Monday because its groups name the week."""
    scenario = tiny(campaign={"ends": "2027-02-16"})
    rule = limit(per=["week", "day"], cumulative=True, at_most=99)
    said = rules_of(scenario, rule)
    draft = Drafter(scenario, said)
    rows = [draft.deliver("W1/dry", NORTH, 50, day) for day in (0, 8)]
    assert "2027-W07|2027-02-16: parcels come to 100" in found(
        scenario, said, draft.plan(rows, lateness=0), "limit"
    )


@pytest.mark.parametrize(
    ("fields", "short"),
    [
        ({"at_least": {SOUTH: 41}, "per": ["village"]}, {SOUTH}),
        (
            {"at_least": {f"{SOUTH}|2027-02-10": 1}, "per": ["village", "day"]},
            {f"{SOUTH}|2027-02-10"},
        ),
        ({"at_least": 41, "per": ["village"]}, {SOUTH}),
        ({"at_least": 131}, {""}),
        ({"at_least": 1, "where": {"parcel": ["dry"]}, "per": ["day"]}, {"2027-02-10"}),
        (
            {"at_least": {SOUTH: 5}, "per": ["village", "day"]},
            {f"{SOUTH}|2027-02-09", f"{SOUTH}|2027-02-10"},
        ),
        ({"at_least": 1, "per": ["fleet"]}, set()),
        ({"at_least": 1, "per": ["origin"], "where": {"movement": ["storage"]}}, set()),
    ],
)
def test_lower_bounds_where_nothing_moves(fields: Mapping[str, Any], short: set[str]) -> None:
    """A group that gets nothing would pass for one that is not there."""
    said = said_of(limit(**fields), TWO_DAYS)
    groups = {
        line.split(":")[1].removeprefix(" test/x").removeprefix(" for ")
        for line in said.splitlines()
    }
    assert groups == short


def test_lower_bounds_only_where_something_could_move() -> None:
    """A plain lower bound per day would reject every plan because of a feast day."""
    feast = Forbid(name="feast", reason="Feast.", where={"day": ["2027-02-10"]})
    assert said_of(limit(at_least=1, per=["day"]), TWO_DAYS, feast) == ""


def test_lower_bounds_reach_places_that_only_contracts_serve() -> None:
    """A village that only a contract reaches would be left out of a promise to all villages."""
    depot = STORE.model_copy(update={"id": "W2"})
    scenario = tiny(
        warehouses=(STORE, depot),
        stock=(lot("W2"),),
        lanes=(ContractedLane(origin="W2", destination=SOUTH, cost_per_parcel=1),),
    )
    said = rules_of(scenario, limit(at_least=1, per=["village", "origin"]))
    draft = Drafter(scenario, said)
    assert found(scenario, said, draft.plan([]), "limit") == (
        f"limit: test/x for {SOUTH}|W2: parcels come to 0, at least 1. Because."
    )


def test_transfers_count_unless_the_rule_says_otherwise() -> None:
    """A loading limit would leave out transfers, or a village's limit bind them."""
    depot = STORE.model_copy(update={"id": "W2"})
    scenario = tiny(
        warehouses=(STORE, depot),
        stock=(lot("W2", quantity=100),),
        lanes=(ContractedLane(origin="W2", destination="W1"),),
    )
    for fields, broken in (
        ({"per": ["origin", "day"]}, "W2|2027-02-08"),
        ({"per": ["village"]}, ""),
        ({"where": {"district": ["EG2501"]}}, ""),
        ({"where": {"movement": ["delivery"]}}, ""),
        ({"where": {"destination": ["W1"]}, "per": ["destination"]}, "W1"),
        ({"where": {"fleet": ["contract"]}, "per": ["vehicle"]}, "contract"),
        ({"per": ["origin_governorate"]}, ""),
    ):
        said = rules_of(scenario, limit(at_most=99, **fields))
        draft = Drafter(scenario, said)
        plan = draft.plan([], [draft.transfer("W2/dry", "W1", 100)])
        text = found(scenario, said, plan, "limit")
        assert text.count("limit:") == bool(broken), (fields, text)
        assert broken in text


def test_soft_limits_cost_what_is_beyond() -> None:
    """A soft limit would reject the plan, or its penalties be no part of the cost."""
    over = limit(at_most={NORTH: 80}, per=["village"], penalty=2.5)
    under = limit(name="y", at_least={SOUTH: 50}, per=["village"], penalty=3)
    assert said_of(over, TWO_DAYS, under, penalties=10 * 2.5 + 10 * 3) == ""
    assert "Cost of penalties is stated as 0, comes to 55" in said_of(over, TWO_DAYS, under)


def test_soft_lower_bounds_cost_where_the_plan_lists_them() -> None:
    """The penalty of a group in which nothing moves would depend on who counts."""
    scenario = tiny(needs=(need(NORTH, 200),))
    rule = limit(at_least={"EG2501": 10}, per=["district", "village"], penalty=1)
    said = rules_of(scenario, rule)
    draft = Drafter(scenario, said)
    row = draft.deliver("W1/dry", NORTH, 8)
    uses = [
        draft.use("test/x", 10, 8, f"EG2501|{NORTH}", "at_least"),
        draft.use("test/x", 10, 0, f"EG2501|{SOUTH}", "at_least"),
    ]
    checks = ("limit", "cost", "rule use")
    assert found(scenario, said, draft.plan([row], penalties=12, uses=uses), *checks) == ""
    assert found(scenario, said, draft.plan([row], penalties=2, uses=uses[:1]), *checks) == ""


@pytest.mark.parametrize(
    "fields",
    [
        {"at_least": {"2027-03-01": 5}, "per": ["day"]},
        {"at_least": {f"{NORTH}|2027-W08": 5}, "per": ["village", "week"]},
        {"at_least": {"2027-02-10": 5}, "per": ["day"], "where": {"day": ["2027-02-08"]}},
        {"at_least": {"2027-W06": 30}, "per": ["week", "day"], "where": {"day": ["2027-02-09"]}},
        {"at_least": 0, "per": ["day"]},
        {"at_least": 1, "per": ["parcel", "owner", "lot", "supply", "organisation"]},
        {"at_least": 1, "per": ["movement", "destination", "governorate"]},
        {"at_least": 1, "per": ["origin_governorate"]},
    ],
)
def test_lower_bounds_hold_in_no_other_groups(fields: Mapping[str, Any]) -> None:
    """A lower bound would be missed in a group that is none: a day of next month, a mixed week."""
    assert said_of(limit(**fields), TWO_DAYS) == ""


def test_lower_bounds_hold_where_all_values_are_named() -> None:
    """A promise for a day that is named would lapse because nothing can move on it."""
    feast = Forbid(name="feast", reason="Feast.", where={"day": ["2027-02-10"]})
    rule = limit(at_least=1, per=["day"], where={"day": ["2027-02-09", "2027-02-10"]})
    assert "test/x for 2027-02-10: parcels come to 0" in said_of(rule, TWO_DAYS, feast)


def test_lower_bounds_on_storage() -> None:
    """A reserve that must lie in store would not be missed once the store is empty."""
    rule = limit(at_least=1, per=["origin", "day"], where={"movement": ["storage"]})
    scenario = tiny(stock=(lot(quantity=100),))
    said = rules_of(scenario, rule)
    plan = Drafter(scenario, said)
    text = found(scenario, said, plan.plan([plan.deliver("W1/dry", NORTH, 100, 1)]), "limit")
    assert [line.split(": ")[1] for line in text.splitlines()] == [
        "test/x for W1|2027-02-09",
        "test/x for W1|2027-02-10",
    ]


def test_lower_bounds_on_transfers() -> None:
    """A depot that must be filled would stay empty."""
    depot = STORE.model_copy(update={"id": "W2"})
    scenario = tiny(
        warehouses=(STORE, depot),
        lanes=(ContractedLane(origin="W1", destination="W2"),),
    )
    said = rules_of(
        scenario, limit(at_least=1, per=["destination"], where={"movement": ["transfer"]})
    )
    text = found(scenario, said, Drafter(scenario, said).plan([]), "limit")
    assert text == "limit: test/x for W2: parcels come to 0, at least 1. Because."
