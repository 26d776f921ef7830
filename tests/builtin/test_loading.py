"""The loading plugin."""

from collected import rules_of
from tiny import STORE, tiny


def test_one_limit_holds_the_rates_of_all_warehouses_that_state_one() -> None:
    """A limit for each warehouse would make the build loop over three hundred rules."""
    stores = tuple(
        STORE.model_copy(update={"id": name, "loading_parcels_per_day": rate})
        for name, rate in (("W1", 40), ("W2", None), ("W3", 0))
    )
    (rule,) = rules_of(tiny(warehouses=stores), "loading")
    assert rule.at_most == {"W1": 40, "W3": 0}
    assert (rule.measure, rule.per, bool(rule.where)) == ("parcels", ("origin", "day"), False)


def test_no_rate_gives_no_rule() -> None:
    """A limit that binds nobody is noise in every table of rules."""
    assert rules_of(tiny(), "loading") == []
