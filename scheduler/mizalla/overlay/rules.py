"""What an overlay changes of rules, whoever gave them."""

from collections.abc import Mapping

from mizalla.overlay.lay import refuse
from mizalla.overlay.members import without
from mizalla.overlay.misfit import Columns, Misfit, pick
from mizalla.overlay.one_rule import change_rule
from mizalla_models.overlay import ForbidChange, MemberChange, NumberChange, Overlay, RuleChange
from mizalla_models.rule import Need, ProvidedRule, Provider
from mizalla_models.rules import Rules
from mizalla_models.scenario import Scenario

PROVIDER = Provider(plugin="overlay", version="")
"""Who says what an overlay adds."""


def change_rules(scenario: Scenario, rules: Rules, overlay: Overlay) -> Rules:
    """Change rules as an overlay says.

    Parameters
    ----------
    scenario
        The scenario, with the overlay laid on.
    rules
        What its plugins said.
    overlay
        What is changed.

    Raises
    ------
    ScenarioError
        A change names what is not there, or can't be made; carries all such faults.
    """
    misfits: list[tuple[int, Misfit]] = []
    provided = rules.provided
    for number, change in enumerate(overlay.changes):
        found: list[Misfit] = []
        match change:
            case RuleChange():
                provided, found = change_rule(provided, change)
            case MemberChange():
                provided, found = without(scenario, provided, change)
            case NumberChange(change="needs"):
                provided, found = _needs(scenario, provided, change)
            case ForbidChange():
                new = f"overlay/{change.forbid.name or 'forbid'}#{number + 1}"
                provided = (*provided, ProvidedRule(id=new, provider=PROVIDER, rule=change.forbid))
            case _:
                continue
        misfits += [(number, misfit) for misfit in found]
    refuse(overlay, misfits)
    if provided is rules.provided:
        return rules
    return rules.model_copy(update={"provided": tuple(sorted(provided, key=lambda p: p.id))})


def _needs(
    scenario: Scenario, provided: tuple[ProvidedRule, ...], change: NumberChange
) -> tuple[tuple[ProvidedRule, ...], list[Misfit]]:
    village = {village.pcode: village for village in scenario.villages}
    needs = [item.rule for item in provided if isinstance(item.rule, Need)]
    columns: Columns[Need] = {
        "village": lambda need: need.village,
        "parcel": lambda need: need.parcel,
        "district": lambda need: village[need.village].district,
        "governorate": lambda need: village[need.village].governorate,
    }
    means, misfits = pick(needs, change.where, columns)
    meant: Mapping[int, bool] = {id(need): yes for need, yes in zip(needs, means, strict=True)}
    changed = tuple(
        item.model_copy(
            update={
                "rule": item.rule.model_copy(
                    update={"quantity": int(change.of(item.rule.quantity) + 1e-9)}
                )
            }
        )
        if isinstance(item.rule, Need) and meant.get(id(item.rule), False)
        else item
        for item in provided
    )
    return changed, misfits
