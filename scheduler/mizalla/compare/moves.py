"""Consignments that moved from one run to another."""

from collections.abc import Sequence

from mizalla.compare.comparison import Moved
from mizalla_models.plan import Plan


def moves(plans: Sequence[Plan]) -> tuple[tuple[Moved, ...], int]:
    """List what is not the same in all runs, by day and place; and count what is.

    Lots don't count: parcels of one kind from one warehouse are one consignment.
    """
    table: dict[tuple[object, ...], list[int]] = {}
    for number, plan in enumerate(plans):
        for row in plan.shipments:
            key: tuple[object, ...] = (
                row.day,
                row.organisation,
                row.fleet,
                row.origin,
                row.parcel,
                row.destination,
                row.village,
            )
            table.setdefault(key, [0] * len(plans))[number] += row.quantity
    names = ("day", "organisation", "fleet", "origin", "parcel", "destination", "village")
    changed = []
    for key, quantity in sorted(table.items()):
        if len(set(quantity)) > 1:
            fields = dict(zip(names, key, strict=True))
            changed.append(Moved.model_validate(fields | {"quantity": tuple(quantity)}))
    return tuple(changed), len(table) - len(changed)
