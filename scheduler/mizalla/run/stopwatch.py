"""Where the time of a run goes, and what it is doing right now."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter
from typing import Protocol


class Progress(Protocol):
    """Anything that says what a run is doing."""

    @property
    def stage(self) -> str:
        """Name of the stage."""
        ...

    @property
    def detail(self) -> str:
        """What it is at within the stage; empty at its start."""
        ...


@dataclass(frozen=True)
class Step:
    """A stage that begins, or how far it is."""

    stage: str
    """Name of the stage."""
    detail: str = ""
    """What it is at within the stage."""
    goal: str = ""
    """Goal being worked on; empty where the stage has none."""
    value: float | None = None
    """What the goal has come to; None: not known yet."""
    bound: float | None = None
    """What is proven of it; None: nothing yet."""


Listener = Callable[[Progress], None]


def within(stage: str, listener: Listener | None) -> Listener | None:
    """Make the listener of one stage, whose own steps are details of the run's."""
    if listener is None:
        return None

    def told(step: Progress) -> None:
        value, bound = getattr(step, "value", None), getattr(step, "bound", None)
        listener(Step(stage, step.detail, step.stage, value, bound))

    return told


class Stopwatch:
    """Seconds by stage; tells a listener which stage begins."""

    def __init__(self, listener: Listener | None = None) -> None:
        self.listener = listener
        """Called with each step; None: nobody listens."""
        self._started = perf_counter()
        self._seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time what happens inside as a stage."""
        if self.listener is not None:
            self.listener(Step(name))
        start = perf_counter()
        try:
            yield
        finally:
            self._seconds[name] = perf_counter() - start

    def seconds(self) -> dict[str, float]:
        """Wall time by stage, in the order they ran, and ``total`` since the watch was made, s."""
        return self._seconds | {"total": perf_counter() - self._started}
