"""Limits: every group of every limit within its bounds, and what soft ones cost."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from mizalla.verify.bounds import Group, bound_of, written
from mizalla.verify.facts import Facts
from mizalla.verify.findings import Findings, slack
from mizalla.verify.tally import Tally
from mizalla_models.rule import GROUP_SEPARATOR, Bound, Limit

Claims = Mapping[tuple[str, str], list[str]]
"""Groups that the plan itself lists, by rule and side."""
PossibleGroups = Callable[[Limit], set[Group]]
"""Groups of a lower bound that hold even where nothing moves."""


@dataclass
class Recount:
    """What limits come to by our own count."""

    sides: dict[tuple[str, str, str], tuple[float, float]] = field(default_factory=dict)
    """Bound and sum, by rule, side and group."""
    due: set[tuple[str, str, str]] = field(default_factory=set)
    """Hard sides of groups in which something moves: a plan must list them."""
    penalties: float = 0
    """What soft limits cost, campaign currency."""


def check_limits(
    tallies: Mapping[str, Tally],
    claims: Claims,
    possible: PossibleGroups,
    findings: Findings,
) -> Recount:
    """Report every group of a hard limit that is out of its bounds.

    A lower bound also holds where nothing moves: for each group that the plan lists, and for each
    that ``possible`` knows of.
    """
    recount = Recount()
    for key, found in tallies.items():
        rule = found.rule
        upper = dict.fromkeys((*found.sums, *_claimed(found, claims.get((key, "at_most"), []))))
        lower = dict.fromkeys(
            (
                *found.moved,
                *_claimed(found, claims.get((key, "at_least"), [])),
                *sorted(possible(rule)),
            )
        )
        for side, bounds, groups in (
            ("at_most", rule.at_most, upper),
            ("at_least", rule.at_least, lower),
        ):
            for group, bound, used in _bounded(found, bounds, groups):
                where = (key, side, written(group))
                recount.sides[where] = (bound, used)
                if rule.penalty is None and group in found.moved:
                    recount.due.add(where)
                beyond = used - bound if side == "at_most" else bound - used
                if rule.penalty is not None:
                    recount.penalties += rule.penalty * max(beyond, 0)
                elif beyond > slack(bound):
                    findings.add(
                        "limit",
                        f"{key}{' for ' + written(group) if group else ''}: {rule.measure} come to "
                        f"{used:.10g}, {side.replace('_', ' ')} {bound:.10g}. {rule.reason}",
                    )
    return recount


def check_hours(
    facts: Facts, hours: Mapping[tuple[str, str], float], recount: Recount, findings: Findings
) -> None:
    """Report fleets that work more truck hours on a day than their trucks have.

    Parameters
    ----------
    hours
        Truck hours by fleet and day.
    """
    cap = {fleet.fleet: fleet.count * fleet.hours_per_day for fleet in facts.fleets.values()}
    ids = {
        provided.rule.fleet: key
        for key, provided in facts.provided.items()
        if provided.rule.kind == "vehicles"
    }
    for (fleet, day), used in hours.items():
        recount.sides[ids[fleet], "at_most", day] = (cap[fleet], used)
        if used > cap[fleet] + slack(cap[fleet]):
            findings.add(
                "hours",
                f"{fleet} on {day}: its trucks work {used:.10g} hours of {cap[fleet]:.10g}.",
            )


def _bounded(
    found: Tally, bounds: Bound | None, groups: Mapping[Group, None]
) -> Iterator[tuple[Group, float, float]]:
    for group in groups:
        bound = bound_of(bounds, group)
        if bound is not None:
            yield group, bound, found.sums.get(group, 0.0)


def _claimed(found: Tally, claims: list[str]) -> Iterator[Group]:
    per = len(found.rule.per)
    for claim in claims:
        parts = tuple(claim.split(GROUP_SEPARATOR)) if per else ()
        if len(parts) == per:
            yield parts
