"""Kinds of supply."""

from typing import Any

import pytest

from mizalla_models.organisation import Organisation
from mizalla_models.rule import Charge, Forbid, Rule
from problems import limit, problem
from tiny import DRY, STORE, lot, tiny

DEPOT = STORE.model_copy(update={"id": "W2", "organisation": "amal"})
STOCK = (lot(lot="A"), lot(lot="B"), lot("W2", lot="C"))


def kinds(*rules: Rule, **campaign: Any) -> list[set[str]]:
    scenario = tiny(warehouses=(STORE, DEPOT), stock=STOCK, campaign=campaign)
    return [set(ids) for ids in problem(scenario, *rules).kinds.supplies]


ALL = [{"W1/A", "W1/B", "W2/C"}]
BY_OWNER = [{"W1/A", "W1/B"}, {"W2/C"}]
A_ALONE = [{"W1/A"}, {"W1/B", "W2/C"}]
APART = [{"W1/A"}, {"W1/B"}, {"W2/C"}]
STORED = {"movement": ["storage"]}


def forbid(**where: list[str]) -> Forbid:
    return Forbid(reason="So.", where=where)


@pytest.mark.parametrize(
    ("rule", "told_apart"),
    [
        (limit(at_most=1, per=("origin", "day")), ALL),
        (forbid(parcel=["dry"]), ALL),
        (forbid(supply=["W1/A"]), A_ALONE),
        (forbid(lot=["A"]), A_ALONE),
        (forbid(lot=["A", "B", "C"]), ALL),
        (Forbid(reason="So.", where={"day": []}, unless={"lot": ["A"]}), A_ALONE),
        (Charge(reason="So.", where={"lot": ["A"]}, amount=1), A_ALONE),
        (limit(at_most=1, per=("lot",)), APART),
        (limit(at_most=1, per=("supply",)), APART),
        (limit(at_most=1, per=("owner",)), BY_OWNER),
        (forbid(owner=["amal"]), BY_OWNER),
        (limit(at_most=1, per=("organisation",)), ALL),
        (limit(at_most=1, where=STORED, per=("organisation",)), BY_OWNER),
        (limit(at_most=1, where=STORED | {"organisation": ["nour"]}), BY_OWNER),
        (limit(at_most=1, where=STORED, per=("origin",)), ALL),
    ],
)
def test_supplies_are_one_kind_until_a_rule_tells_them_apart(
    rule: Rule, told_apart: list[set[str]]
) -> None:
    """A rule on a lot would bind others too, or the model would grow for nothing."""
    assert sorted(map(sorted, kinds(rule))) == sorted(map(sorted, told_apart))


FOUR = (
    lot(lot="A"),
    lot(lot="B"),
    lot("W2", lot="C"),
    lot("W3", lot="D"),
)


def four(*rules: Rule) -> list[list[str]]:
    third = STORE.model_copy(update={"id": "W3", "organisation": "karam"})
    oil = DRY.model_copy(update={"id": "oil"})
    scenario = tiny(
        parcels=(DRY, oil),
        warehouses=(STORE, DEPOT, third),
        stock=FOUR,
        organisations=(*tiny().organisations, Organisation(id="karam", name="Karam")),
    )
    return sorted(sorted(ids) for ids in problem(scenario, *rules).kinds.supplies)


@pytest.mark.parametrize(
    ("rules", "told_apart"),
    [
        # Who is not named is one heap.
        ([forbid(owner=["amal"])], [["W1/A", "W1/B", "W3/D"], ["W2/C"]]),
        # Nor is who has no bound.
        (
            [limit(at_most={"amal": 1}, per=("owner",))],
            [["W1/A", "W1/B", "W3/D"], ["W2/C"]],
        ),
        (
            [limit(at_most={"amal|2027-02-08": 1, "karam": 2}, per=("owner", "day"))],
            [["W1/A", "W1/B"], ["W2/C"], ["W3/D"]],
        ),
        # A key that leaves the owner out bounds each.
        (
            [limit(at_most={"": 1}, per=("owner",))],
            [["W1/A", "W1/B"], ["W2/C"], ["W3/D"]],
        ),
        (
            [limit(at_most=1, where={"owner": ["amal"]}, per=("owner",))],
            [["W1/A", "W1/B", "W3/D"], ["W2/C"]],
        ),
        # Another parcel's rule tells these not apart.
        ([forbid(owner=["amal"], parcel=["oil"])], [["W1/A", "W1/B", "W2/C", "W3/D"]]),
        # What two keep for one place is one kind.
        (
            [
                Forbid(reason="So.", where={"supply": [one]}, unless={"village": ["EG250101"]})
                for one in ("W1/A", "W2/C")
            ],
            [["W1/A", "W2/C"], ["W1/B", "W3/D"]],
        ),
        # But two charges of one stock add up.
        (
            [Charge(reason="So.", where={"supply": one}, amount=1) for one in ("W1/A", "W2/C")],
            [["W1/A"], ["W1/B", "W3/D"], ["W2/C"]],
        ),
        # A member's own store, where only an ``unless`` names it.
        (
            [limit(at_most=9, where=STORED, unless={"organisation": ["amal"]})],
            [["W1/A", "W1/B", "W3/D"], ["W2/C"]],
        ),
    ],
)
def test_only_what_a_rule_names_is_told_apart(
    rules: list[Rule], told_apart: list[list[str]]
) -> None:
    """A rule on one member's stock would make the lanes of thirty members many times as many."""
    assert four(*rules) == told_apart


def test_own_sharing_tells_owners_apart() -> None:
    """With ``sharing: own`` stock of two members would be one heap."""
    assert kinds() == ALL
    assert kinds(sharing="own") == BY_OWNER


def test_parcels_are_always_told_apart() -> None:
    """Oil would be handed out as dry cartons."""
    oil = DRY.model_copy(update={"id": "oil"})
    built = problem(tiny(parcels=(DRY, oil), stock=(lot(), lot(parcel="oil"))))
    assert [set(ids) for ids in built.kinds.supplies] == [{"W1/dry"}, {"W1/oil"}]
    assert built.kinds.parcel.tolist() == [0, 1]
