from pathlib import Path

import pytest

from mizalla.collect import collect, plugin_manager
from mizalla.generate import starter
from mizalla.read import inspect
from mizalla_models.errors import UsageError


def test_it_is_read_without_a_fault(tmp_path: Path) -> None:
    """A newcomer's first command would fail."""
    starter(tmp_path / "mine")
    scenario, faults = inspect(tmp_path / "mine")
    assert faults == ()
    assert scenario is not None
    assert (len(scenario.organisations), len(scenario.warehouses), len(scenario.villages)) == (
        2,
        2,
        6,
    )
    assert collect(scenario, plugin_manager(scenario)).provided


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """Somebody's campaign would be lost."""
    (tmp_path / "stock.csv").write_text("mine")
    with pytest.raises(UsageError, match="not empty"):
        starter(tmp_path)
