"""How far the plan says each rule is used."""

from collections import defaultdict

from mizalla.verify.facts import Facts
from mizalla.verify.findings import Findings, slack
from mizalla.verify.limits import Recount
from mizalla_models.plan import Plan
from mizalla_models.rule import Limit, Vehicles


def claims(plan: Plan) -> dict[tuple[str, str], list[str]]:
    """Groups that the plan lists, by rule and side."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for use in plan.rules:
        found[use.rule, use.side].append(use.group)
    return found


def check_uses(plan: Plan, facts: Facts, recount: Recount, findings: Findings) -> None:
    """Report uses of rules that differ from our own recount, and hard limits that are missing."""
    seen: set[tuple[str, str, str]] = set()
    for use in plan.rules:
        where = (use.rule, use.side, use.group)
        what = f"{use.rule}, {use.side.replace('_', ' ')}" + (f", {use.group}" if use.group else "")
        provided = facts.provided.get(use.rule)
        if provided is None:
            findings.add("rule use", f"{what}: there is no such rule.")
            continue
        if where in seen:
            findings.add("rule use", f"{what} is listed more than once.")
        seen.add(where)
        said = (str(provided.provider), provided.provider.organisation, provided.rule.reason)
        if (use.provider, use.organisation, use.reason) != said:
            findings.add("rule use", f"{what} is put in another's mouth: {use.provider}.")
        own = recount.sides.get(where)
        if own is None and isinstance(provided.rule, Vehicles) and use.side == "at_most":
            own = (provided.rule.count * provided.rule.hours_per_day, 0.0)
        if own is None:
            if isinstance(provided.rule, (Limit, Vehicles)):
                findings.add("rule use", f"{what}: the rule has no bound there.")
            continue
        for name, stated, counted in (
            ("Bound", use.bound, own[0]),
            ("Use", use.used, own[1]),
        ):
            if not abs(stated - counted) <= slack(max(abs(own[0]), abs(own[1]))):
                findings.add(
                    "rule use",
                    f"{name} of {what} is stated as {stated:.10g} but comes to {counted:.10g}.",
                )
    for key, side, group in sorted(recount.due - seen):
        bound, used = recount.sides[key, side, group]
        if facts.provided[key].rule.kind == "limit":
            findings.add(
                "rule use",
                f"{key}, {side.replace('_', ' ')} {bound:.10g}{', ' + group if group else ''}, is "
                f"missing; it is used with {used:.10g}.",
            )
