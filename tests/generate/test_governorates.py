import re

from mizalla.generate.governorates import governorates


def test_all_27_add_up_to_the_census() -> None:
    """A governorate would be missing, or have another's people."""
    rows = governorates()
    assert len(rows) == 27
    assert sum(row.population_2017 for row in rows.values()) == 94_798_827
    assert len({row.geonames_admin1 for row in rows.values()}) == 27


def test_rates_say_where_they_come_from() -> None:
    """A recalled figure would pass for a sourced one."""
    rows = governorates()
    assert {pcode for pcode, row in rows.items() if row.rate_status == "sourced"} == {
        "EG25",
        "EG26",
        "EG29",
    }
    assert all(0 < row.poverty_rate < 1 and row.rate_source for row in rows.values())
    assert rows["EG25"].poverty_rate == 0.667


def test_names_are_in_both_scripts() -> None:
    """Arabic papers would show Latin names."""
    for row in governorates().values():
        assert re.fullmatch(r"[A-Za-z ]+", row.name)
        assert re.fullmatch(r"[\u0621-\u064a ]+", row.name_ar)
