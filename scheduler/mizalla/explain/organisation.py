"""What a member does in a plan, and what its rules hold back."""

from mizalla.explain.evidence import Evidence
from mizalla.explain.explanation import Sentence
from mizalla.explain.rule import blocking
from mizalla.explain.say import km, money, number, parcels
from mizalla.explain.village import Told
from mizalla.explain.words import Words
from mizalla_models.errors import UsageError
from mizalla_models.plan import Shipment
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
    carried: tuple[Shipment, ...] = evidence.part("shipments", organisation=key)
    totals = evidence.store.totals(
        evidence.run.id, "shipments", ("supply", "organisation"), "quantity"
    )
    given = {pair: int(count) for pair, count in totals.items() if pair[0] in lots}
    there = sum(row.quantity for row in scenario.stock if row.warehouse in owned)
    used = sum(given.values())
    by_others = sum(count for (_, whose), count in given.items() if whose != key)
    capacity = {vehicle.id: vehicle for vehicle in scenario.vehicles}
    weight = {parcel.id: parcel for parcel in scenario.parcels}

    def full_loads(row: Shipment) -> float:
        truck, parcel = capacity.get(row.vehicle), weight[row.parcel]
        if truck is None:
            return 0.0
        holds = min(truck.payload_kg / parcel.weight_kg, truck.volume_m3 / parcel.volume_m3)
        return row.quantity / holds

    driven = sum(2 * row.km * full_loads(row) for row in carried)
    cost = sum(row.cost for row in carried)
    said = [
        Sentence(
            key="organisation",
            values={
                "organisation": words[key],
                "carried": parcels(sum(row.quantity for row in carried)),
                "km": km(driven),
                "cost": money(cost, evidence.run.currency),
            },
        ),
        Sentence(
            key="organisation_stock",
            values={"there": parcels(there), "used": number(used), "by_others": number(by_others)},
        ),
    ]
    account = evidence.account
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
        "carried": sum(row.quantity for row in carried),
        "km": driven,
        "cost": cost,
        "stock": there,
        "given": used,
        "given_by_others_trucks": by_others,
        "rules": sum(given_rules),
        "holds_back": [blocker.model_dump() for blocker in named],
    }
