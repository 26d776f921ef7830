"""What members' rules cost a plan: all example plugins, and capacity sheets of many members.

``python -m benchmarks.members FOLDER`` copies a scenario folder, lets members register workbooks as
their officers would fill them in, names the plugins of ``plugins/`` in its campaign, and takes the
time of both: everything up to the problem, with ``--solve`` the search, trips and the second check
too, each in processor time, and with ``--plan`` the whole plan as its user waits for it.
"""

import json
import resource
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import click
import numpy as np
import yaml
from rich.console import Console
from rich.table import Table

from benchmarks.filled import fill
from benchmarks.machine import machine
from benchmarks.plan import PlanRun, measure_plan
from mizalla.build import build
from mizalla.collect import collect, plugin_manager, sources, travel_answers
from mizalla.dispatch import dispatch
from mizalla.read import inspect
from mizalla.register import sheet
from mizalla.solve import solve
from mizalla.travel import travel
from mizalla.verify import verify
from mizalla_models.errors import ScenarioError
from mizalla_models.plan import Plan
from mizalla_models.scenario import Scenario

PLUGINS = (
    "border-convoy",
    "donor-earmark",
    "frozen-poultry",
    "lead-organisation",
    "packing-line",
    "rainy-roads",
    "stock-connector",
)
STAGES = ("read", "collect", "travel", "build")
SEARCH = ("solve", "dispatch", "verify")


@dataclass(frozen=True)
class Built:
    """What it takes to get from a folder to the problem."""

    seconds: dict[str, float]
    """Wall time by stage, s: the least of all times, since the machine does other things too."""
    processor: dict[str, float]
    """Processor time by stage, of this process and those of plugins, likewise."""
    rules: int
    kinds: int
    """Kinds of stock that rules tell apart."""
    routes: int
    lanes: int
    rows: int
    """Rows of limits that have a bound."""
    choices: int
    """Sets of lanes that are open or shut as a whole."""
    gaps: dict[str, float]
    """Distance of value and proven bound by goal, as a share; empty where nothing was solved."""
    findings: int
    peak: float
    """Most memory that this process has held so far, MiB."""

    @property
    def total(self) -> float:
        """All stages, s."""
        return sum(self.seconds.values())

    @property
    def total_processor(self) -> float:
        """Processor time of all stages, s."""
        return sum(self.processor.values())


def join(folder: Path, home: Path, *, members: int, plugins: Sequence[str]) -> None:
    """Copy a scenario folder and let members say what they have to say.

    Parameters
    ----------
    folder
        A scenario folder.
    home
        Where the copy goes.
    members
        So many hand in a sheet: those with most warehouses.
    plugins
        Example plugins that the campaign takes.

    Raises
    ------
    ScenarioError
        The folder has faults.
    """
    shutil.copytree(folder, home)
    scenario, faults = inspect(home)
    if scenario is None:
        raise ScenarioError(faults)
    houses = [warehouse.organisation for warehouse in scenario.warehouses]
    officers = sorted(set(houses), key=lambda member: (-houses.count(member), member))[:members]
    (home / "capacity").mkdir(exist_ok=True)
    for number, member in enumerate(officers):
        book = home / "capacity" / f"{member}.xlsx"
        sheet(scenario, member, book)
        fill(book, scenario, member, number, whole="lead-organisation" in plugins)
    _name(home / "campaign.yaml", scenario, plugins)


def _name(file: Path, scenario: Scenario, plugins: Sequence[str]) -> None:
    campaign = yaml.safe_load(file.read_text("utf-8"))
    last = scenario.parcels[-1].id
    border = scenario.villages[-1].governorate
    gift = next(h for h in scenario.warehouses if h.organisation == "ghayth-nawras")
    settings: dict[str, dict[str, Any]] = {
        "border-convoy": {"governorates": [border], "weekdays": [0, 3]},
        "donor-earmark": {"quantity": 20000, "governorate": gift.governorate},
        "frozen-poultry": {"parcels": [last], "vehicles": [v.id for v in scenario.vehicles[1:]]},
        "lead-organisation": {"governorates": [border]},
        "packing-line": {"volunteers": 60, "parcels_per_hour": 25},
        "rainy-roads": {
            "rain": [
                {"lat": gift.lat, "lon": gift.lon, "radius_km": 12, "slower": 1.5},
            ]
        },
        "stock-connector": {"table": "stock"},
    }
    alliance = {"border-convoy", "lead-organisation", "rainy-roads"}
    campaign["plugins"] = campaign.get("plugins", []) + [
        {"name": name, "settings": settings[name]}
        | ({"organisation": ""} if name in alliance else {})
        for name in plugins
    ]
    file.write_text(yaml.safe_dump(campaign, allow_unicode=True, sort_keys=False), "utf-8")


def measure_build(folder: Path, repeat: int, *, search: bool = False) -> Built:
    """Take the time from a folder to the problem; with ``search`` once more to a checked plan."""
    stages = STAGES + SEARCH if search else STAGES
    seconds, processor = (dict.fromkeys(stages, float("inf")) for _ in range(2))
    plan: Plan | None = None
    findings = 0

    def timed(stage: str, work: Callable[[], Any]) -> Any:
        start, spent = perf_counter(), _processor()
        found = work()
        seconds[stage] = min(seconds[stage], perf_counter() - start)
        processor[stage] = min(processor[stage], _processor() - spent)
        return found

    for _ in range(repeat):
        scenario, faults = timed("read", lambda: inspect(folder, sources(folder)))
        if scenario is None:
            raise ScenarioError(faults)

        def ask(scenario: Scenario = scenario) -> Any:
            manager = plugin_manager(scenario)
            return collect(scenario, manager), travel_answers(scenario, manager)

        said, answers = timed("collect", ask)
        ways = timed("travel", partial(travel, scenario, answers))
        problem = timed("build", partial(build, scenario, said, ways))
    if search:
        found = timed("solve", partial(solve, problem))
        routing, given = {"seed": 0}, answers
        plan = timed(
            "dispatch",
            lambda: dispatch(scenario, said, problem, found, settings=routing, answers=given),
        )
        findings = len(timed("verify", partial(verify, scenario, said, plan, answers)))
    return Built(
        seconds,
        processor,
        rules=len(said.provided),
        kinds=len(problem.kinds),
        routes=len(problem.routes),
        lanes=problem.lanes,
        rows=sum(
            int((np.isfinite(limit.at_most) | np.isfinite(limit.at_least)).sum())
            for limit in problem.limits
        ),
        choices=sum(map(len, problem.choices)),
        gaps={} if plan is None else {goal.goal: goal.gap for goal in plan.goals},
        findings=findings,
        peak=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10,
    )


def _processor() -> float:
    """Processor time of this process and of all that it waited for, s."""
    return sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--sheets", default=30, show_default=True, help="Members that hand in a sheet.")
@click.option("--plugin", "plugins", multiple=True, type=click.Choice(PLUGINS), help="Only these.")
@click.option("--solve", "search", is_flag=True, help="Solve, send and check them too, once.")
@click.option("--plan", "whole", is_flag=True, help="Plan them too, each in its own process.")
@click.option("--repeat", default=3, show_default=True, help="So many times, in turn.")
@click.option("--keep", type=click.Path(path_type=Path), help="Keep the folder with members here.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
def main(
    folder: Path,
    sheets: int,
    plugins: Sequence[str],
    search: bool,
    whole: bool,
    repeat: int,
    keep: Path | None,
    as_json: bool,
) -> None:
    """Measure FOLDER with members' rules and without."""
    with tempfile.TemporaryDirectory() as place:
        home = keep or Path(place) / folder.name
        join(folder, home, members=sheets, plugins=plugins or PLUGINS)
        built = (
            measure_build(folder, repeat, search=search),
            measure_build(home, repeat, search=search),
        )
        runs: tuple[list[PlanRun], list[PlanRun]] = ([], [])
        for _ in range(repeat if whole else 0):
            for part, which in zip(runs, (folder, home), strict=True):
                part.append(measure_plan(which))
    if as_json:
        names = ("without", "with")
        found: dict[str, Any] = {"machine": asdict(machine())}
        for name, figures, part in zip(names, built, runs, strict=True):
            found[name] = asdict(figures) | {"plans": [asdict(run) for run in part]}
        print(json.dumps(found, indent=2))
        return
    console = Console()
    console.print(machine().line())
    console.print(_table(built, runs))


def _table(built: tuple[Built, Built], runs: tuple[list[PlanRun], list[PlanRun]]) -> Table:
    table = Table("", "without", "with members", "more", title="What members' rules cost")
    for column in table.columns[1:]:
        column.justify = "right"

    def line(name: str, before: float, after: float, form: str = ".2f") -> None:
        more = f"{after / before - 1:+.0%}" if before else ""
        table.add_row(name, format(before, form), format(after, form), more)

    for name in ("rules", "kinds", "routes", "lanes", "rows", "choices"):
        line(name, *(getattr(one, name) for one in built), form=",")
    for stage in built[0].seconds:
        line(f"{stage}, s", *(one.seconds[stage] for one in built))
        line("  processor time of it, s", *(one.processor[stage] for one in built))
    line("all of it, s", *(one.total for one in built))
    line("  processor time of it, s", *(one.total_processor for one in built))
    for goal in built[0].gaps:
        line(f"gap of {goal}, %", *(100 * one.gaps[goal] for one in built), form=".3f")
    if built[0].gaps:
        line("findings", *(float(one.findings) for one in built), form=".0f")
    if runs[0]:
        for stage in runs[0][0].stages | runs[1][0].stages:
            line(f"plan: {stage}, s", *_both(runs, partial(_stage, stage)))
        line("whole process, s", *_both(runs, lambda run: run.wall))
        line("  processor time of it, s", *_both(runs, lambda run: run.processor))
        line("findings", *_both(runs, lambda run: float(run.findings)), form=".0f")
    return table


def _stage(stage: str, run: PlanRun) -> float:
    return run.stages.get(stage, 0.0)


def _both(
    runs: tuple[list[PlanRun], list[PlanRun]], figure: Callable[[PlanRun], float]
) -> tuple[float, float]:
    return median(map(figure, runs[0])), median(map(figure, runs[1]))


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.members")
