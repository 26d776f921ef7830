from pathlib import Path

import pytest

from mizalla.generate.folder import empty_folder
from mizalla_models.errors import UsageError


def test_a_new_folder_is_made(tmp_path: Path) -> None:
    """Users would have to make it themselves."""
    with empty_folder(tmp_path / "a" / "b") as folder:
        assert folder.is_dir()


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """Somebody's campaign would be lost."""
    (tmp_path / "stock.csv").write_text("mine")
    with pytest.raises(UsageError, match="not empty"), empty_folder(tmp_path):
        pass
    assert (tmp_path / "stock.csv").read_text() == "mine"


def test_a_file_in_the_way_is_told(tmp_path: Path) -> None:
    """The user would get a traceback."""
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="can't be written"), empty_folder(tmp_path / "file"):
        pass
