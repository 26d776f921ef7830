"""``mizalla explain``: why a plan is as it is, and what easing a rule would give."""

from datetime import datetime
from typing import Any

import click

from mizalla.cli.arguments import run_argument
from mizalla.cli.options import common
from mizalla.cli.output import Session
from mizalla.cli.progress import progress

STAGES = ("build", "solve", "dispatch", "verify")


@click.command(short_help="Say why a plan is as it is.")
@run_argument
@click.option("--village", metavar="PCODE", help="Why this village gets what it gets.")
@click.option("--organisation", metavar="ID", help="What this member does and holds back.")
@click.option("--rule", metavar="ID", help="What this rule does, and what easing it would give.")
@click.option("--warehouse", metavar="ID", help="What leaves this warehouse, and what stops it.")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="What happens on this day.")
@click.option(
    "--verify",
    is_flag=True,
    help="Plan again with the rule eased (of a village: what holds it back most), and show what "
    "was promised beside what came of it.",
)
@click.option("--group", metavar="GROUP", help="With --verify: only this group of the rule.")
@click.option("--by", type=float, metavar="UNITS", help="With --verify: ease it by so much.")
@common
def explain(
    session: Session,
    run: str,
    village: str | None,
    organisation: str | None,
    rule: str | None,
    warehouse: str | None,
    day: datetime | None,
    verify: bool,
    group: str | None,
    by: float | None,
) -> None:
    """Say in words why a run that is kept is as it is; RUN is its id or "latest".

    Names the rules that hold a village back, by provider and reason, what one more unit of each
    would give and how far that holds, which goal decided, and which source came next.
    """
    from mizalla.cli.told import told_notes
    from mizalla.explain import Question, explanation_view
    from mizalla.explain import explain as answer
    from mizalla.explain.say import say
    from mizalla.store import Store

    if (group is not None or by is not None) and not verify:
        raise click.UsageError("--group and --by go with --verify.")
    asked = Question(
        village=village,
        organisation=organisation,
        rule=rule,
        warehouse=warehouse,
        day=day.date() if day else None,
    )
    with Store(session.db) as store:
        notes = told_notes(store, [store.run(run).id])
        found = answer(store, run, asked)
        checked = None
        if verify:
            from mizalla.explain.promise import check_promise

            with progress(session, STAGES) as listener:
                checked = check_promise(store, run, asked, group=group, by=by, progress=listener)
    data: dict[str, Any] = found.facts | {
        "sentences": {
            language: [say(sentence, language) for sentence in found.sentences]
            for language in ("en", "ar")
        }
    }
    if checked is not None:
        data["verified"] = checked[0].model_dump() | {
            "sentences": {"en": say(checked[1], "en"), "ar": say(checked[1], "ar")}
        }
    session.give(data, lambda: explanation_view(found, session.lang, checked), notes)
