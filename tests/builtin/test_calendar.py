"""The calendar plugin."""

from collected import rules_of
from tiny import tiny


def test_each_closed_weekday_stops_deliveries_and_transfers_and_says_so() -> None:
    """Storage goes on over a closed day; nothing else does."""
    scenario = tiny(campaign={"closed_weekdays": ["fri", "tue"], "ends": "2027-02-22"})
    friday, tuesday = rules_of(scenario, "calendar")
    assert dict(friday.where) == {
        "movement": ("delivery", "transfer"),
        "day": ("2027-02-12", "2027-02-19"),
    }
    assert tuesday.where.by["day"] == ("2027-02-09", "2027-02-16")
    assert "Friday" in friday.reason
    assert "الجمعة" in friday.reason_ar


def test_a_weekday_that_the_campaign_never_meets_gives_no_rule() -> None:
    """A rule that picks no day is noise."""
    assert rules_of(tiny(campaign={"closed_weekdays": ["sunday"]}), "calendar") == []
