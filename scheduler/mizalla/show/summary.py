"""A plan at a glance: what it is worth, who is short, what it costs, what holds it back."""

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from mizalla.figures import stock_use
from mizalla.show.binding import binding_table
from mizalla.show.goals import goal_table
from mizalla.show.names import Names
from mizalla.show.shortage import coverage_chart, governorate_table, shortage_table
from mizalla.show.statements import notes_view, objections_view
from mizalla.show.trips import riding
from mizalla.show.words import isolate, money, number, plural, seconds, share, verdict
from mizalla_models.equality import lorenz
from mizalla_models.plan import Plan
from mizalla_models.rules import Rules
from mizalla_models.run import Figures
from mizalla_models.said import Said

COST_PARTS = ("transport", "charges", "purchases", "penalties")
FINDINGS = 20


def summary(
    plan: Plan,
    rules: Rules,
    names: Names,
    *,
    run: str = "",
    timings: Mapping[str, float] | None = None,
    said: Sequence[Said] = (),
) -> RenderableType:
    """Show a plan to a planner.

    Parameters
    ----------
    plan
        The plan.
    rules
        The rules that it was made under.
    names
        Names of its places.
    run
        Id under which it is kept; empty where it is not.
    timings
        Seconds per stage, with ``total``.
    said
        What plugins say of it.
    """
    blocks: list[RenderableType | None] = [
        Group(_heading(plan), _worth(plan)),
        notes_view(plan.notes),
        _findings(plan),
        riding(plan),
        _figures(plan, rules),
        goal_table(plan),
        coverage_chart(plan),
        shortage_table(plan, names),
        governorate_table(plan, names),
        binding_table(plan, rules, names),
        objections_view(said),
        _footer(run, timings or {}),
    ]
    spaced = [part for block in blocks if block is not None for part in (block, "")]
    return Group(*spaced[:-1])


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


def _figures(plan: Plan, rules: Rules) -> RenderableType:
    reached = Figures.of(plan)
    ratios = [row.ratio for row in plan.coverage]
    curve = lorenz(ratios, [float(row.needed) for row in plan.coverage])
    in_need = len({row.village for row in plan.coverage if row.needed})
    grid = Table.grid(padding=(0, 3, 0, 0))
    for style in ("quiet", "head", "quiet", "head"):
        grid.add_column(style=style)
    served = f"{number(reached.served_parcels)} of {number(reached.needed_parcels)}"
    villages = f"{number(reached.served_villages)} of {number(in_need)}"
    stock = stock_use(plan, rules)
    handed_out = f"{number(stock.used)} of {number(stock.there)}"
    worst, mean = share(reached.coverage_min), share(reached.coverage_mean)
    grid.add_row("Worst-off village", worst, "Parcels served", served)
    grid.add_row("Mean coverage", mean, "Households reached", number(reached.served_households))
    grid.add_row("Inequality (Gini)", f"{reached.coverage_gini:.3f}", "Villages reached", villages)
    grid.add_row("Truck loads", number(plan.truck_loads), "Stock handed out", handed_out)
    fifth = f"{share(curve[len(curve) // 5])} of the parcels"
    grid.add_row("Truck distance", f"{number(plan.km)} km", "Worst-served fifth gets", fifth)
    return Group(grid, _cost(plan))


def _cost(plan: Plan) -> RenderableType:
    paid = [
        f"{part} {number(plan.cost[part])}" for part in COST_PARTS if round(plan.cost.get(part, 0))
    ]
    grid = Table.grid(padding=(0, 3, 0, 0))
    grid.add_column(style="quiet", min_width=len("Worst-off village"))
    grid.add_column()
    total = money(plan.cost.get("total", 0.0), plan.currency)
    grid.add_row("Cost", Text.assemble((total, "head"), (f"   {' + '.join(paid)}", "quiet")))
    return grid


def _findings(plan: Plan) -> RenderableType | None:
    if not plan.findings:
        return None
    lines = [Text(f"  {item.check}: {item.problem}", "bad") for item in plan.findings[:FINDINGS]]
    more = len(plan.findings) - len(lines)
    if more:
        lines.append(Text(f"  and {number(more)} more", "bad"))
    return Group(*lines)


def _footer(run: str, timings: Mapping[str, float]) -> RenderableType | None:
    lines: list[RenderableType] = []
    if timings:
        stages = ", ".join(
            f"{name} {time:.2f}" for name, time in timings.items() if name != "total"
        )
        total = seconds(timings.get("total", sum(timings.values())))
        lines.append(Text(f"Took {total}: {stages}", "quiet"))
    if run:
        lines += [
            Text.assemble("Kept as run ", (run, "name")),
            Text(f"  mizalla show {run} --shipments"),
            Text(f"  mizalla export {run} DIR"),
        ]
    return Group(*lines) if lines else None
