import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mizalla.export import export
from mizalla_models.errors import UsageError
from plans import big_plan, run_of, sample_plan


def names(folder: Path) -> set[str]:
    """Names of all that lies in a folder."""
    return {path.name for path in folder.iterdir()}


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    """Would break if a folder made beforehand were refused, or a sibling left behind."""
    (tmp_path / "out").mkdir()
    export(sample_plan(), tmp_path / "out")
    assert "plan.json" in names(tmp_path / "out")
    assert names(tmp_path) == {"out"}


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    """Would break if a planner had to make ``exports/2027`` by hand."""
    export(sample_plan(), tmp_path / "exports" / "سنة 2027" / "out")
    assert "plan.json" in names(tmp_path / "exports" / "سنة 2027" / "out")


def test_an_earlier_export_is_replaced_whole(tmp_path: Path) -> None:
    """Would break if a file of the earlier plan lay among those of the new one."""
    plan = sample_plan()
    export(plan, tmp_path / "out", run=run_of(plan))
    (tmp_path / "out" / ".DS_Store").touch()
    export(sample_plan(km=1.5), tmp_path / "out")
    assert "run.json" not in names(tmp_path / "out")
    assert b'"km":1.5' in (tmp_path / "out" / "plan.json").read_bytes()
    assert names(tmp_path) == {"out"}


def test_an_earlier_export_with_something_added_is_refused(tmp_path: Path) -> None:
    """Would break if a planner's notes beside the files were deleted."""
    export(sample_plan(), tmp_path / "out")
    (tmp_path / "out" / "notes.xlsx").touch()
    with pytest.raises(UsageError, match=r"notes\.xlsx") as caught:
        export(sample_plan(), tmp_path / "out")
    assert caught.value.exit_code == 2
    assert "notes.xlsx" in names(tmp_path / "out")


def test_a_scenario_folder_is_refused(tmp_path: Path) -> None:
    """Would break if names that both know, such as coverage.csv, passed for an export."""
    (tmp_path / "coverage.csv").write_text("mine")
    with pytest.raises(UsageError, match="no whole export"):
        export(sample_plan(), tmp_path)
    assert (tmp_path / "coverage.csv").read_text() == "mine"


def test_a_file_in_the_place_is_refused(tmp_path: Path) -> None:
    """Would break if a file were replaced by a folder."""
    (tmp_path / "out").write_text("mine")
    with pytest.raises(UsageError, match="is a file"):
        export(sample_plan(), tmp_path / "out")
    assert (tmp_path / "out").read_text() == "mine"


def test_a_place_that_can_not_be_written(tmp_path: Path) -> None:
    """Would break if a place below a file ended in a traceback."""
    (tmp_path / "file").write_text("mine")
    with pytest.raises(UsageError, match="can't be written"):
        export(sample_plan(), tmp_path / "file" / "out")


@contextmanager
def little_room(size: int) -> Iterator[None]:
    """Let no file grow beyond so many bytes, as a quota does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk(tmp_path: Path) -> None:
    """Would break if half an export were left, or the refusal were a traceback."""
    plan = big_plan(2000)
    with little_room(20_000), pytest.raises(UsageError, match="can't be written"):
        export(plan, tmp_path / "out")
    assert names(tmp_path) == set()


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    """Would break if an export to ``latest`` replaced the link and not what it points to."""
    (tmp_path / "real").mkdir()
    (tmp_path / "latest").symlink_to(tmp_path / "real")
    export(sample_plan(), tmp_path / "latest")
    assert (tmp_path / "latest").is_symlink()
    assert "plan.json" in names(tmp_path / "real")


def test_the_folder_has_the_rights_that_new_folders_have(tmp_path: Path) -> None:
    """Would break if colleagues could not open what the planner exported."""
    (tmp_path / "usual").mkdir()
    export(sample_plan(), tmp_path / "out")
    assert (tmp_path / "out").stat().st_mode == (tmp_path / "usual").stat().st_mode
