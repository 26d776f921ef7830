"""Dispatch of a whole scenario: how long its base-days take, and what more time would find.

``python -m benchmarks.dispatch SCENARIO`` plans the scenario, looks for all trips again with the
usual number of rounds, and for those of a sample with ten times as many.
"""

import json
import random
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from time import perf_counter, process_time

import click

from benchmarks.machine import machine
from mizalla.dispatch import base_days
from mizalla.dispatch.answer import Answer, Job, answer
from mizalla.run import plan


@dataclass(frozen=True)
class Dispatched:
    """Figures of one scenario's trips."""

    scenario: str
    base_days: int
    trips: int
    stops: int
    seconds: float
    """Wall time in one process, s."""
    processor: float
    """Processor time of it, s."""
    short: float
    """Share of the parcels on fleets that ride on no truck."""
    sampled: int
    above: float
    """Share by which the sample's cost is above that of ten times as many rounds."""


def measure_dispatch(folder: Path, sample: int, seed: int = 0) -> Dispatched:
    """Plan a scenario and measure its dispatch."""
    made = plan(folder, seed=seed)
    settings = made.scenario.campaign.trips
    parcels = {parcel.id: parcel for parcel in made.scenario.parcels}
    jobs = [
        Job(day, settings, parcels, settings.engine, seed)
        for day in base_days(made.scenario, made.rules, made.plan.shipments)
    ]
    clock, work = perf_counter(), process_time()
    found = [answer(job) for job in jobs]
    seconds, processor = perf_counter() - clock, process_time() - work
    places = sorted(random.Random(seed).sample(range(len(jobs)), min(sample, len(jobs))))
    longer = settings.model_copy(update={"effort": 10 * settings.effort})
    costs = []
    for place in places:
        best = answer(replace(jobs[place], settings=longer))
        if len(best.routes.left_out) == len(found[place].routes.left_out):
            costs.append((found[place].routes.cost, best.routes.cost))
    asked = sum(row.quantity for row in made.plan.shipments if row.fleet != "contract")
    return Dispatched(
        scenario=folder.name,
        base_days=len(jobs),
        trips=sum(len(tour.trips) for one in found for tour in one.routes.tours),
        stops=sum(len(trip) for one in found for tour in one.routes.tours for trip in tour.trips),
        seconds=seconds,
        processor=processor,
        short=1 - sum(map(_riding, found)) / asked if asked else 0.0,
        sampled=len(costs),
        above=sum(cost for cost, _ in costs) / max(1, sum(best for _, best in costs)) - 1,
    )


def _riding(one: Answer) -> int:
    return sum(
        one.day.consignments[task].parcels for tour in one.routes.tours for task in tour.tasks
    )


@click.command()
@click.argument("scenario", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--sample", default=100, show_default=True, help="Base-days to look at for longer.")
def main(scenario: Path, sample: int) -> None:
    """Measure the dispatch of SCENARIO; one JSON object on stdout."""
    found = asdict(measure_dispatch(scenario, sample))
    print(json.dumps({"machine": asdict(machine()), "dispatch": found}, indent=2))


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.dispatch")
