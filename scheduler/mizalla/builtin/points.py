"""Distribution points: their throughput, opening days and the largest truck that gets there."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from mizalla.hookspecs import hookimpl
from mizalla_models.rule import Forbid, Limit, Rule
from mizalla_models.scenario import Scenario


@hookimpl
def mizalla_rules(scenario: Scenario) -> Iterator[Rule]:
    """One limit on throughput, and a forbid for each set of open days and each largest vehicle."""
    yield from _throughput(scenario)
    yield from _closed_days(scenario)
    yield from _largest_vehicles(scenario)


def _throughput(scenario: Scenario) -> Iterator[Rule]:
    rates: dict[str, float] = {
        point.id: point.parcels_per_day
        for point in scenario.points
        if point.parcels_per_day is not None
    }
    if rates:
        yield Limit(
            name="parcels per day",
            reason="A point hands over no more parcels in a day than its people manage.",
            reason_ar="لا تُسلِّم نقطة التوزيع في اليوم أكثر مما يستطيعه القائمون عليها.",
            measure="parcels",
            where={"movement": ["delivery"]},
            per=("point", "day"),
            at_most=rates,
        )


def _closed_days(scenario: Scenario) -> Iterator[Rule]:
    days = scenario.campaign.days
    closed: dict[tuple[date, ...], list[str]] = defaultdict(list)
    for point in scenario.points:
        if point.open_days is not None:
            open_days = set(point.open_days)
            shut = tuple(day for day in days if day not in open_days)
            if shut:
                closed[shut].append(point.id)
    for shut, ids in sorted(closed.items()):
        who = f"Point {ids[0]} is" if len(ids) == 1 else f"{len(ids)} points are"
        yield Forbid(
            name=f"closed days of {ids[0]}",
            reason=f"{who} closed on {len(shut)} of {len(days)} days.",
            reason_ar=f"نقاط التوزيع ({len(ids)}) مغلقة {len(shut)} من {len(days)} يومًا.",
            where={"point": ids, "day": [day.isoformat() for day in shut]},
        )


def _largest_vehicles(scenario: Scenario) -> Iterator[Rule]:
    payloads = {vehicle.id: vehicle.payload_kg for vehicle in scenario.vehicles}
    points: dict[str, list[str]] = defaultdict(list)
    for point in scenario.points:
        if point.largest_vehicle is not None:
            points[point.largest_vehicle].append(point.id)
    for largest, ids in sorted(points.items()):
        larger = [name for name, payload in payloads.items() if payload > payloads[largest]]
        if larger:
            who = f"point {ids[0]}" if len(ids) == 1 else f"{len(ids)} points"
            yield Forbid(
                name=f"nothing larger than {largest}",
                reason=f"Nothing larger than a {largest} gets to {who}.",
                reason_ar=f"لا تصل إلى هذه النقاط ({len(ids)}) مركبة أكبر من {largest}.",
                where={"point": ids, "vehicle": larger},
            )
