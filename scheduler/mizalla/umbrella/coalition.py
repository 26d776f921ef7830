"""Some members share, the others go on alone: said as rules."""

from collections.abc import Collection, Iterator

from mizalla_models.rule import Forbid, ProvidedRule, Provider
from mizalla_models.rules import Rules
from mizalla_models.scenario import Scenario

PROVIDER = Provider(plugin="umbrella", version="")


def apart_rules(scenario: Scenario, rules: Rules, together: Collection[str]) -> Rules:
    """Add the rules by which only some members share.

    Each party, the members that share and every other one alone, carries only what it owns, and
    sends parcels only between its own warehouses: with nobody together that is ``sharing: own``,
    with all of them ``pooled``. The scenario must say ``pooled``.

    Parameters
    ----------
    scenario
        The scenario.
    rules
        Its rules.
    together
        Ids of the members that share.
    """
    added = [
        ProvidedRule(id=f"umbrella/{forbid.name}", provider=PROVIDER, rule=forbid)
        for forbid in _forbids(scenario, frozenset(together))
    ]
    provided = tuple(sorted((*rules.provided, *added), key=lambda item: item.id))
    return rules.model_copy(update={"provided": provided})


def _forbids(scenario: Scenario, together: frozenset[str]) -> Iterator[Forbid]:
    everyone = {item.id for item in scenario.organisations}
    if everyone <= together:
        return
    parties = [[member] for member in sorted(everyone - together)]
    if together:
        parties.append(sorted(together))
    for party in parties:
        who = party[0] if len(party) == 1 else f"{len(party)} together"
        reason = f"A what-if: {who} shares with nobody else."
        houses = sorted(w.id for w in scenario.warehouses if w.organisation in party)
        yield Forbid.model_validate(
            {
                "name": f"transport of {who}",
                "reason": reason,
                "where": {"organisation": party},
                "unless": {"owner": party},
            }
        )
        if houses:
            yield Forbid.model_validate(
                {
                    "name": f"transfers of {who}",
                    "reason": reason,
                    "where": {"movement": ["transfer"], "origin": houses},
                    "unless": {"destination": houses},
                }
            )
