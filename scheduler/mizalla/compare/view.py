"""A comparison as a person reads it on a terminal."""

from collections.abc import Callable, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from mizalla.compare.comparison import Comparison, Place
from mizalla.show import Sheet

SHOWN = 8
MANY = 4
"""Runs above which only the first is shown in full, and the others by their difference."""
Write = Callable[[float], str]


def comparison_view(found: Comparison, names: Any, *, everything: bool = False) -> RenderableType:
    """Show what changed, the first run on the left; others with their difference from it.

    Of many runs only the difference is shown: all of them have to fit into a terminal.

    Parameters
    ----------
    found
        The comparison.
    names
        Names of places and members by id.
    everything
        Whether all rows are shown, however many.
    """
    most = None if everything else SHOWN
    blocks = [
        _runs(found),
        _places("By governorate", found.governorates, found, names, most),
        _places("Districts that changed most", _changed(found.districts), found, names, most),
        _places("Villages that changed most", _changed(found.villages), found, names, most),
        _members(found, names),
        _rules(found, most),
        _consignments(found, names, most),
    ]
    lines: list[RenderableType] = []
    for block in blocks:
        if block is not None:
            lines += [block, ""]
    return Group(*lines[:-1])


def labels(found: Comparison) -> list[str]:
    """Short heads of the runs: A, B, C …"""
    return [chr(ord("A") + number) if number < 26 else str(number) for number in range(99)][
        : len(found.runs)
    ]


def _runs(found: Comparison) -> RenderableType:
    heads = labels(found)
    legend = Text(
        "\n".join(
            # Three spaces part what is told one by one, in whatever language.
            "   ".join(
                (
                    head,
                    run.run,
                    run.overlay or "the scenario as it is",
                    *(() if run.same_scenario else ("(other inputs than A)",)),
                )
            )
            for head, run in zip(heads, found.runs, strict=True)
        ),
        "quiet",
    )
    figures: list[tuple[str, Sequence[float | None], Write]] = []

    def row(title: str, values: Sequence[float | None], write: Write) -> None:
        figures.append((title, values, write))

    runs = found.runs
    row("Worst-off need", [run.worst for run in runs], _share)
    row("Mean coverage", [run.mean for run in runs], _share)
    row("Inequality (Gini)", [run.gini for run in runs], lambda value: f"{value:.3f}")
    row("Parcels served", [run.served for run in runs], _number)
    row("Households", [run.households for run in runs], _number)
    row("Villages reached", [run.villages for run in runs], _number)
    row("Parcel-days late", [run.lateness for run in runs], _number)
    row(f"Cost, {found.currency}", [run.cost for run in runs], _number)
    row("Cost per household", [run.cost_per_household for run in runs], lambda v: f"{v:,.2f}")
    row("Truck km", [run.km for run in runs], _number)
    row("Trips", [run.trips for run in runs], _number)
    if len(runs) > MANY:
        return Group(legend, "", _upright(heads, figures))
    rows = Sheet("", ("", *heads), numbers=heads)
    for title, values, write in figures:
        rows.add(title, *_with_change(values, write))
    return Group(legend, "", rows)


def _upright(
    heads: Sequence[str], figures: Sequence[tuple[str, Sequence[float | None], Write]]
) -> RenderableType:
    """Show a run a row, a few figures at a time: those that are not the same for all of them."""
    moving = [item for item in figures if len(set(item[1])) > 1]
    blocks: list[RenderableType] = []
    for begin in range(0, len(moving), MANY):
        some = moving[begin : begin + MANY]
        titles = [title for title, _, _ in some]
        rows = Sheet("", ("", *titles), numbers=titles)
        for place, head in enumerate(heads):
            shown = [(values[place], write) for _, values, write in some]
            cells = ("–" if value is None else write(value) for value, write in shown)
            rows.add(Text(head, "name"), *cells)
        blocks.append(rows)
    return Group(*blocks)


def _with_change(values: Sequence[float | None], write: Write) -> list[str]:
    first, many = values[0], len(values) > MANY
    write = _short if many and write is _number else write
    cells = ["–" if first is None else write(first)]
    for value in values[1:]:
        if value is None or first is None:
            cells.append("–" if value is None else write(value))
            continue
        change = value - first
        sign = "+" if change > 0 else "−" if change < 0 else "±"
        same = write(abs(change)) == write(0.0)
        moved = "=" if same else f"{sign}{write(abs(change))}"
        cells.append(moved if many else f"{write(value)}  {moved}")
    return cells


def _changed(places: tuple[Place, ...]) -> tuple[Place, ...]:
    def change(place: Place) -> float:
        known = [value for value in place.coverage if value is not None]
        return max(known) - min(known) if known else 0.0

    moved = [place for place in places if change(place) > 5e-4]
    return tuple(sorted(moved, key=lambda place: (-change(place), place.id)))


def _places(
    title: str, places: tuple[Place, ...], found: Comparison, names: Any, most: int | None
) -> RenderableType | None:
    if not places:
        return None
    heads = labels(found)
    if most is not None and len(places) > most:
        title += f": {most} of {len(places)}"
    if len(heads) > MANY:
        rows = Sheet(title, ("Place", *heads), numbers=heads, whole=heads)
        for place in places[:most]:
            rows.add(Text(names[place.id], "name"), *_with_change(place.coverage, _share))
        return rows
    rows = Sheet(title, ("Place", "P-code", *heads), numbers=heads, whole=("P-code",))
    for place in places[:most]:
        rows.add(Text(names[place.id], "name"), place.id, *_with_change(place.coverage, _share))
    return rows


def _members(found: Comparison, names: Any) -> RenderableType:
    heads = labels(found)
    if len(heads) > MANY:
        span = (heads[0], "Fewest", "Most")
        rows = Sheet("Parcels that members carry", ("Member", *span), numbers=span)
        for member in found.members:
            shown = (member.carried[0], min(member.carried), max(member.carried))
            rows.add(Text(names[member.organisation], "name"), *map(_number, shown))
        return rows
    rows = Sheet("Parcels that members carry", ("Member", *heads), numbers=heads)
    for member in found.members:
        rows.add(Text(names[member.organisation], "name"), *_with_change(member.carried, _number))
    return rows


def _rules(found: Comparison, most: int | None) -> RenderableType | None:
    moved = [rule for rule in found.binding if len(set(rule.full)) > 1]
    if not moved:
        return Text("The same rules hold all of them back.")
    heads = labels(found)
    title = "Rules that bind elsewhere: groups that hold it back"
    if most is not None and len(moved) > most:
        title += f", {most} of {len(moved)} rules"
    rows = Sheet(title, ("Rule", *heads), numbers=heads)
    for rule in moved[:most]:
        rows.add(Text(rule.rule, "name"), *_with_change(rule.full, _number))
    return rows


def _consignments(found: Comparison, names: Any, most: int | None) -> RenderableType:
    if not found.consignments:
        return Text("Not one consignment moved.")
    heads = labels(found)
    ordered = sorted(
        found.consignments, key=lambda item: -(max(item.quantity) - min(item.quantity))
    )
    title = f"{len(ordered):,} consignments are not the same, {found.unmoved:,} are"
    if most is not None and len(ordered) > most:
        title = f"{title}; the largest"
    many = len(heads) > MANY
    if many:
        rows = Sheet(
            title,
            ("Day", "From", "To", "Parcel", "Fewest", "Most"),
            numbers=("Fewest", "Most"),
            whole=("Day",),
        )
    else:
        rows = Sheet(title, ("Day", "From", "To", "Parcel", *heads), numbers=heads, whole=("Day",))
    for moved in ordered[:most]:
        shown = (min(moved.quantity), max(moved.quantity)) if many else moved.quantity
        rows.add(
            moved.day.isoformat(),
            Text(names[moved.origin], "name"),
            Text(names[moved.village], "name"),
            names[moved.parcel],
            *(_number(value) for value in shown),
        )
    return rows


def _share(value: float) -> str:
    return f"{100 * value:.1f}%"


def _number(value: float) -> str:
    return f"{value:,.0f}"


def _short(value: float) -> str:
    """Write a large number in thousands or millions, where there is little room."""
    size = abs(value)
    if size >= 1e7:
        return f"{value / 1e6:,.1f}M"
    return f"{value / 1e3:,.0f}k" if size >= 1e4 else f"{value:,.0f}"
