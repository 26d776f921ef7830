"""What a run is doing right now."""

from collections.abc import Callable
from math import isfinite
from time import perf_counter
from types import TracebackType
from typing import Protocol, Self

from rich.console import Console, ConsoleOptions, RenderResult
from rich.live import Live
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from mizalla.show.words import gap, number, seconds, share

SHARES = ("coverage", "district_gap")
RARELY = 30.0
"""Time between two lines of a log that say what a long stage is at, s."""


class Step(Protocol):
    """A stage, and what it is at."""

    @property
    def stage(self) -> str:
        """Name of the stage."""
        ...

    @property
    def detail(self) -> str:
        """What it is at; empty at its start."""
        ...

    @property
    def goal(self) -> str:
        """Goal being worked on; empty where there is none."""
        ...

    @property
    def value(self) -> float | None:
        """What the goal has come to."""
        ...

    @property
    def bound(self) -> float | None:
        """What is proven of it."""
        ...


def at(step: Step) -> str:
    """Say what a step is at: goal, what it has come to, what is proven, the gap, and the rest."""
    write = share if step.goal in SHARES else number
    reached = step.value is not None and isfinite(step.value)
    said = [f"{step.goal} {write(step.value or 0.0)}" if reached else step.goal]
    if step.bound is not None and isfinite(step.bound):
        said.append(f"bound {write(step.bound)}")
        if step.value is not None and isfinite(step.value):
            distance = abs(step.value - step.bound)
            said.append(f"gap {gap(distance / abs(step.bound) if step.bound else distance)}")
    figures = ", ".join(part for part in said if part)
    return ": ".join(part for part in (figures, step.detail) if part)


class Pipeline:
    """All stages in one line, the present one turning, with its detail and the time gone by.

    Parameters
    ----------
    screen
        A terminal.
    stages
        Names of the stages to come, in order.
    stopping
        Says whether the search was asked to stop.
    """

    def __init__(
        self,
        screen: Console,
        stages: tuple[str, ...],
        stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        self._stopping = stopping
        self._stages = list(stages)
        self._stage = ""
        self._detail = ""
        self._started = perf_counter()
        self._spinner = Spinner("dots", style="name")
        self._live = Live(self, console=screen, transient=True, refresh_per_second=10)

    def __enter__(self) -> Self:
        self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._live.stop()

    def listen(self, step: Step) -> None:
        """Take note of a step."""
        self._stage, self._detail = step.stage, at(step)
        if step.stage not in self._stages:
            self._stages.append(step.stage)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        line = Text()
        reached = self._stages.index(self._stage) if self._stage else -1
        for place, stage in enumerate(self._stages):
            style = "good" if place < reached else "name" if place == reached else "quiet"
            line.append((" › " if place else ""), "quiet")
            line.append(stage, style)
        clock = Text(f"{seconds(perf_counter() - self._started)}  {self._detail}", "quiet")
        if self._stopping():
            clock.append("  stopping, Ctrl-C again to end at once", "warn")
        grid = Table.grid(padding=(0, 1))
        grid.add_row(self._spinner, line)
        grid.add_row("", clock)
        yield grid


class PlainLines:
    """A line per stage when it ends, for logs; with details now and then, or all of them."""

    def __init__(self, screen: Console, verbose: int) -> None:
        self._screen = screen
        self._verbose = verbose
        self._stage = ""
        self._since = self._told = perf_counter()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            self._finish()

    def listen(self, step: Step) -> None:
        """Take note of a step."""
        if step.stage != self._stage:
            self._finish()
            self._stage, self._since = step.stage, perf_counter()
        now = perf_counter()
        if step.detail and (self._verbose or now - self._told >= RARELY):
            self._told = now
            since = "" if self._verbose else f"{seconds(now - self._since)}, "
            self._screen.print(Text(f"{step.stage}: {since}{at(step)}"))

    def _finish(self) -> None:
        if self._stage:
            self._told = perf_counter()
            self._screen.print(Text(f"{self._stage}: {seconds(self._told - self._since)}"))
