"""``--time-limit`` and Ctrl-C."""

import signal

import click
import pytest

from mizalla.budget import Budget, StoppedError
from mizalla.cli.output import Session
from mizalla.cli.patience import patience
from mizalla.store import Store
from mizalla_models.errors import UsageError

SESSION = Session(as_json=False, db="sqlite://", verbose=0, quiet=False)
PROMISE = """
from mizalla.hookspecs import hookimpl
from mizalla_models.rule import Limit


@hookimpl
def mizalla_rules(scenario):
    lying = {"movement": ["storage"]}
    yield Limit(name="reserve", reason="For floods.", at_least=20, where=lying, per=["day"])
"""


def test_a_plan_without_time_to_search_is_verified_kept_and_says_so(mizalla, scenario, tmp_path):
    """Who has little time would get nothing, or not know that better plans were not looked for."""
    ended = mizalla("plan", scenario, "--json", "--time-limit", "0")
    assert ended.code == 0
    assert ended.data["stopped"] == "time limit"
    assert ended.data["status"] in ("optimal", "feasible")
    assert ended.data["findings"] == 0
    assert ended.data["served"]["parcels"] > 0
    with Store(f"sqlite:///{tmp_path / 'mizalla.db'}") as store:
        plan = store.plan(ended.data["run"])
    assert plan.settings["time_limit"] == 0
    assert "The time limit ended the search" in mizalla("show", "latest").out


def test_time_enough_changes_nothing(mizalla, scenario):
    """Plans with a limit would be worse than others although it was never come up to."""
    one, other = (
        mizalla("plan", scenario, "--json", "--no-store", *more).data
        for more in ((), ("--time-limit", "600"))
    )
    assert one["stopped"] is other["stopped"] is None
    assert (one["goals"], one["cost"], one["trips"]) == (
        other["goals"],
        other["cost"],
        other["trips"],
    )


def test_no_plan_in_time_is_wrong_use(mizalla, scenario, tmp_path):
    """A plan that breaks a promise would be kept, or the error would not say what to do."""
    (tmp_path / "promise.py").write_text(PROMISE)
    words = ("plan", scenario, "--plugin", tmp_path / "promise.py", "--routing", "none")
    assert mizalla(*words, "--json").code == 0
    ended = mizalla(*words, "--json", "--time-limit", "0")
    assert ended.code == UsageError.exit_code
    assert "time limit" in ended.data["error"]["message"]


def test_the_first_interrupt_ends_the_search_and_the_second_the_command(capfd):
    """Ctrl-C would throw a long search away, or could not end the command at all."""
    budget, before = Budget(), signal.getsignal(signal.SIGINT)

    def pressed_twice() -> None:
        with patience(SESSION, budget):
            budget.begin()
            signal.raise_signal(signal.SIGINT)
            assert budget.interrupted
            assert "Press Ctrl-C again" in capfd.readouterr().err
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        pressed_twice()
    assert signal.getsignal(signal.SIGINT) is before


def test_before_there_is_anything_to_finish_the_first_one_ends_it():
    """Who called the wrong folder would have to press twice."""
    with pytest.raises(KeyboardInterrupt), patience(SESSION, Budget()):
        signal.raise_signal(signal.SIGINT)


def test_a_search_without_a_plan_is_told_by_what_ended_it():
    """Ctrl-C would be reported as a time limit of nothing."""
    interrupted = Budget()
    interrupted.interrupt()
    with pytest.raises(click.Abort), patience(SESSION, interrupted):
        raise StoppedError
    with pytest.raises(UsageError, match="3 s"), patience(SESSION, Budget(3)):
        raise StoppedError
