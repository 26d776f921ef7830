"""Stock as the proof needs it: rows of stock that no rule and no multiplier tells apart."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mizalla.verify.facts import Facts
from mizalla.verify.movement import Dims, supply_dims
from mizalla_models.rule import Forbid, Limit, Selection, Supply

OF_STOCK = ("supply", "lot", "owner")


@dataclass(frozen=True)
class Sort:
    """Rows of stock that stand in for one another."""

    parcel: str
    owner: str
    dims: Dims
    """Dimensions of one of them: no rule would treat another otherwise."""
    kind: int
    """Kind of the certificate; -1 where it names none of them."""
    supplies: tuple[Supply, ...]


def sorts(facts: Facts, kinds: Sequence[Sequence[str]]) -> tuple[Sort, ...]:
    """Sort the rows of stock that can be handed out at all.

    Parameters
    ----------
    kinds
        Rows of stock by id, as the certificate has them; whether its kinds are too wide does not
        matter, since what rules tell apart is told apart here.
    """
    kind_of = {name: number for number, names in enumerate(kinds) for name in names}
    owned = facts.scenario.campaign.sharing == "own" or _tells_owners(facts)
    selections = [selection for selection in _selections(facts) if _names_stock(selection)]
    grouped = {
        dimension
        for rule in facts.limits.values()
        for dimension in rule.per
        if dimension in OF_STOCK
    }
    found: dict[tuple[object, ...], list[Supply]] = {}
    for supply in facts.supplies.values():
        late = supply.available_on is not None and supply.available_on > facts.days[-1]
        if late or not supply.quantity:
            continue
        dims = supply_dims(facts, supply)
        mark: tuple[object, ...] = (
            supply.parcel,
            dims["owner"] if owned else "",
            kind_of.get(supply.id, -1),
            *(dims[dimension] for dimension in sorted(grouped)),
            *(_picked(selection, dims) for selection in selections),
        )
        found.setdefault(mark, []).append(supply)
    return tuple(
        Sort(
            parcel=members[0].parcel,
            owner=facts.owner(members[0]),
            dims=supply_dims(facts, members[0]),
            kind=kind_of.get(members[0].id, -1),
            supplies=tuple(members),
        )
        for members in found.values()
    )


def _selections(facts: Facts) -> Iterator[Selection]:
    rules: tuple[Mapping[str, Limit | Forbid], ...] = (facts.limits, facts.forbids)
    for ruled in rules:
        for rule in ruled.values():
            yield rule.where
            yield rule.unless


def _tells_owners(facts: Facts) -> bool:
    """Whether some rule counts by owner: of what lies in store the owner is the organisation."""
    return any(
        {"owner", "organisation"} & {*rule.per, *rule.where.by, *rule.unless.by}
        for rule in facts.limits.values()
        if "owner" in {*rule.per} or "storage" in rule.where.by.get("movement", ())
    )


def _names_stock(selection: Selection) -> bool:
    return any(dimension in OF_STOCK for dimension, _ in selection)


def _picked(selection: Selection, dims: Dims) -> bool:
    return all(
        dims[dimension] in frozenset(names)
        for dimension, names in selection
        if dimension in OF_STOCK
    )
