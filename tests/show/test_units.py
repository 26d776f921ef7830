"""What one unit of a rule is called."""

from mizalla.collect import collect, plugin_manager
from mizalla.show.units import units
from tiny import tiny


def test_bounds_have_units_by_what_they_measure():
    """A planner would read truck hours as parcels."""
    store = (
        tiny().warehouses[0].model_copy(update={"loading_parcels_per_day": 50, "storage_m3": 100})
    )
    scenario = tiny(warehouses=(store,))
    found = units(collect(scenario, plugin_manager(scenario)))
    assert {rule.split("/")[0]: word for rule, word in found.items()} == {
        "fleets": "truck hour",
        "loading": "parcel",
        "storage": "m³",
    }
