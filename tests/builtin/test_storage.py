"""The storage plugin."""

from collected import rules_of
from tiny import STORE, tiny


def test_room_limits_what_lies_in_store_in_m3() -> None:
    """Without movement storage the rule would bind what leaves, not what stays."""
    stores = (
        STORE.model_copy(update={"storage_m3": 12.5}),
        STORE.model_copy(update={"id": "W2"}),
    )
    (rule,) = rules_of(tiny(warehouses=stores), "storage")
    assert (rule.at_most, rule.measure, rule.per) == ({"W1": 12.5}, "m3", ("origin", "day"))
    assert dict(rule.where) == {"movement": ("storage",)}


def test_no_room_stated_gives_no_rule() -> None:
    """No limit must not become a limit of nothing."""
    assert rules_of(tiny(), "storage") == []
