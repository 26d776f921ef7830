"""The points plugin."""

from datetime import date

from collected import rules_of
from mizalla_models.place import Point
from tiny import NORTH, VAN, tiny


def point(name: str, **more: object) -> Point:
    return Point.model_validate(
        {"id": name, "village": NORTH.pcode, "name": name, "lat": 27.2, "lon": 31.2} | more
    )


def test_throughput_is_one_limit_per_point_and_day_on_deliveries() -> None:
    """Transfers have no point, and ten thousand limits would be slow."""
    points = (point("a", parcels_per_day=30), point("b"), point("c", parcels_per_day=0))
    (rule,) = rules_of(tiny(points=points), "points")
    assert rule.at_most == {"a": 30, "c": 0}
    assert rule.per == ("point", "day")
    assert dict(rule.where) == {"movement": ("delivery",)}


def test_points_with_the_same_open_days_share_a_rule_on_the_closed_ones() -> None:
    """A closed day that stays open sends a truck to a locked door."""
    eighth, ninth = date(2027, 2, 8), date(2027, 2, 9)
    points = (
        point("a", open_days=(eighth,)),
        point("b", open_days=(eighth,)),
        point("c", open_days=(eighth, ninth, date(2027, 2, 10))),
        point("d", open_days=()),
    )
    found = {
        rule.where.by["point"]: rule.where.by["day"]
        for rule in rules_of(tiny(points=points), "points")
    }
    assert found == {
        ("a", "b"): ("2027-02-09", "2027-02-10"),
        ("d",): ("2027-02-08", "2027-02-09", "2027-02-10"),
    }


def test_only_vehicles_of_a_larger_payload_are_kept_away() -> None:
    """A narrow lane must not see a lorry, and must see every truck that fits."""
    small, twin, lorry = (
        VAN.model_copy(update={"id": name, "payload_kg": load})
        for name, load in (("small", 1000), ("twin", 3000), ("lorry", 9000))
    )
    points = (
        point("a", largest_vehicle="van"),
        point("b", largest_vehicle="lorry"),
        point("c", largest_vehicle="small"),
    )
    scenario = tiny(points=points, vehicles=(lorry, small, twin, VAN))
    found = {
        rule.where.by["point"]: rule.where.by["vehicle"] for rule in rules_of(scenario, "points")
    }
    assert found == {("a",): ("lorry",), ("c",): ("lorry", "twin", "van")}
