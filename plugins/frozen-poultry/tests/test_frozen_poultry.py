"""Cold from store to door."""

import mizalla_frozen_poultry as plugin
from mizalla.testing import (
    assert_keeps_to_its_own,
    assert_says_the_same_twice,
    plan_with,
    review_of,
    rules_of,
    tiny,
    with_settings,
)
from mizalla_models.rule import Charge, Forbid, WholePallets


def test_frozen_parcels_ride_in_cold_trucks_and_not_far():
    """Poultry would thaw on the way."""
    trucks, hours, fuel = rules_of(plugin, tiny(plugin.organisation))
    assert isinstance(trucks, Forbid)
    assert trucks.where.by["vehicle"] == ("contract", "van")
    assert trucks.where.by["parcel"] == ("frozen",)
    assert hours.minutes_over == 240
    assert isinstance(fuel, Charge)


def test_hired_lorries_cool_where_the_settings_say_so():
    """Pallets would stay in the store that they came to."""
    asked = with_settings(
        tiny(plugin.organisation), plugin.plugin_name, vehicles=["reefer", "contract"]
    )
    trucks, *_ = rules_of(plugin, asked)
    assert trucks.where.by["vehicle"] == ("van",)
    every = with_settings(
        tiny(plugin.organisation), plugin.plugin_name, vehicles=["van", "reefer", "contract"]
    )
    assert "refrigerated trucks alone" not in {rule.name for rule in rules_of(plugin, every)}


def test_pallets_stay_closed_between_stores_where_asked():
    """Every pallet that is opened on the way lets the cold out."""
    asked = with_settings(tiny(plugin.organisation), plugin.plugin_name, pallets="pallet")
    *_, closed = rules_of(plugin, asked)
    assert isinstance(closed, WholePallets)
    assert closed.column == "pallet"
    assert closed.where.by["movement"] == ("transfer",)


def test_the_plan_keeps_them_cold():
    """A rule that the plan does not keep is no rule."""
    plan = plan_with(plugin, tiny(plugin.organisation))
    assert plan.findings == ()
    assert {row.vehicle for row in plan.shipments if row.parcel == "frozen"} == {"reefer"}


def test_an_alliance_without_frozen_parcels_hears_nothing():
    """A rule that names what is not there is refused."""
    assert (
        rules_of(
            plugin, with_settings(tiny(plugin.organisation), plugin.plugin_name, parcels=["ice"])
        )
        == []
    )


def test_what_stays_in_store_is_objected_to():
    """Poultry would thaw in store, and nobody would hear of it."""
    scenario = tiny(plugin.organisation)
    assert review_of(plugin, plan_with(plugin, scenario), scenario) == ()
    slow = with_settings(scenario, plugin.plugin_name, hours=0.01)
    (objection,) = review_of(plugin, plan_with(plugin, slow), slow)
    assert "100 of 100 frozen parcels" in objection.text


def test_it_keeps_to_its_own_and_says_the_same_twice():
    """Flour of others would need refrigerated trucks."""
    assert_keeps_to_its_own(plugin)
    assert_says_the_same_twice(plugin)
