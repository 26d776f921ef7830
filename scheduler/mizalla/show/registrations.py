"""What members registered, when, and what it does."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from mizalla.show.tables import Sheet
from mizalla.show.words import exact, isolate, plural
from mizalla_models.plan import Plan
from mizalla_models.registration import Registration
from mizalla_models.rules import Rules

SHORT_HASH = 12
CHANGES = 40


def registration_view(made: Registration) -> RenderableType:
    """Show one registration, and what it changed."""
    if made.action == "withdraw":
        head = f"Withdrawn: {made.organisation} has no registered rules for {made.scenario}."
    else:
        head = (
            f"Registration {made.number} of {made.organisation} for {made.scenario}: "
            f"{plural(len(made.rules), 'rule')} from {made.file}, by {made.who}, "
            f"sha256 {made.sha256[:SHORT_HASH]}."
        )
    return Group(Text(f"✔ {isolate(head)}", "good"), *_changes(made))


def _changes(made: Registration) -> list[RenderableType]:
    lines: list[RenderableType] = [Text(f"  + {isolate(one)}", "good") for one in made.added]
    lines += [Text(f"  - {isolate(one)}", "bad") for one in made.removed]
    if not lines:
        return [Text("  Nothing changed.", "quiet")]
    more = len(lines) - CHANGES
    return [*lines[:CHANGES], Text(f"  and {more} more", "quiet")] if more > 0 else lines


def history_view(found: Sequence[Registration]) -> RenderableType:
    """Show registrations in their order, each with what it changed."""
    if not found:
        return Text("Nobody has registered anything.", "quiet")
    parts: list[RenderableType] = []
    for made in found:
        when = made.created.strftime("%Y-%m-%d %H:%M")
        what = "withdrawn" if made.action == "withdraw" else f"{made.file}"
        parts.append(
            Text.assemble(
                (f"{made.organisation} {made.number}", "name"),
                f"  {when} UTC  by {isolate(made.who)}  {isolate(what)}  ",
                (made.sha256[:SHORT_HASH], "quiet"),
            )
        )
        parts += _changes(made)
    return Group(*parts)


def member_data(
    organisation: str,
    rules: Rules,
    plan: Plan | None,
    registrations: Sequence[Registration],
    *,
    run: str | None,
) -> dict[str, Any]:
    """Gather what a member says, and what it does to a plan, as JSON-ready data.

    Parameters
    ----------
    organisation
        Id of the member.
    rules
        Rules in force now.
    plan
        A plan that is kept; None where there is none.
    registrations
        What the member registered, the oldest first.
    run
        Id of that plan's run.
    """
    uses = [use for use in plan.rules if use.organisation == organisation] if plan else []
    return {
        "organisation": organisation,
        "plugins": [
            record.model_dump(mode="json")
            for record in rules.plugins
            if record.organisation == organisation
        ],
        "rules": [
            {
                "id": item.id,
                "kind": item.rule.kind,
                "reason": item.rule.reason,
                "rule": item.rule.model_dump(mode="json"),
            }
            for item in rules.provided
            if item.provider.organisation == organisation
        ],
        "run": run,
        "uses": [use.model_dump(mode="json") for use in uses],
        "registration": registrations[-1].model_dump(mode="json") if registrations else None,
    }


def member_view(data: Mapping[str, Any]) -> RenderableType:
    """Show what :func:`member_data` gathered."""
    parts: list[RenderableType] = []
    last = data["registration"]
    if last is not None:
        what = "withdrawn" if last["action"] == "withdraw" else f"{last['file']}, by {last['who']}"
        parts += [Text(f"Registration {last['number']}: {isolate(what)}", "head"), ""]
    uses: dict[str, list[Mapping[str, Any]]] = {}
    for use in data["uses"]:
        uses.setdefault(use["rule"], []).append(use)
    rows = Sheet(
        plural(len(data["rules"]), "rule"),
        ("Rule and reason", "Groups", "Full in", "Holds back"),
        numbers=("Groups", "Full in"),
    )
    for rule in data["rules"]:
        groups = uses.get(rule["id"], [])
        full = [g for g in groups if _full(g)]
        priced = sum(g["goal"] is not None for g in groups)
        rows.add(
            Text.assemble((isolate(rule["id"]), "name"), "\n", (isolate(rule["reason"]), "quiet")),
            exact(len(groups)) if groups else "",
            exact(len(full)) if groups else "",
            plural(priced, "group") if priced else "",
        )
    parts.append(rows if data["rules"] else Text("It has no rules in this scenario.", "quiet"))
    if data["run"]:
        parts.append(Text(f"Groups as in run {data['run']}.", "quiet"))
    return Group(*parts)


def _full(use: Mapping[str, Any]) -> bool:
    reached: bool = (
        use["used"] >= use["bound"] if use["side"] == "at_most" else use["used"] <= use["bound"]
    )
    return reached
