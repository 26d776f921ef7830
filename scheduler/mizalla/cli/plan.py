"""``mizalla plan``: from a folder to a plan that is verified, shown and kept."""

from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Literal

import click

from mizalla.budget import Budget
from mizalla.cli.arguments import overlay_option, plugin_option, scenario_argument
from mizalla.cli.members import Members, member_options
from mizalla.cli.options import common
from mizalla.cli.output import Session
from mizalla.cli.patience import patience, time_limit_option
from mizalla.cli.progress import progress
from mizalla.cli.routing import RoutingChoice, routing_options

STAGES = ("read", "collect", "build", "solve", "dispatch", "verify", "store")


@click.command()
@scenario_argument
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="Equal scenarios and seeds give equal plans.",
)
@plugin_option
@overlay_option
@member_options
@click.option(
    "--sharing",
    type=click.Choice(["pooled", "own"]),
    help="Whether members share stock and trucks, in place of what the campaign says.",
)
@click.option(
    "--export",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write its tables too.",
)
@routing_options
@time_limit_option
@click.option("--no-store", is_flag=True, help="Don't keep it in the database.")
@common
def plan(
    session: Session,
    scenario: Path,
    seed: int,
    plugins: Sequence[str],
    overlays: Sequence[str],
    members: Members,
    sharing: Literal["pooled", "own"] | None,
    folder: Path | None,
    time_limit: float | None,
    no_store: bool,
    routing: RoutingChoice,
) -> None:
    """Plan a scenario: fair by proof, then at the least cost.

    The plan is verified by a second way, kept in the database and shown. Ends with exit code 3
    where the scenario has faults, 5 where rules can't hold together, and 1 where the plan did not
    pass its verification: then it is kept as rejected.

    Ctrl-C ends the search and finishes what was found by then; pressed again, it ends at once and
    keeps nothing.
    """
    budget = Budget(time_limit)
    from mizalla.cli.arguments import laid_on
    from mizalla.export import check_folder, export
    from mizalla.run import keep
    from mizalla.run import plan as make
    from mizalla.show import Names, fault_table, plan_data, said_data, summary
    from mizalla.store import Store

    # Tried first: what can't be written should not cost a minute of planning.
    overlay = laid_on(overlays, scenario)
    if folder is not None:
        check_folder(folder)
    opened = nullcontext() if no_store else Store(session.db)
    stages = STAGES[:-1] if no_store else STAGES
    with (
        opened as store,
        patience(session, budget),
        progress(session, stages, budget) as listener,
    ):
        if store is not None:
            store.check_writing()
        outcome = make(
            scenario,
            seed=seed,
            plugins=plugins,
            sharing=sharing,
            overlay=overlay,
            choice=members.choice(store, session.db),
            routing=routing.routing(),
            progress=listener,
            budget=budget,
        )
        run = None if store is None else keep(outcome, store, progress=listener)
    seconds = dict(outcome.seconds) if run is None else run.seconds
    if folder is not None:
        export(outcome.plan, folder, run=run, certificate=outcome.certificate)
    if outcome.warnings and not session.as_json:
        session.remark(fault_table(outcome.warnings))
    session.give(
        plan_data(outcome.plan, run=run.id if run else None, seconds=seconds)
        | {"warnings": [fault.model_dump(mode="json") for fault in outcome.warnings]}
        | said_data(outcome.said),
        lambda: summary(
            outcome.plan,
            outcome.rules,
            Names.of(outcome.scenario).read_in(session.lang),
            run=run.id if run else "",
            timings=seconds,
            said=outcome.said,
        ),
    )
    if outcome.plan.status == "rejected":
        click.get_current_context().exit(1)
