"""Where the time goes."""

import pytest

from mizalla.run.stopwatch import Step, Stopwatch, within


def test_stages_are_told_before_they_begin():
    """A listener would name the stage before the one that hangs."""
    told = []
    watch = Stopwatch(lambda step: told.append((step.stage, step.detail)))
    with watch.stage("read"):
        assert told == [("read", "")]
    assert list(watch.seconds()) == ["read", "total"]


def test_a_stage_that_fails_is_timed_too():
    """The stage that took all the time before it broke would not be listed."""
    watch = Stopwatch()
    with pytest.raises(KeyError), watch.stage("solve"):
        raise KeyError
    assert list(watch.seconds()) == ["solve", "total"]


def test_the_steps_of_a_stage_are_details_of_the_runs():
    """Goals of the solver would be shown as stages of the run."""
    told = []
    listener = within("solve", told.append)
    assert listener is not None
    listener(Step("coverage", "round 3"))
    assert told == [Step("solve", "round 3", "coverage")]
    assert within("solve", None) is None
