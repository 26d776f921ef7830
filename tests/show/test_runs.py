"""Runs side by side."""

from mizalla.show import run_table
from plans import run_of, sample_plan


def test_a_run_shows_what_it_came_to(see):
    """Runs could not be told apart."""
    run = run_of(sample_plan())
    text = see(run_table([run], total=3), width=160)
    for word in (run.id, "2027-02-08 15:30", "pooled", "optimal", "60%", "5,519 EGP", "1.25 s"):
        assert word in text
    assert "2 older runs not shown." in text


def test_no_run_says_how_to_make_one(see):
    """A newcomer would see an empty table."""
    assert "mizalla plan SCENARIO" in see(run_table([], total=0))
