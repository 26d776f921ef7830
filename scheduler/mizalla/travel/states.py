"""States of the network: which roads are open on which day."""

import numpy as np
from numpy.typing import NDArray

from mizalla_models.campaign import Campaign
from mizalla_models.road import Road


def states(
    roads: tuple[Road, ...], campaign: Campaign
) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Tell apart the days on which different roads are open.

    Parameters
    ----------
    roads
        Rows of ``roads.csv``.
    campaign
        Its days.

    Returns
    -------
    tuple
        Which roads are open, shape (states, roads), states in the order of their first day; and
        the state of each day, shape (days,). Without roads there is one state.
    """
    days = np.array([day.toordinal() for day in campaign.days])
    timed = [number for number, road in enumerate(roads) if road.closed_from or road.closed_until]
    closed = np.zeros((len(days), len(timed)), dtype=bool)
    for column, number in enumerate(timed):
        road = roads[number]
        first = road.closed_from.toordinal() if road.closed_from else days[0]
        last = road.closed_until.toordinal() if road.closed_until else days[-1]
        closed[:, column] = (days >= first) & (days <= last)
    numbers: dict[bytes, int] = {}
    state_of_day = np.array(
        [numbers.setdefault(row.tobytes(), len(numbers)) for row in closed], dtype=np.int64
    )
    is_open = np.ones((len(numbers), len(roads)), dtype=bool)
    is_open[state_of_day[:, None], np.array(timed, dtype=np.int64)] = ~closed
    return is_open, state_of_day
