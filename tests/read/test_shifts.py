"""Shifts that a member writes as YAML."""

from datetime import time
from pathlib import Path

import pytest

from mizalla.read import inspect
from mizalla_models.rule import Shift
from tiny import write_folder

HEAD = "rules:\n  - kind: shift\n    reason: The fast is broken at sunset.\n"


def written(folder: Path, rule: str) -> Path:
    made = write_folder(folder / "campaign")
    (made / "capacity").mkdir()
    (made / "capacity" / "nour.yaml").write_text(HEAD + rule, "utf-8")
    return made


@pytest.mark.parametrize("mark", ["", '"'])
def test_a_shift_is_read_with_or_without_quotation_marks(tmp_path: Path, mark: str) -> None:
    """A break at sunset could not be said without Python, or would fall on the wrong hour."""
    early, late, home = (f"{mark}{text}{mark}" for text in ("17:20", "18:05", "22:30"))
    rule = (
        f"    where: {{fleet: [F1]}}\n    home: {home}\n"
        f"    breaks: [{{earliest: {early}, latest: {late}, minutes: 40}}]\n"
    )
    scenario, faults = inspect(written(tmp_path, rule))
    assert faults == ()
    assert scenario is not None
    (shift,) = scenario.capacity[0].rules
    assert isinstance(shift, Shift)
    assert shift.home == time(22, 30)
    (rest,) = shift.breaks
    assert (rest.earliest, rest.latest, rest.minutes) == (time(17, 20), time(18, 5), 40)


@pytest.mark.parametrize(
    ("rule", "row", "column", "words"),
    [
        ("    home: 25:30\n", 4, "rules[0].home", "time of day"),
        ("    home: half past nine\n", 4, "rules[0].home", "time of day"),
        ("    home: 12.5\n", 4, "rules[0].home", "time of day"),
        ("    hours: 6\n    where: {fleet: [F9]}\n", 5, "rules[0].where.fleet", "no fleet 'F9'"),
        ("    hours: 6\n    where: {village: [EG250101]}\n", 2, "rules[0]", "by village"),
        ("    where: {fleet: [F1]}\n", 2, "rules[0]", "needs leaves"),
    ],
)
def test_a_wrong_shift_is_told_where_it_stands(
    tmp_path: Path, rule: str, row: int, column: str, words: str
) -> None:
    """Trucks would be home at an hour that nobody wrote."""
    _, (fault,) = inspect(written(tmp_path, rule))
    assert (fault.file, fault.row, fault.column) == ("capacity/nour.yaml", row, column)
    assert words in fault.problem + fault.mend
