import pytest

from mizalla.store.choose import choose
from mizalla_models.errors import UsageError

IDS = ["20270209-080000-1a2b", "20270208-153000-9f00", "20270208-090000-77aa"]


@pytest.mark.parametrize(
    ("name", "run"),
    [
        ("latest", 0),
        ("Latest ", 0),
        (IDS[2], 2),
        ("20270209", 0),
        ("20270208-15", 1),
        ("77aa", 2),
        ("77AA", 2),
    ],
)
def test_a_run_by_a_part_of_its_id(name: str, run: int) -> None:
    """Would break if a planner had to type whole ids, or got another run than was meant."""
    assert choose(name, IDS) == IDS[run]


def test_an_id_that_begins_another_is_meant_itself() -> None:
    """Would break if a whole id were called ambiguous."""
    assert choose("run", ["run-2", "run"]) == "run"


def test_a_name_that_fits_several_runs() -> None:
    """Would break if one of several were taken silently."""
    with pytest.raises(UsageError, match=f"fits 2 runs: {IDS[1]}, {IDS[2]}. Write more"):
        choose("20270208", IDS)
    with pytest.raises(UsageError, match=r"fits 12 runs: .* and 7 more"):
        choose("r", [f"r{number}" for number in range(12)])


@pytest.mark.parametrize("name", ["20270208-153000-9f01", "", "  ", "yesterday"])
def test_a_name_that_fits_none(name: str) -> None:
    """Would break if a mistyped name gave no hint, or an empty one any run."""
    with pytest.raises(UsageError, match=r"There is no run .* mizalla runs") as caught:
        choose(name, IDS)
    assert caught.value.exit_code == 2
    if name.startswith("2027"):
        assert "The closest is 20270208-153000-9f00." in str(caught.value)


def test_a_store_without_runs() -> None:
    """Would break if an empty store ended in an index error."""
    with pytest.raises(UsageError, match=r"no runs yet.*mizalla plan"):
        choose("latest", [])
