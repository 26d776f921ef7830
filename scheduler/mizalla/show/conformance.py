"""What a plugin is found to do."""

from rich.console import Group, RenderableType
from rich.text import Text

from mizalla.show.tables import Sheet
from mizalla.show.words import exact, isolate, number, share
from mizalla_models.conformance import Conformance


def conformance_view(found: Conformance) -> RenderableType:
    """Show what was found of a plugin."""
    whose = f" of {found.organisation}" if found.organisation else " of the alliance"
    parts: list[RenderableType] = [
        Text(f"{found.plugin} {found.version}{whose}", "head"),
        Text(f"Hooks: {', '.join(found.hooks) or 'none'}", "quiet"),
        "",
    ]
    for check in found.checks:
        mark, style = ("✔", "good") if check.passed else ("✘", "bad")
        detail = f": {isolate(check.detail)}" if check.detail else ""
        parts.append(Text(f"{mark} {check.name}{detail}", style))
    if found.rules:
        rows = Sheet(
            "",
            ("Rule and reason", "Lanes removed", "Groups", "Hold back"),
            numbers=("Lanes removed", "Groups", "Hold back"),
        )
        for rule in found.rules:
            rows.add(
                Text.assemble((isolate(rule.id), "name"), "\n", (isolate(rule.reason), "quiet")),
                exact(rule.lanes_removed) if rule.lanes_removed else "",
                exact(rule.rows) if rule.rows else "",
                exact(rule.binds) if rule.binds else "",
            )
        parts += ["", rows]
    if found.costs:
        cost = found.costs
        sign = "-" if cost["coverage_min"] < 0 else "+"
        parts += [
            "",
            Text(
                "What it costs the campaign: worst-off village "
                f"{sign}{share(abs(cost['coverage_min']))}, "
                f"{number(cost['served_parcels'])} parcels served, {number(cost['cost'])} in cost, "
                f"{number(cost['km'])} km.",
                "head",
            ),
        ]
    return Group(*parts)
