"""Plans made by hand."""

from datetime import UTC, date, datetime
from typing import Any

from mizalla.store import new_run
from mizalla_models.plan import (
    Coverage,
    GoalResult,
    LaneCounts,
    Plan,
    PluginRecord,
    Purchase,
    RuleUse,
    Shipment,
    Transfer,
    TripStop,
)
from mizalla_models.rule import Forbid, Limit, ProvidedRule, Provider
from mizalla_models.rules import Rules
from mizalla_models.run import Run

FIRST = date(2027, 2, 8)
SECOND = date(2027, 2, 9)
NOW = datetime(2027, 2, 8, 15, 30, tzinfo=UTC)

SHIPMENT = Shipment(
    day=FIRST,
    organisation="nour",
    fleet="F1",
    vehicle="van",
    origin="W1",
    lot="W1/dry",
    supply="W1/dry",
    parcel="dry",
    destination="EG250101",
    village="EG250101",
    quantity=120,
    km=10.1,
    minutes=12.12,
    truck_hours=0.1 + 0.2,
    cost=161.6,
)
TRANSFER = Transfer(
    day=FIRST,
    arrives=SECOND,
    organisation="nour",
    origin="W0",
    lot="L7",
    supply="W0/L7",
    parcel="dry",
    destination="W1",
    quantity=40,
    km=300.5,
    minutes=360,
    cost=1200,
)
PLUGIN = PluginRecord(
    name="loading", version="0.1.0", hooks=("mizalla_rules",), rules=2, rules_hash="a" * 64
)


def cover(village: str, needed: int, served: int, **more: Any) -> Coverage:
    """Coverage of a village."""
    ratio = served / needed
    return Coverage(
        **{"village": village, "parcel": "dry", "needed": needed, "served": served}
        | {"ratio": ratio, "level": ratio, "bound": ratio}
        | more
    )


def rule_use(**changes: Any) -> RuleUse:
    """How far a loading limit is used."""
    return RuleUse(
        **{
            "provider": "loading",
            "organisation": "nour",
            "rule": "loading/W1",
            "group": "W1|2027-02-08",
            "side": "at_most",
            "bound": 120,
            "used": 120,
            "shadow_price": -0.25,
            "goal": "coverage",
            "reason": "نحمل 120 كرتونة في اليوم.",
        }
        | changes
    )


def stop(number: int, **changes: Any) -> TripStop:
    """A stop of a trip."""
    return TripStop(
        **{
            "day": FIRST,
            "fleet": "F1",
            "vehicle": "van",
            "trip": "F1/2027-02-08/1",
            "stop": number,
            "destination": "EG250101",
            "parcel": "dry",
            "quantity": 120,
            "arrive": "08:12",
            "depart": "08:42",
            "km": 20.2,
        }
        | changes
    )


def sample_plan(**changes: Any) -> Plan:
    """A small plan with something in every part; a keyword replaces a field."""
    fields: dict[str, Any] = {
        "scenario": "Tiny مظلة",
        "inputs_hash": "0" * 64,
        "status": "optimal",
        "starts": FIRST,
        "ends": date(2027, 2, 10),
        "currency": "EGP",
        "settings": {"seed": 7, "sharing": "pooled", "reach": 10, "thin": True, "limit": None},
        "solver": {"lp": "GLOP 9.14", "rounding": "HiGHS 1.9"},
        "lanes": LaneCounts(possible=60, used_by_solver=40, chosen=2),
        "goals": (
            GoalResult(
                goal="coverage",
                sense="max",
                unit="share",
                value=0.6,
                bound=0.6,
                gap=0,
                tolerance=0,
            ),
        ),
        "shipments": (
            SHIPMENT,
            SHIPMENT.model_copy(
                update={"day": SECOND, "destination": "P2", "village": "EG250102", "quantity": 60}
            ),
        ),
        "transfers": (TRANSFER,),
        "purchases": (
            Purchase(
                supply="W0/L7",
                lot="L7",
                warehouse="W0",
                parcel="dry",
                quantity=40,
                unit_cost=99.9,
                cost=3996,
            ),
        ),
        "coverage": (cover("EG250101", 200, 120), cover("EG250102", 100, 60)),
        "rules": (rule_use(),),
        "trips": (stop(1),),
        "plugins": (PLUGIN,),
        "cost": {"transport": 1523.2, "purchases": 3996, "total": 5519.2},
        "km": 20.2,
        "truck_loads": 2,
        "served_households": 180,
        "findings": (),
    }
    return Plan(**(fields | changes))


def rules_of(plan: Plan) -> Rules:
    """Some rules that a plan may be saved with."""
    provider = Provider(plugin="loading", version="0.1.0", organisation="nour")
    limit = Limit(
        name="W1",
        reason="نحمل 120 كرتونة في اليوم.",
        where={"origin": ["W1"]},
        per=("origin", "day"),
        at_most={"W1|2027-02-08": 120.5, "W1": float("inf")},
    )
    forbid = Forbid(reason="Too far.", where={"movement": ["delivery"]}, minutes_over=180)
    return Rules(
        provided=(
            ProvidedRule(id="loading/W1", provider=provider, rule=limit),
            ProvidedRule(id="loading/far", provider=provider, rule=forbid),
        ),
        plugins=plan.plugins,
    )


def run_of(plan: Plan, **changes: Any) -> Run:
    """The record of a plan, made at a fixed moment."""
    return new_run(
        plan, folder="campaign", seconds={"read": 0.5, "total": 1.25}, now=NOW
    ).model_copy(update=changes)


def big_plan(shipments: int) -> Plan:
    """A plan with many shipments to as many villages."""
    return sample_plan(
        shipments=tuple(
            SHIPMENT.model_copy(
                update={"destination": f"P{at}", "village": f"EG{at}", "quantity": 1 + at % 90}
            )
            for at in range(shipments)
        ),
        coverage=tuple(cover(f"EG{at}", 100, 1 + at % 90) for at in range(shipments)),
    )
