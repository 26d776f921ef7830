from mizalla.generate import Recipe
from mizalla.generate.draft import Draft
from mizalla.generate.flow import working_days


def test_there_is_room_for_all_that_the_owner_puts_there(upper_egypt_draft: Draft) -> None:
    """No plan could hold: what lies there on the first evening would not fit."""
    volume = {parcel.id: parcel.volume_m3 for parcel in upper_egypt_draft.parcels}
    for store in upper_egypt_draft.warehouses:
        held = sum(
            lot.quantity * volume[lot.parcel]
            for lot in upper_egypt_draft.stock
            if lot.warehouse == store.id
        )
        assert store.storage_m3 is not None
        assert held <= store.storage_m3


def test_loading_suffices_over_all_and_not_everywhere(
    upper_egypt: Recipe, upper_egypt_draft: Draft
) -> None:
    """The stock could not leave at all, or nothing would ever bind."""
    days = working_days(upper_egypt)
    loading = sum(
        (store.loading_parcels_per_day or 0) * days
        for store in upper_egypt_draft.warehouses
        if store.id.startswith("D")
    )
    held = sum(lot.quantity for lot in upper_egypt_draft.stock)
    assert 0.8 * upper_egypt.slack < loading / held < 1.15 * upper_egypt.slack
    assert all((store.loading_parcels_per_day or 0) > 0 for store in upper_egypt_draft.warehouses)


def test_the_national_store_gets_its_ship_load_out(
    upper_egypt: Recipe, upper_egypt_draft: Draft
) -> None:
    """The ship-load would lie in port until Ramadan is over."""
    store = upper_egypt_draft.warehouses[0]
    ship = next(lot for lot in upper_egypt_draft.stock if lot.lot == "DRY-SHIP")
    assert store.loading_parcels_per_day is not None
    assert ship.quantity / store.loading_parcels_per_day < 10
