"""Demands and their due days."""

from datetime import date

import pytest

from mizalla_models.errors import PluginError
from problems import problem
from tiny import NORTH, SOUTH, need, tiny

N, S = NORTH.pcode, SOUTH.pcode
SECOND, THIRD = date(2027, 2, 9), date(2027, 2, 10)


def test_needs_of_a_village_and_parcel_are_one_demand_with_parts() -> None:
    """Two needs of one village would compete, or the later due day would count first."""
    needs = (need(S, 5), need(N, 10, due=THIRD), need(N, 20, due=SECOND, priority=1))
    demands = problem(tiny(needs=needs)).demands
    assert demands.needed.tolist() == [30, 5]
    assert demands.number.tolist() == [[0], [1]]
    assert demands.part_demand.tolist() == [0, 0, 1]
    assert demands.part_quantity.tolist() == [20, 10, 5]
    assert demands.part_due.tolist() == [1, 2, 2]


def test_what_is_not_needed_is_no_demand() -> None:
    """A village that needs nothing would hold the lowest level at 0 ÷ 0."""
    demands = problem(tiny(needs=(need(N, 0), need(S, 5)))).demands
    assert demands.needed.tolist() == [5]
    assert demands.number.tolist() == [[-1], [0]]
    assert len(problem(tiny(needs=())).demands) == 0


def test_one_priority_for_a_village_and_parcel() -> None:
    """A plan would follow one of two priorities, by the order of rows."""
    needs = (need(N, 10, priority=2), need(N, 10, due=SECOND))
    with pytest.raises(PluginError, match=f"village {N} has needs of dry with different prior"):
        problem(tiny(needs=needs))
    idle = (need(N, 10, priority=2), need(N, 0, due=SECOND))
    assert problem(tiny(needs=idle)).demands.priority.tolist() == [2]
