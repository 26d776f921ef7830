"""``mizalla verify``: a kept plan and the certificate of its levels, checked once more."""

from pathlib import Path

import click

from mizalla.cli.arguments import run_argument
from mizalla.cli.options import common
from mizalla.cli.output import Session


@click.command(short_help="Check a kept run again, with the certificate of its levels.")
@run_argument
@click.option(
    "--certificate",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Check this one in place of the one that is kept, such as an exported certificate.json.",
)
@common
def verify(session: Session, run: str, file: Path | None) -> None:
    """Check a run that is kept, from its scenario and rules alone.

    RUN is its id, the beginning of one, or "latest". Ends with exit code 1 where anything is wrong.
    """
    from rich.console import Group
    from rich.text import Text

    from mizalla.cli.told import told_notes
    from mizalla.run import verified
    from mizalla.store import Store

    with Store(session.db) as store:
        found = verified(store, run, file)
        notes = told_notes(store, [found.run])
    proof = found.certificate
    data = {
        "run": found.run,
        "findings": [finding.model_dump() for finding in found.findings],
        "certificate": None
        if proof is None
        else {"needs": len(proof.needs), "rounds": len(proof.rounds)},
    }
    said = (
        "No certificate is kept: levels were not decided first."
        if proof is None
        else f"Certificate: {len(proof.needs):,} needs, {len(proof.rounds):,} rounds with prices."
    )
    verdict = (
        Text(f"{len(found.findings)} findings", "bad")
        if found.findings
        else Text("✔ Nothing is wrong.", "good")
    )
    lines = [Text(f"  {item.check}: {item.problem}", "bad") for item in found.findings]
    session.give(data, lambda: Group(verdict, *lines, Text(said)), notes)
    if found.findings:
        click.get_current_context().exit(1)
