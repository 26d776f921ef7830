"""Dispatch of a whole scenario: how long its base-days take, and what more time would find.

``python -m benchmarks.dispatch SCENARIO`` plans the scenario, looks for all its trips again with
the usual number of rounds, and for those of a sample with ten times as many. With ``--nearest`` no
plan is made: parcels go from the nearest base whose trucks have hours left, which is quick however
large the scenario is.
"""

import json
import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from time import perf_counter, process_time

import click

from benchmarks.machine import machine
from benchmarks.nearest import nearest_allocation
from mizalla.collect import collect, plugin_manager
from mizalla.dispatch import Routing, Workers, base_days, trips
from mizalla.dispatch.answer import Answer, Job, answer
from mizalla.read import read
from mizalla.run import plan
from mizalla_models.plan import Shipment
from mizalla_models.rules import Rules
from mizalla_models.scenario import Scenario


@dataclass(frozen=True)
class Dispatched:
    """Figures of one scenario's trips."""

    scenario: str
    allocation: str
    """Whose: ``planned`` or ``nearest``."""
    parcels: int
    """Parcels on fleets."""
    base_days: int
    trips: int
    stops: int
    workers: int
    whole_seconds: float
    """Wall time from shipments to trip sheets by so many workers, s."""
    seconds: float
    """Wall time of the search alone in one process, s."""
    processor: float
    """Processor time of it, s."""
    short: float
    """Share of the parcels on fleets that ride on no truck."""
    sampled: int
    above: float
    """Share by which the sample's cost is above that of ten times as many rounds."""
    longer: float
    """Processor time of the sample with ten times as many rounds, as a multiple."""


def measure_dispatch(
    scenario: Scenario,
    rules: Rules,
    shipments: Sequence[Shipment],
    allocation: str,
    sample: int,
    *,
    workers: int = 1,
    seed: int = 0,
) -> Dispatched:
    """Measure the dispatch of an allocation.

    Parameters
    ----------
    scenario, rules
        Of the campaign.
    shipments
        What is allocated.
    allocation
        What to call it.
    sample
        Base-days to look at for ten times as long.
    workers
        Processes for the whole of it.
    seed
        Seed of the search and of the sample.
    """
    clock = perf_counter()
    trips(scenario, rules, shipments, routing=Routing(seed=seed, workers=Workers(count=workers)))
    whole = perf_counter() - clock
    settings = scenario.campaign.trips
    parcels = {parcel.id: parcel for parcel in scenario.parcels}
    jobs = [
        Job(day, settings, parcels, settings.engine, seed)
        for day in base_days(scenario, rules, shipments)
    ]
    clock, work = perf_counter(), process_time()
    found = [answer(job) for job in jobs]
    seconds, processor = perf_counter() - clock, process_time() - work
    places = sorted(random.Random(seed).sample(range(len(jobs)), min(sample, len(jobs))))
    work = process_time()
    short = [answer(jobs[place]) for place in places]
    usual, work = process_time() - work, process_time()
    more = settings.model_copy(update={"effort": 10 * settings.effort})
    long = [answer(replace(jobs[place], settings=more)) for place in places]
    longer = process_time() - work
    # Costs of days that leave other consignments behind can't be held against each other.
    costs = [
        (one.routes.cost, best.routes.cost)
        for one, best in zip(short, long, strict=True)
        if len(best.routes.left_out) == len(one.routes.left_out)
    ]
    asked = sum(row.quantity for row in shipments if row.fleet != "contract")
    return Dispatched(
        scenario=scenario.campaign.name,
        allocation=allocation,
        parcels=asked,
        base_days=len(jobs),
        trips=sum(len(tour.trips) for one in found for tour in one.routes.tours),
        stops=sum(len(trip) for one in found for tour in one.routes.tours for trip in tour.trips),
        workers=workers,
        whole_seconds=whole,
        seconds=seconds,
        processor=processor,
        short=1 - sum(map(_riding, found)) / asked if asked else 0.0,
        sampled=len(costs),
        above=sum(cost for cost, _ in costs) / max(1, sum(best for _, best in costs)) - 1,
        longer=longer / max(usual, 1e-9),
    )


def _riding(one: Answer) -> int:
    return sum(
        one.day.consignments[task].parcels for tour in one.routes.tours for task in tour.tasks
    )


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--sample", default=100, show_default=True, help="Base-days to look at for longer.")
@click.option("--nearest", type=click.FloatRange(0, 2), help="Plan nothing: this share of hours.")
@click.option("--workers", default=1, show_default=True, help="Processes for the whole of it.")
def main(folder: Path, sample: int, nearest: float | None, workers: int) -> None:
    """Measure the dispatch of the scenario in FOLDER; one JSON object on stdout."""
    if nearest is None:
        made = plan(folder)
        scenario, rules, rows, name = made.scenario, made.rules, made.plan.shipments, "planned"
    else:
        scenario = read(folder)
        rules = collect(scenario, plugin_manager(scenario, ()))
        rows, name = tuple(nearest_allocation(scenario, rules, nearest)), "nearest"
    found = asdict(measure_dispatch(scenario, rules, rows, name, sample, workers=workers))
    print(json.dumps({"machine": asdict(machine()), "dispatch": found}, indent=2))


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.dispatch")
