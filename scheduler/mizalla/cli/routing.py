"""Options of commands that look for trips."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import click

if TYPE_CHECKING:
    from mizalla.dispatch import Routing

Command = Callable[..., None]


@dataclass(frozen=True)
class RoutingChoice:
    """What was asked for, before anything heavy is loaded."""

    engine: str | None
    seconds: float | None
    workers: int | None
    backend: Literal["loky", "dask", "ray"]
    cluster: str

    def routing(self) -> "Routing":
        """Say it in the words of dispatch."""
        from mizalla.dispatch import Routing, Workers

        return Routing(
            engine=self.engine,
            seconds=self.seconds,
            workers=Workers(self.workers, self.backend, self.cluster),
        )


def routing_options(command: Command) -> Command:
    """Give a command options of routing, and hand it a RoutingChoice of them."""

    @click.option(
        "--routing",
        "engine",
        metavar="ENGINE",
        help="Routing engine in place of the campaign's: auto, pyvrp, vroom, ortools, insertion, "
        "a plugin's; or none, to plan no trips.",
    )
    @click.option(
        "--routing-seconds",
        "seconds",
        type=click.FloatRange(min=0, min_open=True),
        help="Time to look for the trips of one base and day, in place of a number of rounds.",
    )
    @click.option(
        "--workers",
        type=click.IntRange(min=1),
        envvar="MIZALLA_WORKERS",
        show_envvar=True,
        help="Processes that look for trips; never changes what they find.  [default: as many as "
        "cores, where there is work for them]",
    )
    @click.option(
        "--backend",
        type=click.Choice(["loky", "dask", "ray"]),
        default="loky",
        show_default=True,
        envvar="MIZALLA_BACKEND",
        show_envvar=True,
        help="Where they run: on this machine, or on a cluster.",
    )
    @click.option(
        "--cluster",
        default="",
        envvar="MIZALLA_CLUSTER",
        show_envvar=True,
        metavar="ADDRESS",
        help="Scheduler of the dask cluster.  [default: one of this machine]",
    )
    @functools.wraps(command)
    def run(
        engine: str | None,
        seconds: float | None,
        workers: int | None,
        backend: Literal["loky", "dask", "ray"],
        cluster: str,
        **arguments: Any,
    ) -> None:
        choice = RoutingChoice(engine, seconds, workers, backend, cluster)
        command(routing=choice, **arguments)

    return run
