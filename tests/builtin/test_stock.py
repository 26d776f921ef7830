"""The stock plugin."""

from datetime import date

from collected import rules_of
from tiny import FIRST, lot, tiny


def test_every_row_becomes_a_supply_with_all_that_it_states() -> None:
    """A column lost on the way would be stock that nobody can plan with."""
    row = lot(
        quantity=70,
        lot="L1",
        available_on=date(2027, 2, 9),
        best_before=date(2027, 6, 1),
        earmark="EG25",
        unit_cost=210.5,
    )
    (supply,) = rules_of(tiny(stock=(row,)), "stock")
    stated = {field: getattr(row, field) for field in type(row).model_fields}
    assert {field: getattr(supply, field) for field in stated} == stated


def test_reasons_tell_what_lies_from_what_arrives_and_what_is_bought() -> None:
    """A planner who hears the reason must know whether the parcels are there yet, and paid."""
    rows = (
        lot(id="a", available_on=FIRST),
        lot(id="b", available_on=date(2027, 2, 9)),
        lot(id="c", unit_cost=200),
    )
    lies, arrives, bought = rules_of(tiny(stock=rows), "stock")
    assert lies.reason == "300 × Dry carton at Assiut store."
    assert "from 2027-02-09" in arrives.reason
    assert "200.00" in bought.reason
    assert "200.00" in bought.reason_ar
