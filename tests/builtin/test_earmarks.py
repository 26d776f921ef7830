"""The earmarks plugin."""

import pytest

from collected import rules_of
from mizalla_models.errors import PluginError
from tiny import STORE, lot, tiny


@pytest.mark.parametrize(
    ("earmark", "dimension"),
    [
        ("EG25", "governorate"),
        ("EG2501", "district"),
        ("EG250102", "village"),
        ("amal", "organisation"),
    ],
)
def test_an_earmark_binds_deliveries_by_what_it_names(earmark: str, dimension: str) -> None:
    """What is kept for a place or a member would go elsewhere."""
    rows = (lot(id="a", earmark=earmark), lot(id="b", earmark=earmark), lot(id="c"))
    (rule,) = rules_of(tiny(stock=rows), "earmarks")
    assert dict(rule.where) == {"supply": ("a", "b"), "movement": ("delivery",)}
    assert dict(rule.unless) == {dimension: (earmark,)}
    assert earmark in rule.reason


def test_a_governorate_that_holds_only_a_store_is_a_place_too() -> None:
    """Its stock must stay there, and the run must not break."""
    store = STORE.model_copy(update={"governorate": "EG26", "district": "EG2601"})
    rows = (lot(id="a", earmark="EG26"), lot(id="b", earmark="EG2601"))
    one, other = rules_of(tiny(warehouses=(store,), stock=rows), "earmarks")
    assert dict(one.unless) == {"governorate": ("EG26",)}
    assert dict(other.unless) == {"district": ("EG2601",)}


def test_an_earmark_for_nothing_known_is_refused() -> None:
    """Left out, it would free stock that a donor has tied."""
    with pytest.raises(PluginError, match="EG99"):
        rules_of(tiny(stock=(lot(earmark="EG99"),)), "earmarks")
