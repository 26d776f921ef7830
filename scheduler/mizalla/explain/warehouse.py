"""What a warehouse does in a plan, and what holds it back."""

from collections import defaultdict

from mizalla.explain.evidence import Evidence
from mizalla.explain.explanation import Sentence
from mizalla.explain.rule import blocking
from mizalla.explain.say import number, parcels
from mizalla.explain.village import Told
from mizalla.explain.words import Words
from mizalla_models.errors import UsageError
from mizalla_models.plan import Shipment, Transfer
from mizalla_models.rule import GROUP_SEPARATOR, Supply, Vehicles
from mizalla_models.scenario import Scenario

SHOWN = 6


def of_warehouse(evidence: Evidence, words: Words, key: str) -> Told:
    """Say what leaves a warehouse, what stays there, and what easing its rules would give.

    Raises
    ------
    UsageError
        The scenario knows no such warehouse.
    """
    scenario = evidence.scenario
    place = next((house for house in scenario.warehouses if house.id == key), None)
    if place is None:
        known = ", ".join(house.id for house in scenario.warehouses[:8])
        raise UsageError(f"There is no warehouse '{key}'.", mend=f"Warehouses are {known}, …")
    sent: tuple[Shipment, ...] = evidence.part("shipments", origin=key)
    out: tuple[Transfer, ...] = evidence.part("transfers", origin=key)
    come: tuple[Transfer, ...] = evidence.part("transfers", destination=key)
    values = {
        "warehouse": words[key],
        "organisation": words[place.organisation],
        "sent": parcels(sum(row.quantity for row in sent)),
        "villages": number(len({row.village for row in sent})),
        "days": number(len({row.day for row in sent})),
    }
    said = [Sentence(key="warehouse", values=values)]
    if out or come:
        moved = {
            "out": parcels(sum(row.quantity for row in out)),
            "come": parcels(sum(row.quantity for row in come)),
        }
        said.append(Sentence(key="warehouse_moved", values=moved))
    there = _stock(scenario, key)
    gone: dict[str, int] = defaultdict(int)
    leaving: tuple[Shipment | Transfer, ...] = (*sent, *out)
    for row in leaving:
        gone[row.parcel] += row.quantity
    for row in come:
        there[row.parcel] += row.quantity
    for parcel, quantity in sorted(there.items()):
        left = quantity - gone[parcel]
        values = {"parcel": words[parcel], "left": number(left), "there": parcels(quantity)}
        said.append(Sentence(key="stock_left" if left > 0 else "stock_spent", values=values))
    account = evidence.account
    own = _rules_of(evidence, key)
    named = (
        [
            blocker
            for blocker in blocking(evidence, account, {b.rule for b in account.blockers})
            if blocker.rule in own or key in blocker.group.split(GROUP_SEPARATOR)
        ]
        if account
        else []
    )
    if account is not None:
        said += [words.held_down(b, account.rounds[b.round - 1]) for b in named[:SHOWN]]
    if account is not None and not named:
        said.append(Sentence(key="nothing_binds"))
    return said, {
        "id": key,
        "organisation": place.organisation,
        "sent": sum(row.quantity for row in sent),
        "villages": sorted({row.village for row in sent}),
        "stock": {
            parcel: {"there": quantity, "left": quantity - gone[parcel]}
            for parcel, quantity in sorted(there.items())
        },
        "holds_back": [blocker.model_dump() for blocker in named],
    }


def _stock(scenario: Scenario, key: str) -> dict[str, int]:
    there: dict[str, int] = defaultdict(int)
    for row in scenario.stock:
        if row.warehouse == key:
            there[row.parcel] += row.quantity
    return there


def _rules_of(evidence: Evidence, key: str) -> set[str]:
    """Rules that give a warehouse its stock and trucks."""
    account = evidence.account
    evidence.read_rules({blocker.rule for blocker in account.blockers} if account else ())
    found = set()
    for blocker in account.blockers if account else ():
        provided = evidence.rule(blocker.rule)
        rule = provided.rule if provided else None
        if isinstance(rule, (Supply, Vehicles)) and rule.warehouse == key:
            found.add(blocker.rule)
    return found
