"""Loading lists: what leaves one warehouse on one day."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mizalla.figures import Digest
from mizalla.waybills.consignment import Consignment


@dataclass(frozen=True)
class LoadingList:
    """What leaves one warehouse on one day."""

    day: date
    """The day."""
    origin: str
    """Id of the warehouse."""
    consignments: tuple[Consignment, ...]
    """What it leaves by."""
    lots: tuple[tuple[str, str, int], ...]
    """Parcel, batch and whole parcels to be fetched from the shelves."""

    @property
    def parcels(self) -> int:
        """Whole parcels."""
        return sum(item.parcels for item in self.consignments)


def loading_lists(digest: Digest, consignments: Sequence[Consignment]) -> tuple[LoadingList, ...]:
    """Gather consignments by day and warehouse.

    Batches are those of the plan for that day and warehouse, so a list of some consignments only
    must be of all that leave there on that day.
    """
    lots: dict[tuple[date, str], Counter[tuple[str, str]]] = defaultdict(Counter)
    for row in digest.plan.shipments:
        lots[row.day, row.origin][row.parcel, row.lot] += row.quantity
    for transfer in digest.plan.transfers:
        lots[transfer.day, transfer.origin][transfer.parcel, transfer.lot] += transfer.quantity
    groups: dict[tuple[date, str], list[Consignment]] = defaultdict(list)
    for item in consignments:
        groups[item.day, item.origin].append(item)
    return tuple(
        LoadingList(
            day,
            origin,
            tuple(own),
            tuple((parcel, lot, n) for (parcel, lot), n in sorted(lots[day, origin].items())),
        )
        for (day, origin), own in sorted(groups.items())
    )
