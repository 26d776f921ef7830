"""A run as a workbook, for the alliance or for one member."""

from mizalla.figures import Digest
from mizalla.language import Language
from mizalla.workbook.tables import Tables
from mizalla.workbook.write import Book, write
from mizalla_models.errors import UsageError


def workbook(digest: Digest, language: Language, member: str = "") -> bytes:
    """Write a run as an .xlsx workbook.

    Parameters
    ----------
    digest
        The run.
    language
        Its reader's.
    member
        Id of a member, for what is that member's alone. Empty: for the alliance, everything.

    Raises
    ------
    UsageError
        If there is no such member.
    """
    if member and member not in members(digest):
        raise UsageError(
            f"No member {member} has a part in this plan.",
            mend=f"Members are {', '.join(members(digest))}.",
        )
    title = digest.plan.scenario
    subject = (
        language.name(*digest.setting.name(member)) if member else language.say("the alliance")
    )
    tables = list(Tables(digest, language, member).every())
    return write(Book(title, subject, digest.run.created), tables, language)


def members(digest: Digest) -> tuple[str, ...]:
    """Ids of all members: those of the scenario, and those whose transport the plan uses."""
    used = {row.organisation for row in (*digest.plan.shipments,)}
    used |= {row.organisation for row in digest.plan.transfers}
    return tuple(sorted(used | digest.setting.organisations.keys()))
