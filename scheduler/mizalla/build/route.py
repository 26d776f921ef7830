"""Routes: every movement of the full problem, its day left open."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mizalla.build.index import Codes

DELIVERY, TRANSFER, STORAGE = 0, 1, 2


@dataclass(frozen=True)
class Routes:
    """Every way to move a kind of supply from a warehouse, as arrays with an entry per route.

    A lane of the model is a route on a day. All figures are per parcel.
    """

    movement: NDArray[np.int8]
    """DELIVERY or TRANSFER."""
    origin: Codes
    """Warehouse it leaves."""
    destination: Codes
    """Point of a delivery, warehouse of a transfer."""
    fleet: Codes
    """Fleet, -1 on contract."""
    kind: Codes
    """Kind of supply."""
    lead: Codes
    """Days until it may leave again; 0 for deliveries."""
    contract: Codes
    """Row of the scenario's lanes, -1 by fleet."""
    demand: Codes
    """Demand it serves, -1 for transfers."""
    share: NDArray[np.float64]
    """Share of a full truck that one parcel takes, 0 on contract."""
    pattern: Codes
    """Row of the problem's day patterns: the days on which it may leave."""

    def __len__(self) -> int:
        return len(self.origin)

    def take(self, which: NDArray[np.bool_] | NDArray[np.intp]) -> "Routes":
        """Keep some of the routes."""
        return replace(self, **{name: column[which] for name, column in vars(self).items()})


def joined(parts: list[Routes]) -> Routes:
    """Put routes one after another."""
    return Routes(
        **{name: np.concatenate([getattr(part, name) for part in parts]) for name in vars(parts[0])}
    )
