"""Dispatch: the allocation to a plan, lot by lot and truck by truck."""

from mizalla.dispatch.dispatch import dispatch
from mizalla.dispatch.routing import Backend, Fleetwork, Routing, Workers
from mizalla.dispatch.trips import Driven, base_days, trips
from mizalla.routing import route

__all__ = [
    "Backend",
    "Driven",
    "Fleetwork",
    "Routing",
    "Workers",
    "base_days",
    "dispatch",
    "route",
    "trips",
]
