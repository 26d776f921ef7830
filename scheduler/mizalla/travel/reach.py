"""What no warehouse can reach, and what is odd about the road network."""

import numpy as np

from mizalla.travel.reckon import Travel
from mizalla_models.fault import Fault
from mizalla_models.place import Point, Warehouse
from mizalla_models.scenario import Scenario

FAR_KM = 50.0
"""Joints longer than this, great circle, are worth a warning."""


def unreachable(scenario: Scenario, travel: Travel) -> tuple[Fault, ...]:
    """Name the points that no warehouse can reach on any day, and warn of an odd network.

    A point is reached by a way of some length on some day, or by a contract.

    Parameters
    ----------
    scenario
        The scenario.
    travel
        Its distances and times.

    Returns
    -------
    tuple of Fault
        A fault for each unreachable point, by id; then warnings.
    """
    return (*_out_of_reach(scenario, travel), *_warnings(scenario, travel))


def _out_of_reach(scenario: Scenario, travel: Travel) -> list[Fault]:
    contracted = {lane.destination for lane in scenario.lanes}
    ways = np.isfinite(travel.km[:, :, : len(scenario.points)])
    reached: list[bool] = np.any(ways, axis=(0, 1)).tolist()
    file = _file_of_points(scenario)
    return [
        Fault(
            file=file,
            problem=f"{'Village' if file == 'villages.csv' else 'Point'} {point.id} "
            f"({point.name}) can't be reached from any warehouse on any day.",
            mend=_mend(scenario),
        )
        for point, is_reached in zip(scenario.points, reached, strict=True)
        if not is_reached and point.id not in contracted and point.village not in contracted
    ]


def _mend(scenario: Scenario) -> str:
    if not scenario.roads:
        return "A plugin says that there is no way: mend the plugin, or contract a lane to it."
    return "Correct its lat and lon, add the missing road to roads.csv, or contract a lane to it."


def _warnings(scenario: Scenario, travel: Travel) -> list[Fault]:
    facts = travel.network
    if facts is None:
        return []
    found = []
    files = [_file_of_points(scenario)] * len(scenario.points)
    files += ["warehouses.csv"] * len(scenario.warehouses)
    places: tuple[Point | Warehouse, ...] = (*scenario.points, *scenario.warehouses)
    for number in np.flatnonzero(facts.joints_km > FAR_KM).tolist():
        place = places[number]
        found.append(
            Fault(
                file=files[number],
                problem=f"{place.id} ({place.name}) lies {facts.joints_km[number]:.0f} km from "
                "the nearest road.",
                mend="Check its lat and lon, or add the road that leads there to roads.csv.",
                severity="warning",
            )
        )
    if len(facts.components) > 1:
        sizes = ", ".join(str(size) for size in facts.components[:5])
        more = ", …" if len(facts.components) > 5 else ""
        found.append(
            Fault(
                file="roads.csv",
                problem=f"The roads fall into {len(facts.components)} parts that no road joins, "
                f"of {sizes}{more} nodes.",
                mend="Roads meet where their ends agree to 5 decimals: add what is missing.",
                severity="warning",
            )
        )
    if facts.dead_ends:
        found.append(
            Fault(
                file="roads.csv",
                problem=f"{facts.dead_ends} of {facts.nodes} nodes are dead ends with no place.",
                mend="Nothing to do, unless a road stops short of another.",
                severity="warning",
            )
        )
    return found


def _file_of_points(scenario: Scenario) -> str:
    # Without points.csv each village is its own point and lends it its p-code.
    villages = [village.pcode for village in scenario.villages]
    own = [point.id for point in scenario.points] == villages
    return "villages.csv" if own else "points.csv"
