"""The lanes of the full problem as verification finds them, with what can lie where."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mizalla.verify.facts import Facts
from mizalla.verify.proof.distance import Distance, numbers
from mizalla.verify.proof.lanes import Maker
from mizalla.verify.proof.opening import opened
from mizalla.verify.proof.stock import Sort, sorts
from mizalla.verify.proof.table import Columns, Table, below, columns, storage
from mizalla.verify.ways import Answers, Ways
from mizalla_models.certificate import CertifiedNeed

Codes = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Network:
    """Transfers first, then deliveries, then a row for what lies of each sort in each place."""

    facts: Facts
    sorts: tuple[Sort, ...]
    warehouse: dict[str, int]
    """Number of each warehouse."""
    table: Table
    transfers: int
    """How many lanes are transfers."""
    deliveries: int
    """How many are deliveries."""
    need: Codes
    """Place of the need that each delivery serves, in the certificate; -1: it names none."""
    state_of_day: Codes
    """State of the roads on each day."""

    @property
    def lanes(self) -> Columns:
        """The columns."""
        return self.table.lanes


def network(
    facts: Facts,
    ways: Ways,
    answers: Answers | None,
    kinds: Sequence[Sequence[str]],
    needs: Sequence[CertifiedNeed],
) -> Network:
    """Find every lane that scenario and rules leave, all warehouses and days.

    Parameters
    ----------
    kinds, needs
        Kinds of stock and needs of the certificate, which number what is found.
    """
    distance = Distance(facts, ways, answers)
    found = sorts(facts, kinds)
    warehouse = numbers([*facts.warehouses])
    present = np.zeros((len(warehouse), len(found)), dtype=bool)
    for number, sort in enumerate(found):
        present[[warehouse[supply.warehouse] for supply in sort.supplies], number] = True
    maker, fleets = Maker(facts, distance, found), [*facts.fleets]
    states, days = len(distance.states), len(facts.days)

    def left(blocks: Columns) -> Columns:
        return opened(Table(facts, found, blocks), distance.state_of_day)

    moves = left(columns([*maker.transfers()], fleets, states, days))
    _bring(present, moves)
    moves = moves.take(present[moves.origin, moves.sort])
    gives = left(columns([*maker.deliveries(present)], fleets, states, days))
    table = Table(facts, found, below(below(moves, gives), storage(present, states, days)))
    return Network(
        facts=facts,
        sorts=found,
        warehouse=warehouse,
        table=table,
        transfers=len(moves),
        deliveries=len(gives),
        need=_needs(facts, found, gives, needs),
        state_of_day=distance.state_of_day,
    )


def _bring(present: Mask, moves: Columns) -> None:
    """Add what transfers can bring to where it does not lie at first."""
    before = -1
    while before != int(present.sum()):
        before = int(present.sum())
        reached = present[moves.origin, moves.sort]
        present[moves.to[reached], moves.sort[reached]] = True


def _needs(
    facts: Facts, found: Sequence[Sort], gives: Columns, needs: Sequence[CertifiedNeed]
) -> Codes:
    parcel, village = numbers([*facts.parcels]), numbers([*facts.villages])
    place = np.full((len(village), len(parcel)), -1)
    for number, need in enumerate(needs):
        if need.village in village and need.parcel in parcel:
            place[village[need.village], parcel[need.parcel]] = number
    of_point = np.array([village[point.village] for point in facts.points.values()], dtype=int)
    of_sort = np.array([parcel[sort.parcel] for sort in found], dtype=int)
    served: Codes = place[of_point[gives.to], of_sort[gives.sort]].astype(np.int64)
    return served
