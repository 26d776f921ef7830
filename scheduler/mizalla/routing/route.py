"""Route: the one way to ask an engine."""

from collections.abc import Sequence

from mizalla.routing.auto import ENGINES, Auto
from mizalla.routing.parts import parts, whole
from mizalla.routing.price import priced
from mizalla_models.errors import MizallaError, UsageError
from mizalla_models.routing import Budget, Instance, Routes, RoutingEngine, Tour


def route(
    instance: Instance,
    *,
    engine: str | RoutingEngine = "auto",
    seconds: float = 10.0,
    iterations: int | None = None,
    seed: int = 0,
    engines: Sequence[RoutingEngine] = (),
) -> Routes:
    """Find the cheapest tours that do every task.

    Parameters
    ----------
    instance
        What is asked, such as :func:`mizalla.routing.read_vrplib` reads from a file.
    engine
        ``auto`` (whichever measures best), ``pyvrp``, ``vroom``, ``ortools``, the name of one of
        ``engines``, or an engine itself.
    seconds
        Wall time in all, on one core.
    iterations
        Rounds of search instead: then equal seeds give equal answers on any machine.
    seed
        Seed of whatever is drawn by lot.
    engines
        Further engines, as of ``mizalla_routing``.

    Returns
    -------
    Routes
        Tours, tasks left out and cost, re-checked against every bound of the instance whoever
        found it.

    Raises
    ------
    UsageError
        If there is no such engine, or it can't keep what the instance asks for; nothing that an
        engine does not know is ever left aside.
    MizallaError
        If no tours were found that do every task.
    """
    chosen = engine_named(engine, engines)
    require(instance, chosen)
    found: list[Tour] = []
    split = parts(instance)
    count = sum(len(tasks) for _, tasks, _ in split)
    for part, tasks, trucks in split:
        share = seconds * len(tasks) / count
        answer = chosen.route(part, Budget(share, iterations, seed))
        if answer is not None:
            found += whole(answer, tasks, trucks)
    checked = priced(instance, found, chosen.name)
    if checked is None:
        raise MizallaError(
            f"{chosen.name} found no tours that do every task of {instance.name or 'the instance'}"
            " and keep every bound.",
            mend="Give it more time, or tasks that may be left out a prize.",
        )
    return checked


def engine_named(
    engine: str | RoutingEngine, engines: Sequence[RoutingEngine] = ()
) -> RoutingEngine:
    """Look an engine up.

    Raises
    ------
    UsageError
        If there is none of that name.
    """
    if not isinstance(engine, str):
        return engine
    known: dict[str, RoutingEngine] = {"auto": Auto(), **ENGINES}
    known |= {other.name: other for other in engines}
    if engine not in known:
        raise UsageError(
            f"There is no routing engine {engine}.", mend=f"Name one of {', '.join(sorted(known))}."
        )
    return known[engine]


def require(instance: Instance, engine: RoutingEngine) -> None:
    """Refuse an engine that can't keep what is asked.

    Raises
    ------
    UsageError
        Naming the features that it does not know.
    """
    unknown = sorted(instance.features() - engine.features)
    if unknown:
        raise UsageError(
            f"Routing engine {engine.name} can't keep {', '.join(unknown)}.",
            mend="Choose auto, or another engine.",
        )
