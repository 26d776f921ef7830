"""Rules that can't hold together, and other bad news."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from mizalla.show.tables import Sheet
from mizalla.show.words import exact, group_words, isolate
from mizalla_models.errors import MizallaError
from mizalla_models.plan import Conflict

GROUPS_SHOWN = 3
NOT_ENOUGH = "* Enough for the others of this list; other rules may stand in the way then."


def conflict_table(conflict: Sequence[Conflict]) -> RenderableType:
    """Show a set of rules that can't hold together, and what relaxing each would take."""
    rows = Sheet("", ("From", "Rule and reason", "For", "Give way by"), numbers=("Give way by",))
    for item in conflict:
        groups = ", ".join(group_words(group) for group in item.groups[:GROUPS_SHOWN])
        more = len(item.groups) - GROUPS_SHOWN
        rows.add(
            Text(isolate(item.provider), "name"),
            Text.assemble(item.rule, "\n", (isolate(item.reason), "quiet")),
            groups + (f" and {more} more" if more > 0 else ""),
            "" if item.relax_by is None else exact(item.relax_by) + ("" if item.enough else " *"),
        )
    return Group(
        Text("✘ No plan: these rules can't hold together.", "bad"),
        "",
        rows,
        "",
        Text(
            "Without any one of them the others can. Relax one, or give it a penalty to make it "
            "soft."
        ),
        *([] if all(item.enough for item in conflict) else [Text(NOT_ENOUGH, "quiet")]),
    )


def failure(error: MizallaError) -> RenderableType:
    """Show what went wrong, and the mend under it."""
    lines = [Text.assemble(("Error: ", "bad"), error.problem)]
    if error.mend:
        lines.append(Text(error.mend.strip()))
    return Group(*lines)
