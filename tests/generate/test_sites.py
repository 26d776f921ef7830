from collections import Counter

import pytest

from mizalla.generate import load_recipe
from mizalla.generate.draft import Draft, draft
from mizalla.generate.geo import coordinates, distances
from mizalla.generate.towns import Town


def test_levels_are_as_asked(upper_egypt_draft: Draft) -> None:
    """The chain from national store to depot would be broken."""
    ids = [store.id for store in upper_egypt_draft.warehouses]
    assert Counter(key[0] for key in ids) == {"N": 1, "G": 5, "D": 34}
    assert len(set(ids)) == 40


def test_every_store_stands_near_a_town(
    upper_egypt_draft: Draft, all_towns: tuple[Town, ...]
) -> None:
    """A store would stand in the desert."""
    stores = upper_egypt_draft.warehouses
    km = distances(coordinates(stores), coordinates(all_towns))
    assert km.min(axis=1).max() < 2.2
    by_district = {town.district: town for town in all_towns}
    assert all(store.governorate == by_district[store.district].governorate for store in stores)


def test_every_member_has_a_store_where_there_are_enough(upper_egypt_draft: Draft) -> None:
    """A member would take no part in the campaign."""
    owners = {store.organisation for store in upper_egypt_draft.warehouses}
    assert owners == {member.id for member in upper_egypt_draft.organisations}


def test_towns_get_a_second_depot_when_all_have_one() -> None:
    """More depots than towns would share ids."""
    made = draft(load_recipe("small", warehouses={"national": 1, "governorate": 2, "depot": 40}))
    ids = [store.id for store in made.warehouses]
    assert len(set(ids)) == len(ids) == 43
    assert any(key.endswith("-2") for key in ids)
    assert any(store.name.endswith("depot 2") for store in made.warehouses)


@pytest.mark.parametrize("depots", [1, 3])
def test_depots_stand_amid_their_villages(depots: int, assiut_draft: Draft) -> None:
    """Trucks would drive farther than they need."""
    stores = assiut_draft.warehouses[: depots + 1]
    at = coordinates(assiut_draft.villages)
    fewer = distances(at, coordinates(stores[:-1] or stores)).min(axis=1).mean()
    assert distances(at, coordinates(stores)).min(axis=1).mean() < fewer
