"""``mizalla plugins history`` and ``show``: what members registered, and what it does."""

from pathlib import Path

import click

from mizalla.cli.arguments import scenario_argument
from mizalla.cli.options import common
from mizalla.cli.output import Session


@click.command(short_help="List what members registered, and when.")
@scenario_argument
@click.option("--organisation", metavar="ORG", help="Only this member.")
@common
def history(session: Session, scenario: Path, organisation: str | None) -> None:
    """List registrations and withdrawals of a scenario: who, when, hash and what changed."""
    from mizalla.read import read
    from mizalla.show import history_view
    from mizalla.store import Store

    name = read(scenario).campaign.name
    with Store(session.db) as store:
        found = store.registrations(name, organisation)
    session.give(
        {"scenario": name, "registrations": [one.model_dump(mode="json") for one in found]},
        lambda: history_view(found),
    )


@click.command("show", short_help="Show a member's rules, and what they do to the plan.")
@click.argument("organisation", metavar="ORG")
@click.argument("scenario", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--run", "run", default="latest", show_default=True, help="Plan to look at.")
@common
def show(session: Session, organisation: str, scenario: Path, run: str) -> None:
    """Show the rules that a member has in a scenario, and their use in a plan that is kept."""
    from mizalla.collect import Choice
    from mizalla.run import survey
    from mizalla.show import member_data, member_view
    from mizalla.store import Store
    from mizalla_models.errors import ScenarioError, UsageError

    found = survey(scenario, choice=Choice())
    if found.rules is None or found.scenario is None:
        raise ScenarioError(found.remarks)
    known = [member.id for member in found.scenario.organisations]
    if organisation not in known:
        raise UsageError(
            f"There is no organisation {organisation!r}.", mend=f"Name one of {', '.join(known)}."
        )
    plan = None
    with Store(session.db) as store:
        runs = [one.id for one in store.runs() if one.scenario == found.scenario.campaign.name]
        chosen = (runs[0] if runs else None) if run == "latest" else run
        if chosen is not None:
            plan = store.plan(chosen)
        registrations = store.registrations(found.scenario.campaign.name, organisation)
    data = member_data(organisation, found.rules, plan, registrations, run=chosen)
    session.give(data, lambda: member_view(data))
