"""A gift, its reserved share, and where it went."""

import mizalla_donor_earmark as plugin
from mizalla.testing import (
    assert_keeps_to_its_own,
    assert_says_the_same_twice,
    plan_with,
    reports_of,
    rules_of,
    tiny,
    with_settings,
)


def scenario(**settings):
    return with_settings(tiny(plugin.organisation), plugin.plugin_name, **settings)


def test_the_gift_comes_with_its_reserved_share():
    """A donor's wish would be a note in a mail."""
    gift, share = rules_of(plugin, scenario(quantity=100, share=0.75))
    assert (gift.warehouse, gift.quantity, gift.parcel) == ("W1", 100, "dry")
    assert share.at_most == 25
    assert share.unless.by == {"governorate": ("EG25",)}


def test_the_plan_keeps_the_share_and_the_report_says_so():
    """A donor would have to believe us."""
    asked = scenario(quantity=200, share=0.9)
    plan = plan_with(plugin, asked)
    assert plan.findings == ()
    (report,) = reports_of(plugin, plan, asked)
    went = {row[2]: row[3] for row in report.rows}
    outside = sum(count for village, count in went.items() if not village.startswith("EG25"))
    assert outside <= 20
    assert sum(went.values()) == sum(
        row.quantity for row in plan.shipments if row.supply == plugin.GIFT
    )
    assert "200 parcels" in report.text


def test_a_warehouse_of_others_takes_no_gift_of_ours():
    """Our stock would lie in their store without their knowing."""
    assert rules_of(plugin, scenario(warehouse="W2")) == []
    assert_keeps_to_its_own(plugin)
    assert_says_the_same_twice(plugin)
