"""What holds rounds down, in the words of rules."""

from dataclasses import replace

import numpy as np

from mizalla.build import Problem
from mizalla.solve.rounds import Lever, Pull
from mizalla.solve.why import Why
from mizalla.solve.why import why as why_of
from mizalla_models.account import Blocker
from mizalla_models.rule import GROUP_SEPARATOR, TIME_DIMENSIONS, Vehicles

LEAST = 1e-12
TENTH = 0.1
"""Part of a bound whose easing is compared, to tell which blocker says most."""


def blockers(why: Why) -> tuple[Blocker, ...]:
    """List what holds each round down, by round; of each first what a tenth more would raise most.

    Ranges are left open: the level is a concave function of every bound, so that a price is
    the most that one more unit can give, however many; how far it is exact is worked out by
    :func:`with_range`.
    """
    found = []
    for pulled in why.pulls:
        for number, change in enumerate(pulled.level.tolist()):
            if abs(change) > LEAST:
                found.append(_blocker(why.problem, pulled, number, change))
    found.sort(key=lambda b: (b.round, -b.price * max(abs(b.bound), 1) * TENTH, b.rule, b.group))
    return tuple(found)


def with_range(blocker: Blocker, why: Why) -> Blocker:
    """Work out how far the price of a blocker holds; as it is where the digits don't suffice."""
    for pulled in why.pulls:
        change = float(pulled.level[blocker.round - 1])
        if abs(change) <= LEAST or _named(why.problem, pulled.lever) != (
            blocker.rule,
            blocker.group,
            blocker.side,
        ):
            continue
        reach = why.reach(pulled, blocker.round - 1)
        if reach is None:
            return blocker
        size = _size(why.problem, pulled.lever)
        low, high = reach.low / size, reach.high / size
        changed: dict[str, object] = {"low": low, "high": high, "proof": "range"}
        step = 1.0 if lever_is_whole(blocker) else TENTH * max(abs(blocker.bound), 1.0)
        if high < min(step, 1.0) and why.small:
            changed |= {"step": step, "gain": gain(blocker, why, step)}
        return blocker.model_copy(update=changed)
    return blocker


def lever_is_whole(blocker: Blocker) -> bool:
    """Whether a blocker comes in whole units only."""
    return blocker.unit in ("trucks", "parcels")


def gain(blocker: Blocker, before: Why, step: float) -> float | None:
    """Solve the levels again with a blocker eased, and say by how much its round's rise.

    Of needs that were settled together and are no longer, the one that rises least counts.
    """
    problem = before.problem
    name = (blocker.rule, blocker.group, blocker.side)
    pulled = next((pull for pull in before.pulls if _named(problem, pull.lever) == name), None)
    if pulled is None:
        return None  # other duals prove the same level
    after = why_of(eased(problem, pulled.lever, step * _size(problem, pulled.lever)))
    if after is None:
        return None
    who = before.held(blocker.round - 1)
    return float((after.profile.level[who] - before.profile.level[who]).min())


def eased(problem: Problem, lever: Lever, step: float) -> Problem:
    """Give a problem with the bounds of one lever eased by some of its own units."""
    if lever.limit < 0:
        quantity = problem.stock.quantity.copy()
        quantity[lever.group] = max(quantity[lever.group] + step, 0.0)
        return replace(problem, stock=replace(problem.stock, quantity=quantity))
    limits = list(problem.limits)
    limit = limits[lever.limit]
    bound = (limit.at_most if lever.side == "at_most" else limit.at_least).copy()
    own = bound[lever.group]
    change = step if lever.side == "at_most" else -step
    # A group that is bounded by 0 because nothing can move in it stays so.
    bound[lever.group] = np.where(np.isfinite(own) & (own != 0), own + change, own)
    limits[lever.limit] = (
        replace(limit, at_most=bound) if lever.side == "at_most" else replace(limit, at_least=bound)
    )
    return replace(problem, limits=tuple(limits))


def _named(problem: Problem, lever: Lever) -> tuple[str, str, str]:
    if lever.limit < 0:
        return problem.supplies[problem.stock.supply[lever.group]].id, "", "at_most"
    limit = problem.limits[lever.limit]
    per = [name for name in limit.groups.per if name not in TIME_DIMENSIONS]
    labels = limit.groups.dimensions.labels
    values = [
        labels(name).names[code]
        for name, code in zip(per, limit.groups.static[lever.group], strict=True)
    ]
    return limit.provided.id, GROUP_SEPARATOR.join(values), lever.side


def _size(problem: Problem, lever: Lever) -> float:
    """Units of a lever in one unit that people know: the hours a truck works a day."""
    if lever.limit < 0:
        return 1.0
    rule = problem.limits[lever.limit].provided.rule
    return rule.hours_per_day if isinstance(rule, Vehicles) else 1.0


def _blocker(problem: Problem, pulled: Pull, number: int, change: float) -> Blocker:
    lever = pulled.lever
    rule, group, side = _named(problem, lever)
    size = _size(problem, lever)
    if lever.limit < 0:
        kind, unit, days = "supply", "parcels", 0
        bound = float(problem.stock.quantity[lever.group])
    else:
        limit = problem.limits[lever.limit]
        said = limit.provided.rule
        kind = said.kind
        timed = "day" in limit.groups.per and not limit.cumulative
        days = pulled.binding if timed else 0
        bounds = (limit.at_most if side == "at_most" else limit.at_least)[lever.group]
        bound = float(bounds[np.isfinite(bounds)].max(initial=0)) / size
        unit = "trucks" if isinstance(said, Vehicles) else getattr(said, "measure", "parcels")
    return Blocker(
        round=number + 1,
        rule=rule,
        group=group,
        side=side,
        kind=kind,
        unit=unit,
        days=days,
        bound=bound,
        price=change * size,
        low=None,
        high=None,
        proof="at_most",
    )
