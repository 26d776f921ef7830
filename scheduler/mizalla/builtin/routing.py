"""The routing engines that come with Mizalla."""

from mizalla.hookspecs import hookimpl
from mizalla.routing import ENGINES
from mizalla_models.routing import RoutingEngine


@hookimpl
def mizalla_routing() -> tuple[RoutingEngine, ...]:
    """OR-Tools, PyVRP, VROOM, and an insertion of our own."""
    return tuple(ENGINES.values())
