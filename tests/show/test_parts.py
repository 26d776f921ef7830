"""Parts of a plan, filtered."""

import pytest

from mizalla.show import Filter, Names, Parts, parts_data, parts_view
from mizalla_models.errors import UsageError
from plans import TRANSFER, rule_use, sample_plan

ALL = Parts(shipments=True, coverage=True, rules=True)


@pytest.mark.parametrize(
    ("only", "deliveries", "transfers"),
    [
        (Filter(), 2, 1),
        (Filter(village="EG250102"), 1, 0),
        (Filter(warehouse="W1"), 2, 0),
        (Filter(warehouse="W0"), 0, 1),
        (Filter(day=TRANSFER.day), 1, 1),
        (Filter(day=TRANSFER.arrives), 1, 0),
    ],
)
def test_filters_by_village_warehouse_and_day(only, deliveries, transfers):
    """A driver would get another day's or another warehouse's load."""
    data = parts_data(sample_plan(), ALL, only)
    assert (len(data["shipment_rows"]), len(data["transfer_rows"])) == (deliveries, transfers)


def test_rules_are_filtered_by_their_group():
    """All of a warehouse's limits would have to be searched for one day's."""
    uses = (rule_use(), rule_use(group="W1|2027-02-09"), rule_use(group="W2|2027-02-08"))
    only = Filter(warehouse="W1", day=TRANSFER.day)
    assert len(parts_data(sample_plan(rules=uses), ALL, only)["rules"]) == 1


def test_a_village_that_needs_nothing_is_wrong_use():
    """A misspelt p-code would look like a village that is left out."""
    with pytest.raises(UsageError, match="EG259999"):
        parts_data(sample_plan(), ALL, Filter(village="EG259999"))


def test_a_filter_alone_says_which_parts_are_meant():
    """``show RUN --village`` would show the whole plan and no village."""
    assert Parts().implied_by(Filter()) == Parts()
    assert Parts().implied_by(Filter(village="v")) == Parts(shipments=True, coverage=True)
    assert Parts().implied_by(Filter(warehouse="w")) == Parts(shipments=True)
    assert Parts(rules=True).implied_by(Filter(warehouse="w")) == Parts(rules=True)


def test_shows_rows_up_to_a_limit_and_says_so(see):
    """A terminal would be flooded with rows; or rows would be missing in silence."""
    names = Names(latin={"EG250101": "North", "W1": "Assiut store"})
    short = see(parts_view(sample_plan(), ALL, Filter(), names, limit=1))
    assert "1 row not shown" in short
    whole = see(parts_view(sample_plan(), ALL, Filter(), names, limit=None), width=160)
    assert "not shown" not in whole
    for word in ("Deliveries", "Transfers", "Limits", "Assiut store", "North", "162"):
        assert word in whole


def test_nothing_is_said_to_be_nothing(see):
    """An empty table would look like a defect."""
    text = see(
        parts_view(sample_plan(), Parts(shipments=True), Filter(warehouse="W8"), Names(), limit=9)
    )
    assert "Nothing." in text
