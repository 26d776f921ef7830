"""Whether a member's rules keep to what is its own."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from mizalla.calls import Given
from mizalla.collect.own import Cargo, Movements, Own, Place, Transport
from mizalla_models.campaign import Campaign
from mizalla_models.errors import PluginError
from mizalla_models.rule import (
    GROUP_SEPARATOR,
    Charge,
    Need,
    ProvidedRule,
    Provider,
    Selection,
    Supply,
    Vehicles,
)
from mizalla_models.rules import Rules
from mizalla_models.scenario import Scenario

Dimensions = Mapping[str, Sequence[str]]
DIMENSIONS: dict[type, tuple[str, ...]] = {
    Transport: tuple(field.name for field in fields(Transport)),
    Cargo: ("owner", "parcel", "lot", "supply"),
    Place: tuple(field.name for field in fields(Place)),
}
STORED = "storage"
MEND = (
    'Say where: {{"origin": […]}}, {{"organisation": ["{0}"]}} or {{"owner": ["{0}"]}}; or let the '
    "alliance grant more under grants: in campaign.yaml."
)


def check_scope(rules: Iterable[Given], who: Mapping[str, Provider], scenario: Scenario) -> None:
    """Refuse the first rule of a member that reaches further than its own.

    Parameters
    ----------
    rules
        All rules of all plugins, in their order.
    who
        Who gave each, by plugin.
    scenario
        The whole scenario.

    Raises
    ------
    PluginError
        Naming plugin, member, rule, and the movements of others that it would bind.
    """
    for error in strays(rules, who, scenario):
        raise error


def strays(
    rules: Iterable[Given], who: Mapping[str, Provider], scenario: Scenario
) -> Iterator[PluginError]:
    """Find every rule of a member that reaches further than its own; see :func:`check_scope`."""
    rules = tuple(rules)
    if not any(who[item.plugin].organisation for item in rules):
        return
    movements = Movements(scenario, (item.rule for item in rules))
    owns: dict[str, Own] = {}
    for item in rules:
        organisation = who[item.plugin].organisation
        if not organisation:
            continue
        grant = scenario.campaign.grant(item.plugin, organisation)
        own = owns.setdefault(item.plugin, Own.of(scenario, organisation, grant))
        if own.everybody:
            continue
        try:
            _check(item, own, movements, scenario, "need" in grant.rules)
        except PluginError as error:
            yield error


def _check(item: Given, own: Own, movements: Movements, scenario: Scenario, may_need: bool) -> None:
    rule = item.rule

    def refuse(problem: str, mend: str) -> None:
        raise PluginError(
            item.plugin, problem, rule=item.label, mend=mend, organisation=own.organisation
        )

    if isinstance(rule, Need):
        if not may_need:
            refuse(
                f"what village {rule.village} needs, and how much it weighs, is for the alliance "
                "to say.",
                f"Put it into needs.csv, or grant it: grants: {own.organisation}: rules: [need].",
            )
    elif isinstance(rule, Supply):
        if rule.warehouse not in own.warehouses:
            refuse(f"it brings stock to {rule.warehouse}, which is not its own.", _houses(own))
    elif isinstance(rule, Vehicles):
        bases = {f.warehouse for f in scenario.fleets if f.organisation in own.members}
        if rule.organisation not in own.members:
            refuse(
                f"it brings trucks in the name of {rule.organisation}.",
                f"Bring them in its own: organisation={own.organisation!r}.",
            )
        elif rule.warehouse not in own.warehouses | bases:
            refuse(f"it brings trucks to {rule.warehouse}, where it has none.", _houses(own))
    else:
        for where in _reaches(rule):
            if own.holds(where, movements):
                continue
            strays = _strays(where, getattr(rule, "unless", Selection()), own, movements)
            if strays:
                refuse(f"it reaches further than its own: {strays}.", MEND.format(own.organisation))
        if isinstance(rule, Charge) and rule.amount < 0:
            _check_rebate(rule, own, refuse)


def _check_rebate(rule: Charge, own: Own, refuse: Any) -> None:
    """A rebate is a gift, and nobody gives away what another pays for."""
    named = set(rule.where.by.get("organisation", ()))
    if not named or not named <= own.members:
        refuse(
            f"a charge of {rule.amount:g} would make the transport of others look cheaper.",
            f'Give a rebate on its own transport alone: where={{"organisation": '
            f'["{own.organisation}"]}}.',
        )


def _houses(own: Own) -> str:
    named = ", ".join(sorted(own.warehouses)[:5]) or "none"
    return f"Its warehouses: {named}."


def _reaches(rule: Any) -> list[Dimensions]:
    """Selections that a rule binds: one for each group that a bound names, else that of where."""
    where: dict[str, Sequence[str]] = dict(rule.where.by)
    sides = (getattr(rule, side, None) for side in ("at_most", "at_least"))
    bounds = [bound for bound in sides if bound is not None]
    if not bounds or not all(isinstance(bound, dict) for bound in bounds):
        return [where]
    reaches: list[Dimensions] = []
    for key in sorted({key for bound in bounds for key in bound}):
        named = dict(zip(rule.per, key.split(GROUP_SEPARATOR) if key else (), strict=False))
        reaches.append(
            {
                dimension: [named[dimension]]
                if dimension in named
                else list(where.get(dimension, ()))
                for dimension in {*where, *named}
            }
        )
    return reaches


def _strays(where: Dimensions, unless: Selection, own: Own, movements: Movements) -> str:
    """Movements of others that a selection picks, in words; empty where there are none.

    A movement is the product of a transport, a cargo, a place and a day, and so is a selection: so
    they are counted without being listed.
    """
    movement = set(where.get("movement", ("delivery", "transfer")))
    places = [place for place in movements.places if place.movement in movement]
    picked = (
        _pick(where, movements.transports),
        _pick(where, movements.cargoes),
        _pick(where, places),
    )
    strangers = (
        [item for item in picked[0] if not own.transport(item)],
        [item for item in picked[1] if not own.cargo(item)],
        [item for item in picked[2] if not own.place(item)],
    )
    days = (
        [day for day in movements.days if day in where["day"]]
        if "day" in where
        else (list(movements.days))
    )
    count = len(strangers[0]) * len(strangers[1]) * len(strangers[2]) * len(days)
    if count and unless:
        spared: dict[str, Sequence[str]] = dict(iter(unless))
        free = [day for day in days if "day" not in spared or day in spared["day"]]
        count -= (
            len(_pick(spared, strangers[0]))
            * len(_pick(spared, strangers[1]))
            * len(_pick(spared, strangers[2]))
            * len(free)
        )
    if not count:
        return ""
    transport, place = strangers[0][0], strangers[2][0]
    cargo = next((c for c in strangers[1] if c.warehouse == transport.origin), strangers[1][0])
    way = "in store" if place.movement == STORED else f"to {place.destination}"
    return (
        f"{count:,} lanes of others, such as {cargo.supply} from {transport.origin} {way} by "
        f"{transport.fleet} of {transport.organisation} on {days[0]}"
    )


def _pick(where: Dimensions, items: Sequence[Any]) -> list[Any]:
    if not items:
        return []
    asked = {
        dimension: set(where[dimension])
        for dimension in DIMENSIONS[type(items[0])]
        if dimension in where
    }
    if not asked:
        return list(items)
    return [
        item
        for item in items
        if all(getattr(item, dimension) in values for dimension, values in asked.items())
    ]


def grants_known(campaign: Campaign, known: Iterable[str]) -> list[str]:
    """Names under ``grants:`` that are neither member nor plugin."""
    there = {*known, *(use.name for use in campaign.plugins)}
    return [name for name in campaign.grants if name not in there]


def picks_nothing(
    scenario: Scenario, rules: Rules, asked: Sequence[ProvidedRule]
) -> list[ProvidedRule]:
    """Find rules that pick no possible movement: none of the transports, cargoes, places or days.

    Parameters
    ----------
    scenario
        The scenario.
    rules
        All its rules.
    asked
        Rules to look at.

    Returns
    -------
    list of ProvidedRule
        Those that have a where and pick nothing by it.
    """
    movements = Movements(scenario, (item.rule for item in rules.provided))
    return [
        item
        for item in asked
        if hasattr(item.rule, "where")
        and not any(_picks(where, movements) for where in _reaches(item.rule))
    ]


def _picks(where: Dimensions, movements: Movements) -> bool:
    movement = set(where.get("movement", ("delivery", "transfer")))
    places = [place for place in movements.places if place.movement in movement]
    return bool(
        _pick(where, movements.transports)
        and _pick(where, movements.cargoes)
        and _pick(where, places)
        and ("day" not in where or set(where["day"]) & set(movements.days))
    )
