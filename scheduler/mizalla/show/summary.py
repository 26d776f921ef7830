"""A plan at a glance: what it is worth, who is short, what it costs, what holds it back."""

from collections.abc import Mapping

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from mizalla.show.binding import binding_table
from mizalla.show.goals import goal_table
from mizalla.show.names import Names
from mizalla.show.shortage import governorate_table, shortage_table
from mizalla.show.words import isolate, money, number, plural, seconds, share, verdict
from mizalla_models.plan import Plan
from mizalla_models.run import Figures

COST_PARTS = ("transport", "charges", "purchases", "penalties")


def summary(
    plan: Plan, names: Names, *, run: str = "", timings: Mapping[str, float] | None = None
) -> RenderableType:
    """Show a plan to a planner.

    Parameters
    ----------
    plan
        The plan.
    names
        Names of its places.
    run
        Id under which it is kept; empty where it is not.
    timings
        Seconds per stage, with ``total``.
    """
    parts: list[RenderableType] = [_heading(plan), _worth(plan), "", _figures(plan)]
    if plan.findings:
        parts += ["", _findings(plan)]
    parts += [goal_table(plan), shortage_table(plan, names), governorate_table(plan, names)]
    parts += [binding_table(plan), _footer(run, timings or {})]
    return Group(*(part for part in parts if part is not None))


def _heading(plan: Plan) -> RenderableType:
    days = (plan.ends - plan.starts).days + 1
    when = f"{plan.starts.isoformat()} to {plan.ends.isoformat()}, {plural(days, 'day')}"
    line = Table.grid(expand=True)
    line.add_column(ratio=1)
    line.add_column(justify="right", no_wrap=True)
    line.add_row(Text(isolate(plan.scenario), "head"), Text(when, "quiet"))
    return Group(line, Rule(style="quiet"))


def _worth(plan: Plan) -> RenderableType:
    words, style = verdict(plan)
    marks = {"good": "✔", "warn": "●", "bad": "✘"}
    return Text(f"{marks[style]} {words}", style)


def _figures(plan: Plan) -> RenderableType:
    reached = Figures.of(plan)
    in_need = len({row.village for row in plan.coverage if row.needed})
    grid = Table.grid(padding=(0, 3, 0, 0))
    for style in ("quiet", "head", "quiet", "head"):
        grid.add_column(style=style)
    grid.add_row(
        "Worst-off village",
        share(reached.coverage_min),
        "Parcels served",
        f"{number(reached.served_parcels)} of {number(reached.needed_parcels)}",
    )
    grid.add_row(
        "Mean coverage",
        share(reached.coverage_mean),
        "Households reached",
        number(reached.served_households),
    )
    grid.add_row(
        "Inequality (Gini)",
        f"{reached.coverage_gini:.3f}",
        "Villages reached",
        f"{number(reached.served_villages)} of {number(in_need)}",
    )
    grid.add_row(
        "Truck loads",
        number(plan.truck_loads),
        "Distance",
        f"{number(plan.km)} km",
    )
    total = plan.cost.get("total", 0.0)
    paid = [
        f"{part} {number(plan.cost[part])}" for part in COST_PARTS if round(plan.cost.get(part, 0))
    ]
    cost = Text.assemble(
        ("Cost ", "quiet"),
        (money(total, plan.currency), "head"),
        ("  " + " + ".join(paid) if paid else "", "quiet"),
    )
    return Group(grid, cost)


def _findings(plan: Plan) -> RenderableType:
    lines = [Text(f"{item.check}: {item.problem}", "bad") for item in plan.findings[:20]]
    if len(plan.findings) > len(lines):
        lines.append(Text(f"and {number(len(plan.findings) - len(lines))} more", "bad"))
    return Padding(Group(*lines), (0, 0, 0, 2))


def _footer(run: str, timings: Mapping[str, float]) -> RenderableType | None:
    lines: list[RenderableType] = []
    if timings:
        spent = "  ".join(f"{stage} {seconds(value)}" for stage, value in timings.items())
        lines.append(Text(spent, "quiet"))
    if run:
        lines += [
            Text.assemble("Kept as run ", (run, "name"), ". Next:"),
            Text(f"  mizalla show {run} --shipments     what leaves from where, day by day"),
            Text(f"  mizalla export {run} DIR           tables for spreadsheets and trucks"),
        ]
    return Group(*lines) if lines else None
