"""Kinds of supply."""

from typing import Any

import pytest

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
