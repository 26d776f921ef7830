"""Why a village gets less than it needs."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from mizalla.figures.fairness import best
from mizalla.figures.setting import Setting
from mizalla.figures.stock import stock_use
from mizalla_models.plan import Coverage, Plan, RuleUse
from mizalla_models.rule import GROUP_SEPARATOR, Limit, Vehicles
from mizalla_models.rules import Rules

Reason = Literal["unreached", "point", "rules", "stock", "shared"]
"""unreached: no lane that the rules allow gets there. point: what its own points can hand over is
used up. rules: limits of the warehouses and trucks that serve it are used up. stock: all of the
parcel is handed out. shared: more for it would be taken from a village worse off."""

RULES_NAMED = 3


@dataclass(frozen=True)
class Shortfall:
    """A need that is not wholly met."""

    cover: Coverage
    """What it needs and gets."""
    reason: Reason
    """Why it gets no more."""
    rules: tuple[str, ...]
    """Ids of rules that hold it back, the most important first."""
    best: float
    """Proven most that served ÷ needed of it can be, 0 to 1."""

    @property
    def missing(self) -> int:
        """Whole parcels that are missing."""
        return self.cover.needed - self.cover.served


def shortest(coverage: Sequence[Coverage]) -> list[Coverage]:
    """Return the needs that are not wholly met: least level first, then most parcels missing."""
    missing = [row for row in coverage if row.served < row.needed]
    missing.sort(key=lambda row: (row.level, row.served - row.needed, row.village, row.parcel))
    return missing


def shortfalls(plan: Plan, rules: Rules, setting: Setting) -> tuple[Shortfall, ...]:
    """Say of every need that is not wholly met why it gets no more, the worst-off first."""
    around = _Around(plan, rules, setting)
    return tuple(around.shortfall(row) for row in shortest(plan.coverage))


class _Around:
    """Which rules have a say in what a village gets."""

    def __init__(self, plan: Plan, rules: Rules, setting: Setting) -> None:
        self._setting = setting
        self._spent = frozenset(stock_use(plan, rules).spent)
        self._serves: dict[str, set[str]] = defaultdict(set)
        for row in plan.shipments:
            self._serves[row.village] |= {row.origin, row.fleet, row.destination}
        for point in setting.points.values():
            self._serves[point.village].add(point.id)
        self._own = _own_limits(plan)
        told = {said.id: said.rule for said in rules.provided}
        self._rules_of: dict[str, list[str]] = defaultdict(list)
        holding = [use for use in plan.rules if use.goal in ("coverage", "served")]
        for use in sorted(holding, key=lambda use: -abs(use.shadow_price)):
            if use.shadow_price:
                for token in _tokens(use, told.get(use.rule)):
                    if use.rule not in self._rules_of[token]:
                        self._rules_of[token].append(use.rule)

    def shortfall(self, row: Coverage) -> Shortfall:
        village = row.village
        setting = self._setting
        near = {village, setting.district(village), setting.governorate(village), ""}
        near |= self._serves[village]
        named = list(
            dict.fromkeys(rule for token in sorted(near) for rule in self._rules_of[token])
        )
        points = {key for key in near if key in setting.points} | {village}
        reason: Reason = "shared"
        if row.bound <= 0:
            reason = "unreached"
        elif any(self._own.get(key, False) for key in points):
            reason = "point"
        elif row.parcel in self._spent:
            reason = "stock"
        elif named:
            reason = "rules"
        return Shortfall(row, reason, tuple(named[:RULES_NAMED]), best(row))


def _own_limits(plan: Plan) -> dict[str, bool]:
    """Whether the limits of a point are used up on every day that it has one, by point."""
    full: dict[str, bool] = {}
    for use in plan.rules:
        parts = use.group.split(GROUP_SEPARATOR)
        if use.provider.split(" ")[0] == "points" and use.side == "at_most" and parts[0]:
            used_up = use.used >= use.bound - 0.5
            full[parts[0]] = full.get(parts[0], True) and used_up
    return full


def _tokens(use: RuleUse, rule: object) -> Iterable[str]:
    """Ids that a rule's group is about; empty text for a rule about everything."""
    found = {part for part in use.group.split(GROUP_SEPARATOR) if part and not _is_time(part)}
    if isinstance(rule, Vehicles):
        found |= {rule.fleet}
    elif isinstance(rule, Limit):
        for dimension, members in rule.where:
            if dimension not in ("day", "week", "movement"):
                found |= set(members)
    return found or {""}


def _is_time(part: str) -> bool:
    return len(part) >= 7 and part[:4].isdigit() and part[4] == "-"
