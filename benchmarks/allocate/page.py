"""Figures as a table on the terminal, and as a part of docs/benchmarks.md with a picture."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.table import Table

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE, PICTURE = DOCS / "benchmarks.md", DOCS / "pictures" / "allocation.png"
BEGIN, END = "<!-- allocation: from here -->", "<!-- allocation: to here -->"
COLUMNS = (
    "contender",
    "seconds",
    "processor s",
    "peak MiB",
    "coverage",
    "served",
    "cost",
    "status",
)
TITLES = {"mizalla": "Mizalla"}


def table(found: Mapping[str, Any]) -> Table:
    """Lay the contenders of one size side by side."""
    result = Table(*COLUMNS, title=_title(found), caption=_verdict(found))
    for column in result.columns[1:-1]:
        column.justify = "right"
    for row in _rows(found):
        result.add_row(*row)
    return result


def write_page(whole: Mapping[str, Any], page: Path = PAGE, picture: Path = PICTURE) -> None:
    """Replace the part of a page between its two marks, and draw the picture.

    Raises
    ------
    ValueError
        If the page has no marks.
    """
    text = page.read_text("utf-8")
    before, begun, rest = text.partition(BEGIN)
    _, ended, after = rest.partition(END)
    if not begun or not ended:
        raise ValueError(f"{page} has no part between {BEGIN} and {END}")
    part = "\n\n".join(_part(whole))
    page.write_text(f"{before}{BEGIN}\n\n{part}\n\n{END}{after}", "utf-8", newline="\n")
    draw_picture(whole["sizes"], picture)


def _part(whole: Mapping[str, Any]) -> Iterator[str]:
    machine = whole["machine"]
    yield (
        f"Measured with `{whole['command']}` on {datetime.now(UTC):%Y-%m-%d}: Mizalla "
        f"{machine['mizalla']}, Python {machine['python']}, {machine['system']}, "
        f"{machine['processor']}, {machine['cores']} cores, a load of {machine['busy']} at the end."
    )
    for found in whole["sizes"]:
        yield f"**{_title(found)}**"
        head = f"| {' | '.join(COLUMNS)} |\n|---|{'---:|' * (len(COLUMNS) - 2)}---|\n"
        yield head + "\n".join(f"| {' | '.join(row)} |" for row in _rows(found))
        yield _verdict(found)
    yield f"![Seconds and memory by lanes](pictures/{PICTURE.name})"


def _title(found: Mapping[str, Any]) -> str:
    return (
        f"{found['size']}: {found['warehouses']} warehouses × {found['points']:,} points, "
        f"{found['lanes']:,} lanes, {found['places']} places, seed {found['seed']}"
    )


def _rows(found: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    for name, one in found["contenders"].items():
        values = one.get("values") or one.get("reached", {})
        more = "" if one["status"] == "done" else ">"
        yield (
            TITLES.get(name) or one["title"],
            f"{more}{one['seconds']:,.1f}",
            f"{more}{one['processor']:,.1f}",
            f"{one['peak_mib']:,.0f}",
            _number(values.get("coverage", values.get("lowest")), ".6f"),
            _number(values.get("served"), ",.0f"),
            _number(values.get("cost"), ",.0f"),
            _status(one),
        )


def _number(value: float | None, form: str) -> str:
    return "" if value is None else f"{value:{form}}"


def _status(one: Mapping[str, Any]) -> str:
    if "gaps" in one:
        worst = max(one["gaps"].values())
        return f"done, largest gap {worst:.4%}"
    if one["status"] == "stopped":
        return (
            f"stopped after {one['programs']} programs, {one['settled']:,} of "
            f"{one['demands']:,} levels"
        )
    return f"{one['status']}, {one['programs']} programs"


def _verdict(found: Mapping[str, Any]) -> str:
    said = []
    if found.get("ratio") is not None:
        sign = "at least " if found["ratio_is"] == ">=" else ""
        said.append(
            f"Mizalla is {sign}{found['ratio']:.1f} times as fast as the fastest of the others "
            f"({found['fastest']}), which holds {found['memory_ratio']:.1f} times its memory."
        )
        if "lowest" in found["goals"]:
            said.append("They do less: the lowest level alone instead of leximin.")
        said.append("All agree." if found["agree"] else "They do not agree:")
    said += [f"{words}." for words in (*found["disagreements"], *found["failed"])]
    said.append(f"Rules and matrix take {found['build_share']:.1%} of Mizalla's time.")
    return " ".join(said)


def draw_picture(sizes: Sequence[Mapping[str, Any]], picture: Path) -> None:
    """Draw seconds and memory against lanes; hollow marks are contenders that were stopped."""
    from matplotlib.figure import Figure
    from matplotlib.ticker import NullFormatter, StrMethodFormatter

    figure = Figure(figsize=(9, 3.8), layout="constrained")
    axes = figure.subplots(1, 2)
    names = list(dict.fromkeys(name for found in sizes for name in found["contenders"]))
    for axis, key, title in (
        (axes[0], "seconds", "Build and solve, s"),
        (axes[1], "peak_mib", "Peak memory, MiB"),
    ):
        for number, name in enumerate(names):
            ran = [
                (found["lanes"], found["contenders"][name])
                for found in sizes
                if name in found["contenders"] and found["contenders"][name]["status"] != "failed"
            ]
            color = f"C{number}"
            axis.plot(
                [lanes for lanes, _ in ran],
                [one[key] for _, one in ran],
                color=color,
                linewidth=2.2 if name == "mizalla" else 1.1,
                label=TITLES.get(name) or next((one["title"] for _, one in ran), name),
            )
            for lanes, one in ran:
                filled = color if one["status"] == "done" else "white"
                axis.plot(lanes, one[key], "o", markerfacecolor=filled, markeredgecolor=color)
        axis.set(xscale="log", xlabel="lanes", title=title)
        axis.set_xticks(
            [found["lanes"] for found in sizes],
            [f"{found['size']}\n{found['lanes']:,}" for found in sizes],
            minor=False,
        )
        axis.xaxis.set_minor_formatter(NullFormatter())
        axis.grid(visible=True, which="major", alpha=0.3)
    axes[0].set_yscale("log")
    axes[0].yaxis.set_major_formatter(StrMethodFormatter("{x:,g}"))
    axes[1].set_ylim(bottom=0)
    axes[1].yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    axes[0].legend(frameon=False, fontsize=8)
    picture.parent.mkdir(exist_ok=True)
    figure.savefig(picture, dpi=120)
