"""Who said what: plugins with the hashes of their code and rules, and every rule with its use."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from mizalla.show.names import Names
from mizalla.show.tables import Sheet
from mizalla.show.words import exact, group_words, isolate, plural, price
from mizalla_models.plan import Plan, PluginRecord, RuleUse
from mizalla_models.rules import Rules

SHORT_HASH = 12


def provenance_data(plan: Plan, rules: Rules) -> dict[str, Any]:
    """Gather every plugin, and every rule with its uses, as JSON-ready lists.

    Returns
    -------
    dict
        ``provenance``: a record for each plugin, with ``version``, ``code_hash`` and
        ``rules_hash``. ``said``: for each rule id, provider, reason, definition and ``uses``: its
        groups with bound, use and shadow price.
    """
    uses = _uses(plan)
    return {
        "provenance": [record.model_dump(mode="json") for record in plan.plugins],
        "said": [
            {
                "id": item.id,
                "provider": item.provider.model_dump(),
                "kind": item.rule.kind,
                "reason": item.rule.reason,
                "rule": item.rule.model_dump(mode="json"),
                "uses": [use.model_dump(mode="json") for use in uses.get(item.id, ())],
            }
            for item in rules.provided
        ],
    }


def provenance_view(plan: Plan, rules: Rules, names: Names, *, limit: int | None) -> RenderableType:
    """Show every plugin, and every rule at its tightest group.

    Parameters
    ----------
    plan
        The plan.
    rules
        The rules that it was made under.
    names
        Names of its places.
    limit
        Most rules. None: all.
    """
    return Group(_plugins(plan.plugins, names), "", _rules(plan, rules, names, limit))


def _plugins(records: Sequence[PluginRecord], names: Names) -> RenderableType:
    rows = Sheet(
        "Who says what",
        ("Plugin", "Version", "For", "Rules", "Code", "What it gave", "Note"),
        numbers=("Rules",),
        spare=("Code", "What it gave"),
    )
    for record in records:
        rows.add(
            Text(isolate(record.name), "name"),
            record.version,
            names[record.organisation] if record.organisation else "",
            exact(record.rules),
            record.code_hash[:SHORT_HASH],
            record.rules_hash[:SHORT_HASH] if record.rules else "",
            Text(isolate(record.note), "warn"),
        )
    return rows


def _rules(plan: Plan, rules: Rules, names: Names, limit: int | None) -> RenderableType:
    uses = _uses(plan)
    rows = Sheet(
        plural(len(rules.provided), "rule"),
        ("Rule and reason", "By", "Tightest where", "Bound", "Used", "What it is worth"),
        numbers=("Bound", "Used"),
        spare=("Tightest where",),
    )
    # Members' rules first: those of files are many, and can be looked up there.
    ordered = sorted(rules.provided, key=lambda item: (not item.provider.organisation, item.id))
    for item in ordered[:limit]:
        tightest = _tightest(uses.get(item.id, ()))
        rows.add(
            Text.assemble((isolate(item.id), "name"), "\n", (isolate(item.rule.reason), "quiet")),
            names[item.provider.organisation] if item.provider.organisation else "",
            "" if tightest is None else group_words(tightest.group, names),
            "" if tightest is None else exact(tightest.bound),
            "" if tightest is None else exact(tightest.used),
            price(tightest, plan.currency) if tightest is not None and tightest.goal else "",
        )
    more = 0 if limit is None else len(ordered) - limit
    rest = Text(f"{plural(more, 'rule')} not shown; --all shows them.", "quiet")
    return Group(rows, rest) if more > 0 else rows


def _uses(plan: Plan) -> dict[str, list[RuleUse]]:
    uses: dict[str, list[RuleUse]] = defaultdict(list)
    for use in plan.rules:
        uses[use.rule].append(use)
    return uses


def _tightest(uses: Sequence[RuleUse]) -> RuleUse | None:
    """The group whose next unit is worth most, else the one that is fullest."""

    def weight(use: RuleUse) -> tuple[bool, float, float]:
        full = use.used / use.bound if use.bound else float(use.used >= use.bound)
        return use.goal is not None, abs(use.shadow_price), full

    return max(uses, key=weight, default=None)
