"""The node of the road network that lies nearest to a place."""

import math
from bisect import bisect_left
from collections.abc import Iterable

from mizalla.verify.earth import RADIUS_KM, haversine
from mizalla_models.place import Place

Node = tuple[float, float]
KM_PER_DEGREE = math.radians(1) * RADIUS_KM


class Nearest:
    """Nodes by latitude, searched outwards from the latitude of the place.

    A node is never nearer than its latitude is, so the search stops where that alone is farther
    than the best node found.
    """

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._nodes = sorted(set(nodes))

    def to(self, place: Place) -> tuple[Node, float]:
        """Nearest node, of those equally near the first by latitude; its great-circle km."""
        middle = bisect_left(self._nodes, (place.lat, place.lon))
        best: tuple[float, Node] = (math.inf, (math.nan, math.nan))
        for run in (range(middle, len(self._nodes)), range(middle - 1, -1, -1)):
            for index in run:
                node = self._nodes[index]
                if KM_PER_DEGREE * abs(node[0] - place.lat) > best[0] + 1e-8:
                    break
                best = min(best, (round(haversine(place.lat, place.lon, *node), 9), node))
        return best[1], best[0]
