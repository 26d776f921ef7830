"""What a parcel on a lane takes, against the table of docs/explanation/model.md by hand."""

import math
from typing import Any

import pytest

from mizalla.build import Problem
from mizalla_models.lane import ContractedLane
from mizalla_models.road import Road
from problems import lanes, problem
from tiny import FLEET, NORTH, SOUTH, STORE, VAN, need, tiny

N, S = NORTH.pcode, SOUTH.pcode
DEPOT = STORE.model_copy(update={"id": "W2", "lat": 27.1})


def figures(built: Problem, **names: str) -> dict[str, float]:
    """Figures of the first lane of some names."""
    route = next(
        route
        for lane, route, _ in lanes(built)
        if all(getattr(lane, name) == value for name, value in names.items())
    )
    costs, routes = built.costs, built.routes
    return {
        "km": float(costs.km(routes, 0)[route]),
        "minutes": float(costs.minutes(routes, 0)[route]),
        "hours": float(costs.truck_hours(routes, 0)[route]),
        "truck_km": float(costs.truck_km(routes, 0)[route]),
        "cost": float(built.transport[0, route]),
    }


def km_between(one: Any, other: Any) -> float:
    phi, psi = math.radians(one.lat), math.radians(other.lat)
    half_lat, half_lon = (psi - phi) / 2, math.radians(other.lon - one.lon) / 2
    across = math.sin(half_lat) ** 2 + math.cos(phi) * math.cos(psi) * math.sin(half_lon) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(across))


@pytest.mark.parametrize("road_speed", [None, 20.0, 80.0])
@pytest.mark.parametrize(("weight", "volume", "holds"), [(12, 0.03, 250), (12, 0.1, 150)])
def test_a_parcel_by_fleet_takes_its_share_of_a_full_truck_there_and_back(
    road_speed: float | None, weight: float, volume: float, holds: float
) -> None:
    """Truck hours, km or cost would not be those of the model."""
    parcel = tiny().parcels[0].model_copy(update={"weight_kg": weight, "volume_m3": volume})
    fleet = FLEET.model_copy(update={"hours_per_day": 6})
    road = {"circuity": 1.4, "speed": road_speed}
    built = problem(tiny(parcels=(parcel,), fleets=(fleet,), campaign={"road": road}))
    km = km_between(STORE, NORTH) * 1.4
    minutes = km / min(road_speed or 50, 50) * 60
    found = figures(built, destination=N)
    assert found["km"] == pytest.approx(km)
    assert found["minutes"] == pytest.approx(minutes)
    assert found["hours"] == pytest.approx(2 * minutes / 60 / holds)
    assert found["truck_km"] == pytest.approx(2 * km / holds)
    cost = 2 * km * VAN.cost_per_km + 2 * minutes / 60 / 6 * VAN.cost_per_day
    assert found["cost"] == pytest.approx(cost / holds)


@pytest.mark.parametrize("stated", [{}, {"km": 31.0}, {"minutes": 7.0}, {"km": 0, "minutes": 0}])
@pytest.mark.parametrize("end", [N, "W2"])
def test_a_contract_has_its_own_figures_where_it_states_them(
    stated: dict[str, float], end: str
) -> None:
    """A contract would be as long as the way although it says better, or cost truck hours."""
    row = ContractedLane(origin="W1", destination=end, cost_per_parcel=3, cost_per_kg=0.5, **stated)
    onward = ContractedLane(origin="W2", destination=N)
    built = problem(
        tiny(
            warehouses=(STORE, DEPOT),
            lanes=(row, onward),
            campaign={"road": {"circuity": 1.0, "speed": 30}},
        )
    )
    place = NORTH if end == N else DEPOT
    km = km_between(STORE, place)
    found = figures(built, origin="W1", destination=end)
    assert found["km"] == pytest.approx(stated.get("km", km))
    assert found["minutes"] == pytest.approx(stated.get("minutes", km / 30 * 60))
    assert found["hours"] == found["truck_km"] == 0
    assert found["cost"] == pytest.approx(3 + 0.5 * 12)


def test_a_contract_needs_no_road() -> None:
    """A contract across the river would vanish, or have an endless length."""
    road = Road(from_lat=27.18, from_lon=31.18, to_lat=27.25, to_lon=31.15, km=9)
    island = road.model_copy(
        update={"from_lat": 27.05, "from_lon": 31.15, "to_lat": 27.04, "to_lon": 31.1}
    )
    row = ContractedLane(origin="W1", destination=S, cost_per_parcel=1)
    built = problem(tiny(roads=(road, island), lanes=(row,), needs=(need(S, 10),)))
    found = figures(built, destination=S)
    assert found["km"] == pytest.approx(km_between(STORE, SOUTH) * 1.3)
    assert found["minutes"] == 0
    assert found["cost"] == 1
