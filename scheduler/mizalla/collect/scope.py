"""Whether a member's rules keep to what is its own."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cached_property
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
    owns: dict[str, tuple[Own, Strangers]] = {}
    for item in rules:
        organisation = who[item.plugin].organisation
        if not organisation:
            continue
        grant = scenario.campaign.grant(item.plugin, organisation)
        if item.plugin not in owns:
            own = Own.of(scenario, organisation, grant)
            owns[item.plugin] = own, Strangers(own, movements)
        own, strangers = owns[item.plugin]
        if own.everybody:
            continue
        try:
            _check(item, own, strangers, scenario, "need" in grant.rules)
        except PluginError as error:
            yield error


def _check(
    item: Given, own: Own, strangers: "Strangers", scenario: Scenario, may_need: bool
) -> None:
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
            if own.holds(where, strangers.movements):
                continue
            strays = strangers.picked(where, getattr(rule, "unless", Selection()))
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


class Strangers:
    """What movements are made of that is none of a member's own; looked up once for all its rules.

    Parameters
    ----------
    own
        What is the member's own.
    movements
        Everything that movements are made of.
    """

    def __init__(self, own: Own, movements: Movements) -> None:
        self.movements = movements
        self._own = own

    @cached_property
    def _transports(self) -> list[Transport]:
        return [item for item in self.movements.transports if not self._own.transport(item)]

    @cached_property
    def _cargoes(self) -> list[Cargo]:
        return [item for item in self.movements.cargoes if not self._own.cargo(item)]

    @cached_property
    def _places(self) -> list[Place]:
        return [item for item in self.movements.places if not self._own.place(item)]

    def picked(self, where: Dimensions, unless: Selection) -> str:
        """Movements of others that a selection picks, in words; empty where there are none.

        A movement is the product of a transport, a cargo, a place and a day, and so is a selection:
        so they are counted without being listed.
        """
        transports = _pick(where, self._transports)
        cargoes = _pick(where, self._cargoes) if transports else []
        if not cargoes:
            return ""
        movement = set(where.get("movement", ("delivery", "transfer")))
        places = _pick(where, [place for place in self._places if place.movement in movement])
        every = self.movements.days
        days = [day for day in every if day in where["day"]] if "day" in where else list(every)
        count = len(transports) * len(cargoes) * len(places) * len(days)
        if count and unless:
            spared: dict[str, Sequence[str]] = dict(iter(unless))
            free = [day for day in days if "day" not in spared or day in spared["day"]]
            count -= (
                len(_pick(spared, transports))
                * len(_pick(spared, cargoes))
                * len(_pick(spared, places))
                * len(free)
            )
        if not count:
            return ""
        transport, place = transports[0], places[0]
        cargo = next((c for c in cargoes if c.warehouse == transport.origin), cargoes[0])
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
