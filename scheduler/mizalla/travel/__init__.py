"""Distances and times from every warehouse to every point and warehouse, in bulk."""

from mizalla.travel.direct import direct, great_circle_km, positions
from mizalla.travel.network import NetworkFacts
from mizalla.travel.reach import unreachable
from mizalla.travel.reckon import Travel, travel

__all__ = [
    "NetworkFacts",
    "Travel",
    "direct",
    "great_circle_km",
    "positions",
    "travel",
    "unreachable",
]
