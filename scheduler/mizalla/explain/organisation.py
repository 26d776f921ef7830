"""What a member does in a plan, and what its rules hold back."""

import math
from functools import partial

from mizalla.explain.evidence import Evidence
from mizalla.explain.explanation import Sentence
from mizalla.explain.rule import blocking
from mizalla.explain.say import km as said_km
from mizalla.explain.say import money, number, parcels
from mizalla.explain.village import Told
from mizalla.explain.words import Words
from mizalla_models.errors import UsageError
from mizalla_models.rule import Supply, Vehicles

SHOWN = 6


def of_organisation(evidence: Evidence, words: Words, key: str) -> Told:
    """Say what a member carries and gives, and what easing its rules would give.

    Raises
    ------
    UsageError
        The scenario knows no such member.
    """
    scenario = evidence.scenario
    if key not in {item.id for item in scenario.organisations}:
        known = ", ".join(item.id for item in scenario.organisations[:8])
        raise UsageError(f"There is no member '{key}'.", mend=f"Members are {known}, …")
    owned = {house.id for house in scenario.warehouses if house.organisation == key}
    lots = {row.id for row in scenario.stock if row.warehouse in owned}
    sums = partial(evidence.store.totals, evidence.run.id, "shipments", organisation=key)
    kinds = ("vehicle", "parcel")
    carried = int(sum(sums(kinds, "quantity").values()))
    cost = float(sum(sums(kinds, "cost").values()))
    totals = evidence.store.totals(
        evidence.run.id, "shipments", ("supply", "organisation"), "quantity"
    )
    given = {pair: int(count) for pair, count in totals.items() if pair[0] in lots}
    there = sum(row.quantity for row in scenario.stock if row.warehouse in owned)
    used = sum(given.values())
    by_others = sum(count for (_, whose), count in given.items() if whose != key)
    capacity = {vehicle.id: vehicle for vehicle in scenario.vehicles}
    weight = {parcel.id: parcel for parcel in scenario.parcels}

    def holds(vehicle: str, parcel: str) -> float:
        truck, kind = capacity.get(vehicle), weight[parcel]
        if truck is None:
            return math.inf
        return min(truck.payload_kg / kind.weight_kg, truck.volume_m3 / kind.volume_m3)

    parcel_km = sums(kinds, "quantity", times="km")
    driven = sum(2 * float(km) / holds(*loaded) for loaded, km in parcel_km.items())
    said = [
        Sentence(
            key="organisation",
            values={
                "organisation": words[key],
                "carried": parcels(carried),
                "km": said_km(driven),
                "cost": money(cost, evidence.run.currency),
            },
        ),
        Sentence(
            key="organisation_stock",
            values={"there": parcels(there), "used": number(used), "by_others": number(by_others)},
        ),
    ]
    account = evidence.account
    evidence.read_rules({blocker.rule for blocker in account.blockers} if account else ())
    own = set()
    for blocker in account.blockers if account else ():
        provided = evidence.rule(blocker.rule)
        if provided is None:
            continue
        rule = provided.rule
        if provided.provider.organisation == key or (
            (isinstance(rule, Vehicles) and rule.organisation == key)
            or (isinstance(rule, Supply) and rule.warehouse in owned)
        ):
            own.add(blocker.rule)
    named = blocking(evidence, account, own)
    given_rules = [
        rule
        for plugin in evidence.run.plugins
        if plugin.organisation == key
        for rule in [plugin.rules]
    ]
    if named and account is not None:
        said.append(Sentence(key="organisation_rules", values={"rules": number(sum(given_rules))}))
        said += [words.held_down(b, account.rounds[b.round - 1]) for b in named[:SHOWN]]
    elif account is not None:
        said.append(Sentence(key="nothing_binds"))
    return said, {
        "id": key,
        "carried": carried,
        "km": driven,
        "cost": cost,
        "stock": there,
        "given": used,
        "given_by_others_trucks": by_others,
        "rules": sum(given_rules),
        "holds_back": [blocker.model_dump() for blocker in named],
    }
