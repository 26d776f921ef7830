"""How trips are looked for, and by whom."""

from dataclasses import dataclass
from typing import Literal

from mizalla_models.routing import RoutingEngine

Backend = Literal["loky", "dask", "ray"]


@dataclass(frozen=True)
class Workers:
    """Who does the work."""

    count: int | None = None
    """Processes. None: as many as cores where there is work for them, else this one."""
    backend: Backend = "loky"
    """joblib's: processes of this machine, or a cluster."""
    cluster: str = ""
    """Address of the cluster's scheduler; empty: one of this machine."""


@dataclass(frozen=True)
class Fleetwork:
    """How far the work is."""

    done: int
    """Base-days done."""
    total: int
    """Base-days in all."""

    stage: str = "trips"

    @property
    def detail(self) -> str:
        """For people: a bar, and both numbers."""
        full = round(20 * self.done / max(1, self.total))
        bar = "█" * full + "░" * (20 - full)
        return f"{bar} {self.done} of {self.total} base-days"


@dataclass(frozen=True)
class Routing:
    """How trips are looked for."""

    engine: str | None = None
    """Name of the engine. None: the campaign's; ``none``: no trips are looked for."""
    seconds: float | None = None
    """Time for each base and day, s. None: the campaign's."""
    seed: int = 0
    """Seed of whatever is drawn by lot."""
    engines: tuple[RoutingEngine, ...] = ()
    """Engines of plugins."""
    workers: Workers = Workers()
    """Who does it; never changes what comes of it."""
