"""A campaign in plain arrays: what every contender gets, and nothing else.

Parcels go from warehouses to points by the warehouse's own trucks, there and back within the
trucks' hours, on the days on which the point is open. Short are stock (which partly comes late),
truck hours and loading of each warehouse and day, and what a point can hand over in a day. What
each of these means is said in docs/explanation/model.md.
"""

from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Figures = NDArray[np.float64]
Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Instance:
    """Axes: W warehouses, P points, V villages, K kinds of parcel, D days."""

    warehouses: Figures
    """Latitude and longitude, (W, 2)."""
    points: Figures
    """Latitude and longitude, (P, 2)."""
    village: Counts
    """Village of each point, (P,)."""
    needed: Counts
    """Whole parcels, (V, K)."""
    priority: Figures
    """Weight of each village in the coverage goal, (V,)."""
    calendar: Counts
    """Calendar of each point, (P,)."""
    open: Flags
    """Days on which points of each calendar are open, (calendars, D)."""
    hands: Figures
    """Parcels that each point can hand over in a day, inf where there is no limit, (P,)."""
    loading: Figures
    """Parcels that can leave each warehouse in a day, (W,)."""
    trucks: Counts
    """Trucks of each warehouse, (W,)."""
    hours: Figures
    """Hours that each of them works in a day, (W,)."""
    stock: Counts
    """Rows of warehouse, kind, day of arrival and whole parcels, (rows, 4)."""
    weight: Figures
    """kg of one parcel, (K,)."""
    volume: Figures
    """m3 of one parcel, (K,)."""
    payload: Figures
    """kg, m3 that a truck takes, (2,)."""
    speed: Figures
    """km/h of the truck and of the roads, (2,)."""
    price: Figures
    """Of a km, and of a truck's full day, (2,)."""
    circuity: Figures
    """Road ÷ great circle, (1,)."""

    def save(self, file: Path) -> None:
        """Write it as an npz."""
        np.savez(file, **{field.name: getattr(self, field.name) for field in fields(self)})

    @classmethod
    def load(cls, file: Path) -> "Instance":
        """Read it back."""
        with np.load(file) as found:
            return cls(**{field.name: found[field.name] for field in fields(cls)})
