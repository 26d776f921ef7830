"""Every kind of corruption of a right plan is found, and a right plan is accepted."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from mizalla.verify import verify
from mizalla_models.plan import Plan
from verify.delta import delta, plan, rules
from verify.plans import Drafter

Corrupt = Callable[[Plan], Plan]
DAY = timedelta(days=1)


def changed(**fields: Any) -> Corrupt:
    """Change the head of the plan."""
    return lambda right: right.model_copy(update=fields)


def row(table: str, number: int, **fields: Any) -> Corrupt:
    """Change one row of a table; a function of the old value may stand for the new one."""

    def corrupt(right: Plan) -> Plan:
        rows = list(getattr(right, table))
        update = {
            name: value(getattr(rows[number], name)) if callable(value) else value
            for name, value in fields.items()
        }
        rows[number] = rows[number].model_copy(update=update)
        return right.model_copy(update={table: tuple(rows)})

    return corrupt


def without(table: str, number: int) -> Corrupt:
    """Drop one row of a table."""

    def corrupt(right: Plan) -> Plan:
        rows = list(getattr(right, table))
        del rows[number]
        return right.model_copy(update={table: tuple(rows)})

    return corrupt


def twice(table: str, number: int) -> Corrupt:
    """Repeat one row of a table."""

    def corrupt(right: Plan) -> Plan:
        rows = getattr(right, table)
        return right.model_copy(update={table: (*rows, rows[number])})

    return corrupt


def cost(**parts: float) -> Corrupt:
    """Add to parts of the cost."""
    return lambda right: right.model_copy(
        update={"cost": right.cost | {key: right.cost[key] + more for key, more in parts.items()}}
    )


def more(amount: float) -> Callable[[Any], Any]:
    return lambda old: old + amount


def times(factor: float) -> Callable[[Any], Any]:
    return lambda old: old * factor


SLIGHTLY = times(1 + 1e-4)

CORRUPTIONS: dict[str, tuple[Corrupt, str, str]] = {
    # name: what is done, the check that must find it, a word that its finding must hold
    "another scenario's hash": (changed(inputs_hash="1" * 64), "plan", "inputs_hash"),
    "another campaign": (changed(scenario="Other"), "plan", "scenario"),
    "another last day": (changed(ends=date(2027, 2, 11)), "plan", "ends"),
    "another currency": (changed(currency="USD"), "plan", "currency"),
    "unknown warehouse": (row("shipments", 0, origin="W9"), "id", "'W9'"),
    "unknown supply": (row("shipments", 0, supply="W1/none"), "id", "'W1/none'"),
    "unknown parcel": (row("shipments", 0, parcel="rice"), "id", "'rice'"),
    "unknown point": (row("shipments", 0, destination="EG99"), "id", "'EG99'"),
    "unknown fleet": (row("shipments", 0, fleet="F9"), "id", "'F9'"),
    "unknown end of a transfer": (row("transfers", 0, destination="W9"), "id", "'W9'"),
    "another village than the point's": (row("shipments", 3, village="EG250101"), "id", "village"),
    "another parcel than the supply's": (row("shipments", 0, parcel="oil"), "id", "parcel 'oil'"),
    "another lot than the supply's": (row("shipments", 0, lot="B7"), "id", "lot 'B7'"),
    "another vehicle than the fleet's": (row("shipments", 0, vehicle="lorry"), "id", "vehicle"),
    "another member than the fleet's": (row("shipments", 0, organisation="amal"), "id", "'amal'"),
    "another member than the origin's": (row("shipments", 5, organisation="amal"), "id", "'amal'"),
    "another member's transfer": (row("transfers", 0, organisation="amal"), "id", "'amal'"),
    "a day before the campaign": (row("shipments", 0, day=date(2027, 2, 7)), "day", "02-07"),
    "a transfer after the campaign": (row("transfers", 0, day=date(2027, 2, 13)), "day", "02-13"),
    "half a parcel": (row("shipments", 0, quantity=99.5), "quantity", "99.5"),
    "less than nothing": (row("transfers", 0, quantity=-5), "quantity", "-5"),
    "a fleet away from its base": (row("shipments", 4, fleet="F1"), "lane", "based at W1"),
    "a fleet before its first day": (
        row("shipments", 4, day=date(2027, 2, 8)),
        "lane",
        "works from",
    ),
    "a lorry where only vans get": (
        row("shipments", 4, destination="school"),
        "lane",
        "gets there",
    ),
    "a contract that is not there": (
        row("shipments", 5, destination="EG250101", village="EG250101"),
        "lane",
        "lanes.csv has no row",
    ),
    "a transfer without a contract": (row("transfers", 0, destination="W2"), "lane", "no row"),
    "a lane km too long": (row("shipments", 0, km=more(1)), "figures", "km of"),
    "a lane a minute too quick": (row("shipments", 0, minutes=more(-1)), "figures", "minutes of"),
    "too few truck hours": (row("shipments", 0, truck_hours=SLIGHTLY), "figures", "truck_hours"),
    "too low a price": (row("shipments", 0, cost=times(0.999)), "figures", "cost of"),
    "no figure at all": (row("shipments", 0, km=float("nan")), "figures", "nan"),
    "truck hours on contract": (row("shipments", 5, truck_hours=1.0), "figures", "truck_hours"),
    "a transfer at another price": (row("transfers", 1, cost=more(1)), "figures", "cost of"),
    "a transfer at another length": (row("transfers", 1, km=401.0), "figures", "km of"),
    "a transfer too early": (row("transfers", 1, arrives=date(2027, 2, 9)), "figures", "arrive"),
    "more than lies there": (
        row("shipments", 0, quantity=130),
        "stock",
        "120 lie there, 130 leave",
    ),
    "before the ship comes": (row("transfers", 1, day=date(2027, 2, 8)), "stock", "W0/ship in W0"),
    "before the transfer comes": (
        row("shipments", 1, day=date(2027, 2, 9)),
        "stock",
        "0 lie there",
    ),
    "out of nothing": (without("transfers", 2), "stock", "W0/ship in W3"),
    "more than is for sale": (row("shipments", 4, quantity=55), "stock", "50 are for sale"),
    "a purchase left out": (without("purchases", 0), "purchase", "0 of W2/oil are bought"),
    "a purchase of more than is used": (
        row("purchases", 0, quantity=51),
        "purchase",
        "50 are used",
    ),
    "a purchase at another price": (row("purchases", 0, unit_cost=59.0), "purchase", "Price"),
    "a purchase at another cost": (row("purchases", 0, cost=2999.0), "purchase", "Cost"),
    "a purchase elsewhere": (row("purchases", 0, warehouse="W1"), "purchase", "states"),
    "a purchase of what is owned": (
        row("purchases", 0, supply="W1/dry"),
        "purchase",
        "not for sale",
    ),
    "over the loading rate": (
        row("shipments", 3, quantity=11),
        "limit",
        "test/loading for W1|2027-02-10",
    ),
    "over the pace": (
        row("transfers", 2, day=date(2027, 2, 8)),
        "limit",
        "test/pace for 2027-02-08",
    ),
    "under what is named": (
        row("shipments", 3, quantity=9),
        "limit",
        "test/share for EG250102|dry",
    ),
    "under the floor, with nothing": (without("shipments", 5), "limit", "test/floor for EG260101"),
    "over the shelves": (without("shipments", 0), "limit", "test/room for W1|2027-02-11"),
    "a sealed lot": (row("shipments", 1, day=date(2027, 2, 12)), "forbid", "test/sealed"),
    "another's oil": (
        row("shipments", 4, fleet="contract", vehicle="contract", origin="W1"),
        "forbid",
        "own oil",
    ),
    "two members in one village": (row("shipments", 2, fleet="F2"), "active", "amal, nour"),
    "more truck hours than there are": (row("shipments", 4, quantity=10**5), "hours", "of 8"),
    "a bound that is not the rule's": (
        row("rules", 6, bound=260.0),
        "rule use",
        "Bound of test/loading",
    ),
    "a use that is not ours": (row("rules", 10, used=19.0), "rule use", "Use of test/pace"),
    "truck hours that are not ours": (row("rules", 0, used=0.0), "rule use", "Use of fleets/F1"),
    "a hard limit left out": (without("rules", 8), "rule use", "is missing"),
    "a rule that nobody gave": (row("rules", 0, rule="test/none"), "rule use", "no such rule"),
    "a rule in another's mouth": (row("rules", 0, provider="other"), "rule use", "mouth"),
    "a rule for another's reason": (row("rules", 0, reason="Because."), "rule use", "mouth"),
    "a rule twice": (twice("rules", 0), "rule use", "more than once"),
    "a group that is free": (row("rules", 6, group="W2|2027-02-08"), "rule use", "no bound"),
    "a need left out": (without("coverage", 0), "coverage", "missing"),
    "a need twice": (twice("coverage", 0), "coverage", "more than once"),
    "a need that nobody has": (row("coverage", 0, parcel="oil"), "coverage", "nobody needs"),
    "another need": (row("coverage", 0, needed=190), "coverage", "is needed"),
    "another sum served": (row("coverage", 0, served=200), "coverage", "is served"),
    "another ratio": (row("coverage", 0, ratio=1.0), "coverage", "Ratio"),
    "another priority": (row("coverage", 1, priority=1.0), "coverage", "priority"),
    "another level": (row("coverage", 1, level=0.5), "coverage", "Level"),
    "more than a village needs": (row("shipments", 5, quantity=101), "need", "101 of dry"),
    "too good a coverage": (row("goals", 0, value=0.3), "goal", "Value of coverage"),
    "too many served": (row("goals", 1, value=more(1)), "goal", "Value of served"),
    "less lateness": (row("goals", 2, value=99.0), "goal", "Value of lateness"),
    "less cost": (row("goals", 3, value=times(0.99)), "goal", "Value of cost"),
    "a bound below what is reached": (
        row("goals", 1, bound=more(-1), gap=1 / 359),
        "goal",
        "better than",
    ),
    "a bound above the least cost": (
        row("goals", 3, bound=more(1)),
        "goal",
        "better than its bound",
    ),
    "a gap that is hidden": (row("goals", 1, bound=more(9)), "goal", "Gap of served"),
    "an optimum far from its bound": (row("goals", 1, bound=720.0, gap=0.5), "goal", "optimal"),
    "a goal left out": (without("goals", 2), "goal", "Goals are"),
    "goals in another order": (
        lambda right: right.model_copy(update={"goals": right.goals[::-1]}),
        "goal",
        "Goals are",
    ),
    "a tolerance that nobody gave": (row("goals", 0, tolerance=0.1), "goal", "Tolerance"),
    "a goal upside down": (row("goals", 3, sense="max"), "goal", "sense"),
    "less transport": (cost(transport=-1), "cost", "transport"),
    "less charges": (cost(charges=-1), "cost", "charges"),
    "less purchases": (cost(purchases=-1), "cost", "purchases"),
    "penalties of nothing": (cost(penalties=1), "cost", "penalties"),
    "another total": (cost(total=1), "cost", "total"),
    "a part of the cost left out": (changed(cost={"total": 1.0}), "cost", "nan"),
    "fewer km": (changed(km=1.0), "total", "km"),
    "fewer truck-loads": (changed(truck_loads=2), "total", "Truck-loads"),
    "more households": (changed(served_households=1e6), "total", "Households"),
    "a stop left out": (without("trips", 0), "trip", "100 are shipped"),
    "a stop with more": (row("trips", 0, quantity=101), "trip", "101 of dry"),
    "a trip of another fleet's truck": (row("trips", 0, vehicle="lorry"), "trip", "no such fleet"),
    "a trip on two days": (row("trips", 2, day=date(2027, 2, 9)), "trip", "more than one day"),
    "a trip after the last day": (
        row("trips", 0, day=date(2027, 3, 9)),
        "trip",
        "outside the campaign's 2027-02-08 to 2027-02-12",
    ),
    "an overloaded truck": (row("trips", 0, quantity=251), "trip", "3012 kg"),
    "a gap between stops": (row("trips", 3, stop=3), "trip", "stops [1, 3]"),
    "two places at one stop": (row("trips", 3, stop=1), "trip", "two places"),
    "time that goes back": (row("trips", 3, arrive="07:30"), "trip", "takes 34.69"),
    "departure before arrival": (row("trips", 0, depart="07:12"), "trip", "takes 18.33"),
    "no time of day": (row("trips", 0, arrive="soon"), "trip", "not HH:MM"),
    "no km": (row("trips", 0, km=float("nan")), "trip", "stated as nan"),
    "a trip when the fleet rests": (row("trips", 1, day=date(2027, 2, 8)), "trip", "does not work"),
    "a stop at no point": (row("trips", 0, destination="nowhere"), "trip", "there is not"),
}


def test_a_right_plan_is_accepted() -> None:
    """Every plan would be rejected, however right."""
    scenario = delta()
    said = rules(scenario)
    assert verify(scenario, said, plan(scenario, said)) == ()


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_corruption_is_found(name: str) -> None:
    """A wrong plan would be stored, printed and driven."""
    corrupt, check, word = CORRUPTIONS[name]
    scenario = delta()
    said = rules(scenario)
    findings = verify(scenario, said, corrupt(plan(scenario, said)))
    found = [item.problem for item in findings if item.check == check]
    assert any(word in problem for problem in found), findings


def test_many_findings_of_a_kind_are_cut_short() -> None:
    """A plan that is wrong throughout would fill the screen and the database."""
    scenario = delta()
    said = rules(scenario)
    right = plan(scenario, said)
    wrong = right.model_copy(
        update={
            "shipments": tuple(
                right.shipments[0].model_copy(update={"fleet": "F9"}) for _ in range(70)
            )
        }
    )
    problems = [item.problem for item in verify(scenario, said, wrong) if item.check == "id"]
    assert len(problems) == 51
    assert problems[-1] == "... and 20 more."


def test_trips_may_be_left_out() -> None:
    """A plan that is verified before its trips are made would be rejected."""
    scenario = delta()
    said = rules(scenario)
    assert verify(scenario, said, plan(scenario, said).model_copy(update={"trips": ()})) == ()


def test_drafts_are_reckoned_apart() -> None:
    """The plans of these tests would be right only because verification wrote them."""
    scenario = delta()
    draft = Drafter(scenario, rules(scenario))
    row = draft.deliver("W1/dry", "EG250101", 100)
    assert row.km == pytest.approx(10.829, abs=1e-3)
    assert row.truck_hours == pytest.approx(2 * row.km / 50 * 100 / 250)
    assert row.cost == pytest.approx(2 * row.km * 0.4 * 8 + row.truck_hours / 8 * 900)
