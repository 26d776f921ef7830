"""The value of the umbrella as a person reads it on a terminal."""

from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from mizalla.show import Sheet
from mizalla.umbrella.game import Game
from mizalla.umbrella.split import Split
from mizalla.umbrella.umbrella import Side, Umbrella

VILLAGES = 8
FLOWS = 8


def umbrella_view(found: Umbrella, names: Any, currency: str) -> RenderableType:
    """Show what sharing changes, for whom, and how its gain is split."""
    return Group(
        _sides(found, currency),
        "",
        _members(found, names, currency),
        "",
        _game(
            found.game,
            found.split,
            f"Up to {found.game.gain:,.0f} more families can be reached together than apart, "
            "whatever the goals.",
        ),
        _game(
            found.saving,
            found.saving_split,
            f"Reaching as many as apart, together saves up to {found.saving.gain:,.0f} {currency}.",
        ),
        "",
        _flows(found, names),
        "",
        _villages(found, names),
    )


def _sides(found: Umbrella, currency: str) -> RenderableType:
    rows = Sheet(
        "Apart and together",
        ("", "Apart", "Together", "Change"),
        numbers=("Apart", "Together", "Change"),
    )

    def row(title: str, own: float | None, pooled: float | None, form: str) -> None:
        if own is None or pooled is None:
            rows.add(title, "–", "–", "–")
        else:
            rows.add(title, form.format(own), form.format(pooled), f"{pooled - own:+,.4g}")

    own: Side = found.own
    pooled: Side = found.pooled
    row("Worst-off need, %", 100 * own.worst, 100 * pooled.worst, "{:.1f}")
    row("Mean coverage, %", 100 * own.mean, 100 * pooled.mean, "{:.1f}")
    row("Families reached", own.households, pooled.households, "{:,.0f}")
    row("Parcels served", own.parcels, pooled.parcels, "{:,.0f}")
    row(f"Cost, {currency}", own.cost, pooled.cost, "{:,.0f}")
    row("Cost per family", own.cost_per_household, pooled.cost_per_household, "{:,.2f}")
    return rows


def _members(found: Umbrella, names: Any, currency: str) -> RenderableType:
    heads = (
        "Families apart",
        "Together",
        f"Cost apart, {currency}",
        "Cost together",
        "Stock to others' trucks",
        "Others' on its trucks",
        "Part of the gain",
        "Of the saving",
    )
    rows = Sheet("What it changes for each member", ("Member", *heads), numbers=heads)
    for member in found.members:
        rows.add(
            Text(names[member.organisation], "name"),
            f"{member.own:,.0f}",
            f"{member.pooled:,.0f}",
            f"{member.own_cost:,.0f}",
            f"{member.pooled_cost:,.0f}",
            f"{member.gives_stock:,}",
            f"{member.lends_trucks:,}",
            f"{member.credit:+,.1f}",
            f"{member.saving:+,.0f}",
        )
    return rows


def _game(game: Game, split: Split, gain: str) -> RenderableType:
    how = (
        f"all orders of {len(game.players)} members"
        if game.exact
        else f"{game.orders} sampled orders of {len(game.players)} members, seed {game.seed}"
    )
    outside = f"The Shapley value over {how} does not lie in the core."
    nearest = "This is the nearest split that does." if split.in_core else "This is the nearest."
    lines = [
        gain,
        f"{len(game.tried)} coalitions were tried, a linear program each.",
        f"Split by the Shapley value over {how}." if split.is_shapley else f"{outside} {nearest}",
        f"None of {split.tested} coalitions could do better without the others."
        if split.in_core
        else f"The core is empty: some coalition gets {split.shortfall:,.1f} less than it could.",
    ]
    return Text("\n".join(lines), "" if split.in_core else "warn")


def _flows(found: Umbrella, names: Any) -> RenderableType:
    if not found.flows:
        return Text("Nobody carries for anybody else.")
    rows = Sheet(
        "Who gives and who receives",
        ("Parcels of", "On trucks of", "Parcels"),
        numbers=("Parcels",),
    )
    for flow in found.flows[:FLOWS]:
        rows.add(names[flow.owner], names[flow.carrier], f"{flow.parcels:,}")
    return rows


def _villages(found: Umbrella, names: Any) -> RenderableType:
    better = sum(row.pooled > row.own + 5e-4 for row in found.villages)
    worse = sum(row.pooled < row.own - 5e-4 for row in found.villages)
    title = f"Villages: {better} get more together, {worse} less; those that change most"
    heads = ("Apart", "Together")
    rows = Sheet(title, ("Village", "P-code", *heads), numbers=heads)
    for row in sorted(found.villages, key=lambda row: -abs(row.pooled - row.own))[:VILLAGES]:
        rows.add(
            names[row.village], row.village, f"{100 * row.own:.1f}%", f"{100 * row.pooled:.1f}%"
        )
    return rows
