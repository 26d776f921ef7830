"""Rain on the road."""

import numpy as np

import mizalla_rainy_roads as plugin
from mizalla.testing import plan_with, tiny, travel_of, with_settings

NORTH = {"lat": 27.25, "lon": 31.15, "radius_km": 5}


def scenario(*rain):
    return with_settings(tiny(), plugin.plugin_name, rain=list(rain))


def test_dry_ways_are_left_to_others():
    """The figures of roads.csv would be overwritten by a guess."""
    assert travel_of(plugin, tiny()) is None
    km, minutes = travel_of(plugin, scenario(NORTH | {"slower": 2}))
    assert np.isnan(km[0, 1])
    assert np.isnan(minutes[:, 1:]).all()


def test_wet_ways_take_longer():
    """A truck would be late, and the next trip too."""
    km, minutes = travel_of(plugin, scenario(NORTH | {"slower": 2}))
    # 8.3 km as the crow flies from W1 to North, × 1.3, at 40 km/h, twice as long
    assert km[0, 0] == np.float64(km[0, 0])
    assert 10 < km[0, 0] < 11.5
    assert minutes[0, 0] == km[0, 0] / 40 * 60 * 2


def test_a_wadi_that_runs_closes_the_way():
    """A truck would turn round at the water."""
    km, minutes = travel_of(plugin, scenario(NORTH | {"slower": "closed"}))
    assert np.isinf(km[:, 0]).all()
    assert np.isinf(minutes[:, 0]).all()


def test_the_plan_goes_round():
    """Minutes that nobody uses are no help."""
    slow = plan_with(plugin, scenario(NORTH | {"slower": 3}))
    dry = plan_with(plugin, tiny())

    def minutes(plan):
        return {
            row.minutes for row in plan.shipments if (row.origin, row.village) == ("W1", "EG250101")
        }

    assert slow.findings == ()
    assert min(minutes(slow)) > max(minutes(dry))
