"""A campaign that has one of everything, and a right plan for it."""

from datetime import date

from mizalla_models.lane import ContractedLane
from mizalla_models.parcel import Parcel
from mizalla_models.place import Point
from mizalla_models.plan import Plan, TripStop
from mizalla_models.rule import AtMostActive, Charge, Forbid, Limit, Rule, SmallestDrop
from mizalla_models.rules import Rules
from mizalla_models.scenario import Scenario
from mizalla_models.vehicle import Fleet, Vehicle
from tiny import AMAL, DRY, NORTH, NOUR, SOUTH, STORE, VAN, lot, need, tiny, village_points
from verify.plans import Drafter, rules_of

OIL = Parcel(
    id="oil",
    name="Oil",
    weight_kg=5,
    volume_m3=0.01,
    kcal=8000,
    households=0.5,
    measures={"litres": 4},
)
PORT = STORE.model_copy(update={"id": "W0", "name": "Port", "lat": 30.0, "governorate": "EG01"})
STORE_1 = STORE.model_copy(update={"governorate": "EG25"})
STORE_2 = STORE.model_copy(update={"id": "W2", "organisation": "amal", "lat": 27.0})
DEPOT = STORE.model_copy(update={"id": "W3", "lat": 29.0})
WEST = NORTH.model_copy(
    update={
        "pcode": "EG260101",
        "name": "West",
        "governorate": "EG26",
        "district": "EG2601",
        "lat": 28.9,
    }
)
SCHOOL = Point(
    id="school", village="EG250102", name="School", lat=27.06, lon=31.15, largest_vehicle="van"
)
LORRY = Vehicle(
    id="lorry", payload_kg=10000, volume_m3=40, speed_kmh=60, cost_per_km=12, cost_per_day=1500
)
VILLAGES = (NORTH, SOUTH, WEST)
LANES = (
    ContractedLane(
        origin="W0",
        destination="W1",
        km=400,
        minutes=300,
        cost_per_parcel=2,
        cost_per_kg=0.1,
        lead_days=1,
    ),
    ContractedLane(
        origin="W0",
        destination="W1",
        km=400,
        minutes=300,
        cost_per_parcel=1,
        parcel="oil",
        lead_days=2,
    ),
    ContractedLane(origin="W0", destination="W3", cost_per_parcel=1),
    ContractedLane(origin="W3", destination="EG260101", cost_per_parcel=3, minutes=20),
)


def delta() -> Scenario:
    """Four warehouses in two tiers, three villages, two kinds of parcel, five days."""
    return tiny(
        campaign={"ends": date(2027, 2, 12)},
        organisations=(AMAL, NOUR),
        parcels=(DRY, OIL),
        warehouses=(PORT, STORE_1, STORE_2, DEPOT),
        villages=VILLAGES,
        points=tuple(sorted((*village_points(VILLAGES), SCHOOL), key=lambda point: point.id)),
        stock=(
            lot("W0", quantity=300, lot="ship", available_on=date(2027, 2, 9)),
            lot("W0", "oil", 40),
            lot("W1", quantity=120),
            lot("W2", "oil", 50, unit_cost=60.0),
        ),
        needs=(
            need("EG250101", 150, due=date(2027, 2, 8)),
            need("EG250101", 50, due=date(2027, 2, 10)),
            need("EG250102", 80, priority=2),
            need("EG250102", 60, "oil"),
            need("EG260101", 100),
        ),
        vehicles=(LORRY, VAN),
        fleets=(
            Fleet(id="F1", organisation="nour", warehouse="W1", vehicle="van", count=2),
            Fleet(
                id="F2",
                organisation="amal",
                warehouse="W2",
                vehicle="lorry",
                count=1,
                from_day=date(2027, 2, 9),
                until=date(2027, 2, 11),
            ),
        ),
        lanes=tuple(
            sorted(LANES, key=lambda lane: (lane.origin, lane.destination, str(lane.parcel)))
        ),
    )


RULES: tuple[Rule, ...] = (
    Limit(
        name="loading",
        reason="Docks.",
        per=("origin", "day"),
        at_most={"W1": 120, "W1|2027-02-10": 130, "W0": 250},
    ),
    Limit(
        name="room",
        reason="Shelves.",
        measure="m3",
        where={"movement": ["storage"]},
        per=("origin", "day"),
        at_most={"W1": 3.7, "W0": 12},
    ),
    Limit(
        name="pace",
        reason="Customs.",
        where={"origin": ["W0"]},
        per=("day",),
        cumulative=True,
        at_most={"2027-02-08": 50, "2027-02-09": 250, "2027-02-12": 270},
    ),
    Limit(
        name="share",
        reason="Fair share.",
        where={"village": ["EG250102"]},
        per=("village", "parcel"),
        at_least={"EG250102|dry": 40},
    ),
    Limit(
        name="floor",
        reason="Something for all.",
        where={"village": ["EG250101", "EG260101"]},
        per=("village",),
        at_least=60,
    ),
    Limit(
        name="budget",
        reason="Donor's cap.",
        measure="litres",
        where={"parcel": ["oil"]},
        unless={"fleet": ["contract"]},
        at_most=200,
        penalty=1.5,
    ),
    Limit(
        name="sums",
        reason="A donor counts households.",
        measure="households",
        at_least=10,
        where={"movement": ["delivery"]},
    ),
    Forbid(name="sealed", reason="Kept closed.", where={"lot": ["ship"], "day": ["2027-02-12"]}),
    Forbid(name="near", reason="Not far.", where={"fleet": ["F1"]}, km_over=100),
    Forbid(
        name="own oil",
        reason="Amal's oil by Amal.",
        where={"supply": ["W2/oil"]},
        unless={"organisation": ["amal"]},
    ),
    Charge(name="toll", reason="Bridge.", where={"fleet": ["F1"]}, measure="kg", amount=0.05),
    Charge(
        name="shelf",
        reason="Rent.",
        where={"movement": ["storage"], "origin": ["W1"]},
        measure="parcels",
        amount=0.1,
    ),
    AtMostActive(
        name="one face",
        reason="One member.",
        of="organisation",
        count=1,
        where={"movement": ["delivery"]},
        per=("village", "parcel"),
    ),
    SmallestDrop(
        name="drop", reason="Worth a stop.", quantity=10, where={"movement": ["delivery"]}
    ),
)


def rules(scenario: Scenario) -> Rules:
    """The rules of the campaign."""
    return rules_of(scenario, *RULES)


def plan(scenario: Scenario, said: Rules) -> Plan:
    """A right plan: two tiers, a same-day hop, a purchase, a soft limit that is broken."""
    draft = Drafter(scenario, said)
    port = (draft.km("W0", "W3"), 0.0)
    shipments = (
        draft.deliver("W1/dry", "EG250101", 100, 0, charges=60),
        draft.deliver("W0/ship", "EG250101", 90, 2, origin="W1", charges=54),
        draft.deliver("W0/ship", "EG250102", 30, 2, origin="W1", charges=18),
        draft.deliver("W1/dry", "school", 10, 2, charges=6),
        draft.deliver("W2/oil", "EG250102", 50, 1, fleet="F2"),
        draft.deliver(
            "W0/ship",
            "EG260101",
            80,
            1,
            fleet="contract",
            origin="W3",
            price=240,
            way=(draft.km("W3", "EG260101"), 20),
        ),
    )
    transfers = (
        draft.transfer("W0/oil", "W1", 20, 0, lead=2, price=20, way=(400, 300)),
        draft.transfer("W0/ship", "W1", 130, 1, lead=1, price=130 * 3.2, way=(400, 300)),
        draft.transfer("W0/ship", "W3", 80, 1, price=80, way=port),
    )
    hours = dict.fromkeys((("F1", 0), ("F1", 2), ("F2", 1)), 0.0)
    for row in shipments:
        if row.fleet != "contract":
            hours[row.fleet, (row.day - draft.day(0)).days] += row.truck_hours
    uses = (
        draft.use("fleets/F1", 16, hours["F1", 0], "2027-02-08"),
        draft.use("fleets/F1", 16, hours["F1", 2], "2027-02-10"),
        draft.use("fleets/F2", 8, hours["F2", 1], "2027-02-09"),
        draft.use("test/budget", 200, 200),
        draft.use("test/floor", 60, 190, "EG250101", "at_least"),
        draft.use("test/floor", 60, 80, "EG260101", "at_least"),
        draft.use("test/loading", 250, 20, "W0|2027-02-08"),
        draft.use("test/loading", 250, 210, "W0|2027-02-09"),
        draft.use("test/loading", 120, 100, "W1|2027-02-08"),
        draft.use("test/loading", 130, 130, "W1|2027-02-10"),
        draft.use("test/pace", 50, 20, "2027-02-08"),
        draft.use("test/pace", 250, 230, "2027-02-09"),
        draft.use("test/pace", 270, 230, "2027-02-12"),
        draft.use("test/room", 12, 0.2, "W0|2027-02-08"),
        *(
            draft.use("test/room", 12, m3, f"W0|2027-02-{day:02}")
            for day, m3 in ((9, 90 * 0.03 + 0.2), (10, 2.9), (11, 2.9), (12, 2.9))
        ),
        *(
            draft.use("test/room", 3.7, m3, f"W1|2027-02-{day:02}")
            for day, m3 in ((8, 0.6), (9, 0.6), (10, 0.8), (11, 0.8), (12, 0.8))
        ),
        draft.use("test/share", 40, 40, "EG250102|dry", "at_least"),
        draft.use("test/sums", 10, 100 + 90 + 30 + 10 + 25 + 80, "", "at_least"),
    )
    return draft.plan(
        shipments,
        transfers,
        charges=138,
        # In W1 lie 20 on each of two days, then 20 dry and 20 of oil on each of three.
        stored_charges=0.1 * (20 + 20 + 40 * 3),
        # North: 100 of the 150 that were due on the first day came on it, 50 two days after.
        lateness=100,
        uses=uses,
        trips=_trips(draft),
    )


def _trips(draft: Drafter) -> tuple[TripStop, ...]:
    def stop(
        day: int,
        fleet: str,
        trip: str,
        number: int,
        point: str,
        parcel: str,
        quantity: int,
        times: str,
        km: float,
        truck: int = 1,
    ) -> TripStop:
        leaves, arrive, depart, returns = times.split()
        return TripStop(
            day=draft.day(day),
            fleet=fleet,
            vehicle=draft.fleets[fleet].vehicle,
            trip=trip,
            stop=number,
            destination=point,
            parcel=parcel,
            quantity=quantity,
            arrive=arrive,
            depart=depart,
            km=km,
            truck=truck,
            leaves=leaves,
            returns=returns,
        )

    # One way by road: 10.83 km (13 min by van) to North, 19.18 (23) to South, 17.77 (21.3) to the
    # school, 28.91 (34.7) between North and South, 1.45 (1.7) between South and the school.
    north, south, school, across, hop = (
        10.828756972056325,
        19.184305269142808,
        17.770674646540943,
        28.910720860718456,
        1.4455360430356403,
    )
    return (
        stop(0, "F1", "a", 1, "EG250101", "dry", 100, "07:00 07:13 07:32 07:45", 2 * north),
        stop(
            1, "F2", "b", 1, "EG250102", "oil", 50, "07:00 07:09 07:26 07:35", 2 * 8.195291245019535
        ),
        stop(2, "F1", "c", 1, "EG250101", "dry", 90, "07:00 07:13 07:31 08:46", north),
        stop(2, "F1", "c", 2, "EG250102", "dry", 20, "07:00 08:06 08:22 08:46", across + south),
        stop(2, "F1", "d", 1, "EG250102", "dry", 10, "07:00 07:24 07:40 08:20", south, 2),
        stop(2, "F1", "d", 2, "school", "dry", 10, "07:00 07:42 07:58 08:20", hop + school, 2),
    )
