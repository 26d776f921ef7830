"""The pause of the garbage collector ends, whatever happens."""

import gc
from pathlib import Path

import pytest

from mizalla.read import read
from mizalla.read.paused_gc import paused_gc
from mizalla_models.errors import ScenarioError


def test_collector_is_on_after_reading(tmp_path: Path) -> None:
    """A long-running process would never free cycles again after a broken folder."""
    with pytest.raises(ScenarioError):
        read(tmp_path)
    assert gc.isenabled()


def test_collector_that_was_off_stays_off() -> None:
    """A caller that paused the collector itself would find it running."""
    with paused_gc():
        assert not gc.isenabled()
        with paused_gc():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
