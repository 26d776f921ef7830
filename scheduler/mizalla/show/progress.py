"""What a run is doing right now."""

from time import perf_counter
from types import TracebackType
from typing import Protocol, Self

from rich.console import Console, ConsoleOptions, RenderResult
from rich.live import Live
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from mizalla.show.words import seconds


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


class Pipeline:
    """All stages in one line, the present one turning, with its detail and the time gone by.

    Parameters
    ----------
    screen
        A terminal.
    stages
        Names of the stages to come, in order.
    """

    def __init__(self, screen: Console, stages: tuple[str, ...]) -> None:
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
        self._stage, self._detail = step.stage, step.detail
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
        grid = Table.grid(padding=(0, 1))
        grid.add_row(self._spinner, line)
        grid.add_row("", clock)
        yield grid


class PlainLines:
    """A line per stage when it ends, for logs; with details where they are asked for."""

    def __init__(self, screen: Console, verbose: int) -> None:
        self._screen = screen
        self._verbose = verbose
        self._stage = ""
        self._since = perf_counter()

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
        if step.detail and self._verbose:
            self._screen.print(Text(f"{step.stage}: {step.detail}"))

    def _finish(self) -> None:
        if self._stage:
            self._screen.print(Text(f"{self._stage}: {seconds(perf_counter() - self._since)}"))
