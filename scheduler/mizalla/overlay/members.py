"""The alliance without some of its members."""

from mizalla.overlay.misfit import Misfit
from mizalla.read import Closest
from mizalla_models.overlay import MemberChange
from mizalla_models.rule import Forbid, ProvidedRule, Provider, Supply, Vehicles
from mizalla_models.scenario import Scenario

PROVIDER = Provider(plugin="overlay", version="")


def without(
    scenario: Scenario, provided: tuple[ProvidedRule, ...], change: MemberChange
) -> tuple[tuple[ProvidedRule, ...], list[Misfit]]:
    """Take members out: their warehouses stand empty and shut, their trucks and rules are gone.

    Records stay, so that a rule of the alliance that names them is not at a loss.
    """
    known = {item.id for item in scenario.organisations}
    misfits = [
        Misfit(
            "organisation",
            f"There is no member '{name}'.",
            Closest(known).mend(name, "Write the id of a member."),
        )
        for name in change.organisation
        if name not in known
    ]
    gone = set(change.organisation)
    shut = {house.id for house in scenario.warehouses if house.organisation in gone}
    kept = []
    for item in provided:
        rule = item.rule
        if isinstance(rule, Supply) and rule.warehouse in shut:
            kept.append(item.model_copy(update={"rule": rule.model_copy(update={"quantity": 0})}))
        elif isinstance(rule, Vehicles) and (rule.organisation in gone or rule.warehouse in shut):
            kept.append(item.model_copy(update={"rule": rule.model_copy(update={"count": 0})}))
        elif item.provider.organisation not in gone:
            kept.append(item)
    names = " and ".join(sorted(gone))
    for way, where in (
        ("leaves", {"origin": sorted(shut)}),
        ("comes to", {"movement": ["transfer"], "destination": sorted(shut)}),
        ("goes with", {"organisation": sorted(gone)}),
    ):
        if all(where.values()):
            kept.append(
                ProvidedRule(
                    id=f"overlay/nothing {way} {names}",
                    provider=PROVIDER,
                    rule=Forbid.model_validate(
                        {
                            "name": f"nothing {way} {names}",
                            "reason": f"A what-if: without {names}.",
                            "reason_ar": f"افتراض: من دون {names}.",
                            "where": where,
                        }
                    ),
                )
            )
    return tuple(kept), misfits
