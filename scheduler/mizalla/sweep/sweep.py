"""Plan the cases of a sweep, in parallel, each kept as soon as it is finished."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Literal

from mizalla.collect import Choice, LastGood
from mizalla.run import Step, look
from mizalla.run.stopwatch import Listener
from mizalla.store import Store, new_run
from mizalla.sweep.case import Base, Done, solve_case
from mizalla.sweep.line import Line
from mizalla.sweep.workers import each
from mizalla_models.errors import ScenarioError
from mizalla_models.overlay import Overlay
from mizalla_models.readable import readable
from mizalla_models.sweep import CaseResult, Sweep

Backend = Literal["loky", "threading", "dask", "ray"]
UNCHANGED = "as it is"


@dataclass(frozen=True)
class Swept:
    """A sweep that came to its end."""

    key: str
    """Its id in the store."""
    sweep: Sweep
    """What was swept."""
    results: tuple[CaseResult, ...]
    """Its cases in their places; the scenario as it is comes first."""
    resumed: int
    """How many were finished before."""


def sweep(
    folder: Path,
    what: Sweep,
    store: Store,
    *,
    seed: int = 0,
    plugins: Sequence[str] = (),
    choice: Choice | None = None,
    jobs: int = -1,
    backend: Backend = "loky",
    scheduler: str | None = None,
    anew: bool = False,
    trips: bool = False,
    progress: Listener | None = None,
) -> Swept:
    """Plan every case of a sweep that is not in the store yet.

    Parameters
    ----------
    folder
        The scenario folder.
    what
        The cases.
    store
        Where each is kept as it is finished: what ends a sweep, it goes on from there.
    seed
        Seed of all plans.
    plugins
        Plugins beyond those that the campaign names.
    choice
        Which members' plugins to leave out or to forgive, and what each may take.
    jobs
        Cases at once; -1: one for each processor.
    backend
        Who does the work: processes of this machine (``loky``), threads, a dask or ray cluster.
    scheduler
        Address of the cluster; None: one on this machine.
    anew
        Whether cases that are finished are planned again.
    trips
        Whether trips are planned too. They take longer than all else, and figures of a sweep are
        those of the allocation; but where a campaign asks for agreement of both
        (``trips.rounds``), only then are plans held to what trucks can drive.
    progress
        Called as cases are finished.

    Raises
    ------
    ScenarioError
        The folder has faults, or an overlay does not fit it.
    PluginError
        A plugin broke.
    StoreError
        The store can't be written.
    """
    base = _base(folder, seed, plugins, choice, trips=trips)
    _check(base, what)
    key = _key(base, what)
    if anew:
        store.forget_sweep(key)
    store.begin_sweep(key, readable(base.scenario.folder), base.scenario.inputs_hash, seed, what)
    before = store.sweep_cases(key)
    finished = {result.place: result for result in before}
    cases = [Overlay(name=UNCHANGED), *what.cases]
    line = Line(cases, [place for place in range(len(cases)) if place not in finished])

    def tell(detail: str) -> None:
        if progress is not None:
            progress(Step("sweep", f"{len(finished)} of {len(cases)}: {detail}"))

    def take(done: Done) -> None:
        result = _keep(store, key, base, done)
        finished[result.place] = result
        tell(f"{result.name}: {result.status}, {result.seconds:.1f} s")

    tell("planning" if not before else f"{len(before)} were finished before, going on")
    # A sweep that goes on plans again where others begin: its figures must not tell where it was
    # stopped.
    for done in each(solve_case, base, line, jobs=jobs, backend=backend, scheduler=scheduler):
        if line.counts(done):
            take(done)
    results = tuple(finished[place] for place in sorted(finished))
    return Swept(key, what, results, len(before))


def _base(
    folder: Path, seed: int, plugins: Sequence[str], choice: Choice | None, *, trips: bool
) -> Base:
    from mizalla.collect import collect, plugin_manager, travel_answers

    scenario, faults, choice = look(folder, plugins, choice)
    if scenario is None:
        raise ScenarioError(faults)
    manager = plugin_manager(scenario, plugins, choice)
    if choice.last_good is not None:
        # Looked up once and here: workers may be elsewhere than the store.
        last = {name: choice.last_good(scenario.campaign.name, name) for name in manager.codes}
        choice = replace(choice, last_good=partial(_last_of, last))
    rules = collect(scenario, manager)
    answers = travel_answers(scenario, manager)
    return Base(scenario, rules, answers, seed, tuple(plugins), trips=trips, choice=choice)


def _last_of(last: Mapping[str, LastGood | None], _: str, plugin: str) -> LastGood | None:
    return last.get(plugin)


def _check(base: Base, what: Sweep) -> None:
    """Refuse a sweep of which some overlay does not fit, before an hour of planning."""
    from mizalla.overlay import lay

    faults = []
    for overlay in what.cases:
        try:
            lay(base.scenario, overlay)
        except ScenarioError as error:
            faults += list(error.faults)
    if faults:
        raise ScenarioError(faults)


def _key(base: Base, what: Sweep) -> str:
    """Make an id that is equal for equal sweeps of equal scenarios, plugins and seeds."""
    digest = hashlib.sha256()
    digest.update(base.scenario.inputs_hash.encode())
    digest.update("".join(plugin.rules_hash for plugin in base.rules.plugins).encode())
    trips = "\ntrips" if base.trips else ""
    for name in sorted(base.choice.without):
        digest.update(f"\nwithout {name}".encode())
    if base.choice.last_good is not None:
        digest.update(b"\nlast good")
    digest.update(f"{base.seed}\n{what.model_dump_json()}{trips}".encode())
    return digest.hexdigest()[:16]


def _keep(store: Store, key: str, base: Base, done: Done) -> CaseResult:
    fields = {
        "place": done.place,
        "name": done.overlay.name,
        "status": done.status,
        "problem": done.problem,
        "seconds": done.seconds,
    }
    if done.outcome is None:
        result = CaseResult.model_validate(fields | {"run": ""})
        store.finish_case(key, result)
        return result
    outcome = done.outcome
    folder = readable(base.scenario.folder)
    run = new_run(outcome.plan, folder=folder, seconds=outcome.seconds)
    result = CaseResult.model_validate(fields | {"run": run.id})
    store.finish_case(key, result, run, outcome.plan, outcome.rules, outcome.scenario)
    if outcome.account is not None:
        store.save_account(run.id, outcome.account)
    return result
