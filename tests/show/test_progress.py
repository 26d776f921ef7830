"""What a run is doing right now."""

from io import StringIO

from mizalla.run import Step
from mizalla.show import Pipeline, PlainLines
from mizalla.show.console import THEME, Screen
from mizalla.show.progress import at


def _screen(**more: object) -> tuple[Screen, StringIO]:
    stream = StringIO()
    return Screen(file=stream, theme=THEME, width=100, **more), stream


def test_logs_get_a_line_for_each_stage():
    """A log file would hold moving characters, or nothing."""
    screen, stream = _screen()
    with PlainLines(screen, verbose=0) as shown:
        for step in (Step("read"), Step("solve"), Step("solve", "round 1"), Step("verify")):
            shown.listen(step)
    lines = [line.split(":")[0] for line in stream.getvalue().splitlines()]
    assert lines == ["read", "solve", "verify"]


def test_details_come_when_they_are_asked_for():
    """Nobody could see what a long stage is at."""
    screen, stream = _screen()
    with PlainLines(screen, verbose=1) as shown:
        shown.listen(Step("solve"))
        shown.listen(Step("solve", "round 1"))
    assert stream.getvalue().splitlines()[0] == "solve: round 1"


def test_a_terminal_sees_all_stages_and_the_detail_and_then_nothing():
    """A planner would think that a long solve hangs; or the summary would stand below leftovers."""
    screen, stream = _screen(force_terminal=True)
    with Pipeline(screen, ("read", "solve")) as shown:
        shown.listen(Step("read"))
        shown.listen(Step("solve", "round 1"))
        shown.listen(Step("extra", "round 2"))
        with screen.capture() as captured:
            screen.print(shown)
    text = captured.get()
    for word in ("read", "solve", "extra", "round 2"):
        assert word in text
    assert stream.getvalue().endswith("\x1b[2K") or "\x1b[1A" in stream.getvalue()


def test_a_step_says_goal_value_bound_and_gap():
    """Nobody could tell whether waiting any longer is worth it."""
    assert at(Step("solve", "program 3", "coverage", 0.6, 0.75)) == (
        "coverage 60%, bound 75%, gap 20%: program 3"
    )
    assert at(Step("solve", "", "cost", 1500.0)) == "cost 1,500"
    assert at(Step("solve", "over all lanes", "cost")) == "cost: over all lanes"
    assert at(Step("dispatch", "3 of 9")) == "3 of 9"


def test_a_terminal_sees_that_the_search_is_stopping():
    """Ctrl-C would seem to do nothing, and be pressed again."""
    screen, _ = _screen(force_terminal=True)
    stopping = []
    with Pipeline(screen, ("solve",), lambda: bool(stopping)) as shown:
        shown.listen(Step("solve"))
        for word in (False, True):
            with screen.capture() as captured:
                screen.print(shown)
            assert ("Ctrl-C again" in captured.get()) is word
            stopping.append(word)
