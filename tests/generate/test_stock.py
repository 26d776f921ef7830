import pytest

from mizalla.generate import Recipe
from mizalla.generate.draft import Draft


def test_stock_is_the_asked_share_of_the_need(
    upper_egypt: Recipe, upper_egypt_draft: Draft, assiut: Recipe, assiut_draft: Draft
) -> None:
    """The campaign would have plenty, or next to nothing."""
    for recipe, made in ((upper_egypt, upper_egypt_draft), (assiut, assiut_draft)):
        for kind in recipe.parcels:
            needed = sum(n.quantity for n in made.needs if n.parcel == kind.parcel.id)
            held = sum(
                lot.quantity
                for lot in made.stock
                if lot.parcel == kind.parcel.id and not lot.earmark
            )
            assert held / needed == pytest.approx(recipe.stock_share, abs=0.001)


def test_the_ship_load_comes_late_and_to_the_national_store(
    upper_egypt: Recipe, upper_egypt_draft: Draft
) -> None:
    """The scenario would not show what it promises."""
    ship = [lot for lot in upper_egypt_draft.stock if lot.lot == "DRY-SHIP"]
    assert [lot.warehouse for lot in ship] == ["N1"]
    assert ship[0].available_on == upper_egypt.days[10]
    dry = sum(lot.quantity for lot in upper_egypt_draft.stock if lot.parcel == "dry")
    assert 0.2 < ship[0].quantity / dry < 0.3


def test_earmarks_name_a_place_of_the_campaign(upper_egypt_draft: Draft) -> None:
    """Reading would refuse the folder, or the lot be of no use to anybody."""
    made = upper_egypt_draft
    marked = {lot.earmark: lot for lot in made.stock if lot.earmark}
    assert len(marked) == 2
    districts = {village.district for village in made.villages}
    district = next(place for place in marked if len(place) > 4)
    assert district in districts
    by_code = {village.pcode: village for village in made.villages}
    needed = sum(
        need.quantity
        for need in made.needs
        if need.parcel == "dry" and by_code[need.village].district == district
    )
    assert 0.8 < marked[district].quantity / needed < 0.9


def test_one_lot_is_bought_and_one_is_short_dated(assiut: Recipe, assiut_draft: Draft) -> None:
    """The scenario would not show purchases or expiry."""
    bought = [lot for lot in assiut_draft.stock if lot.unit_cost is not None]
    short = [lot for lot in assiut_draft.stock if lot.best_before and lot.best_before < assiut.ends]
    assert len(bought) == len(short) == 1
    assert bought[0].quantity > 0
    assert short[0].best_before in assiut.days


def test_lots_outlast_their_arrival(upper_egypt_draft: Draft, assiut_draft: Draft) -> None:
    """Reading would refuse a lot that expires before it arrives."""
    for made in (upper_egypt_draft, assiut_draft):
        for lot in made.stock:
            assert lot.quantity > 0
            assert lot.best_before is not None
            assert lot.available_on is None or lot.available_on < lot.best_before
        keys = [(lot.warehouse, lot.lot) for lot in made.stock]
        assert len(set(keys)) == len(keys)
