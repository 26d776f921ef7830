"""``mizalla umbrella``: what members reach together, and apart."""

from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

import click

from mizalla.cli.arguments import plugin_option, scenario_argument
from mizalla.cli.members import Members, member_options
from mizalla.cli.options import common
from mizalla.cli.output import Session
from mizalla.cli.progress import progress

STAGES = ("plan", "build", "solve", "dispatch", "verify", "coalitions")


@click.command(short_help="Say what sharing under one umbrella is worth, and to whom.")
@scenario_argument
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Seed.")
@click.option(
    "--samples",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    help="Orders of members to sample where there are more than six; each with its reverse.",
)
@click.option(
    "--jobs", type=int, default=-1, show_default=True, help="Coalitions at once; -1: as processors."
)
@plugin_option
@member_options
@click.option("--no-store", is_flag=True, help="Don't keep the two plans in the database.")
@common
def umbrella(
    session: Session,
    scenario: Path,
    seed: int,
    samples: int,
    jobs: int,
    plugins: Sequence[str],
    members: Members,
    no_store: bool,
) -> None:
    """Plan a scenario with its members apart and together, and say what that changes.

    For each member and village; who gives and who receives; and a split of what more is reached
    that leaves no member worse off than alone, held against every coalition that was tried.
    """
    from mizalla.run import keep
    from mizalla.show import Names
    from mizalla.store import Store
    from mizalla.umbrella import umbrella as value
    from mizalla.umbrella import umbrella_view

    if jobs == 0 or jobs < -1:
        raise click.UsageError("--jobs is -1, or 1 and more.")
    runs: dict[str, str] = {}
    opened = nullcontext() if no_store else Store(session.db)
    with opened as store, progress(session, STAGES) as listener:
        if store is not None:
            store.check_writing()
        found, own, pooled = value(
            scenario,
            seed=seed,
            samples=samples,
            jobs=jobs,
            plugins=plugins,
            choice=members.choice(store, session.db),
            progress=listener,
        )
        if store is not None:
            runs = {"own": keep(own, store).id, "pooled": keep(pooled, store).id}
    names = Names.of(own.scenario).read_in(session.lang)
    session.give(
        {"runs": runs} | found.model_dump(mode="json"),
        lambda: umbrella_view(found, names, own.plan.currency),
        tuple(dict.fromkeys((*own.plan.notes, *pooled.plan.notes))),
    )
