from collections import Counter

from mizalla.generate import Recipe
from mizalla.generate.draft import Draft
from mizalla.generate.geo import coordinates, distances
from mizalla_models.campaign import WEEKDAYS


def test_every_village_has_a_point_close_by(assiut_draft: Draft) -> None:
    """Families would have nowhere to go, or far to walk."""
    villages = {village.pcode: village for village in assiut_draft.villages}
    count = Counter(item.point.village for item in assiut_draft.points)
    assert set(count) == set(villages)
    assert sum(count.values()) == 165
    for item in assiut_draft.points:
        home = villages[item.point.village]
        assert distances(coordinates([home]), coordinates([item.point]))[0, 0] < 0.6


def test_a_few_points_can_not_hand_out_an_even_share(assiut: Recipe, assiut_draft: Draft) -> None:
    """No village would be short because of its point, or nearly all would be."""
    needed = Counter[str]()
    for need in assiut_draft.needs:
        needed[need.village] += need.quantity
    limits: dict[str, float] = {}
    for item in assiut_draft.points:
        names = [WEEKDAYS[day.weekday()] for day in assiut.days]
        days = sum(
            name != "friday" and (not item.weekdays or name in item.weekdays) for name in names
        )
        limit = item.point.parcels_per_day
        each = float("inf") if limit is None else limit * days
        limits[item.point.village] = limits.get(item.point.village, 0) + each
    short = [v for v, most in limits.items() if most < needed[v] * assiut.stock_share]
    assert 2 <= len(short) <= 20
    assert all(limits[village] > 0.3 * needed[village] for village in short)


def test_ids_are_unique_and_vehicles_known(assiut_draft: Draft) -> None:
    """Reading would refuse the folder."""
    ids = [item.point.id for item in assiut_draft.points]
    assert len(set(ids)) == len(ids)
    vehicles = {vehicle.id for vehicle in assiut_draft.vehicles}
    assert {item.point.largest_vehicle for item in assiut_draft.points} == {None, "light"}
    assert "light" in vehicles


def test_without_points_each_village_is_its_own(upper_egypt_draft: Draft) -> None:
    """A file of points would double the villages."""
    assert upper_egypt_draft.points == ()
