"""An error as a person reads it on the terminal, and as a program reads it: one JSON object."""

import sys
import tempfile
import traceback
from typing import TYPE_CHECKING, Any

from mizalla.cli.output import write_json
from mizalla_models.errors import (
    InfeasibleError,
    MizallaError,
    PluginError,
    RejectedPlanError,
    ScenarioError,
    StoreError,
    UsageError,
)

if TYPE_CHECKING:
    from mizalla.language import Language

KINDS = {
    UsageError: "usage",
    ScenarioError: "scenario",
    PluginError: "plugin",
    InfeasibleError: "infeasible",
    StoreError: "store",
    RejectedPlanError: "rejected",
}


def as_data(error: MizallaError) -> dict[str, Any]:
    """Return the object that ``--json`` prints for an error.

    Returns
    -------
    dict
        ``error`` with kind, message, mend, exit_code and what that kind carries besides. A
        scenario's faults also come as ``faults`` and ``warnings``, as ``mizalla check`` gives
        them; rules that can't hold together as ``status`` and ``conflict``.
    """
    kind = next((name for branch, name in KINDS.items() if isinstance(error, branch)), "defect")
    data: dict[str, Any] = {
        "kind": kind,
        "message": error.problem,
        "mend": error.mend.strip(),
        "exit_code": error.exit_code,
    }
    if isinstance(error, ScenarioError):
        rows = [item.model_dump(mode="json") for item in error.faults]
        faults = [row for row in rows if row["severity"] == "fault"]
        warnings = [row for row in rows if row["severity"] == "warning"]
        return {"faults": faults, "warnings": warnings, "error": data | {"faults": faults}}
    if isinstance(error, PluginError):
        told = {"plugin": error.plugin, "rule": error.rule, "organisation": error.organisation}
        return {"error": data | told}
    if isinstance(error, RejectedPlanError):
        return {"error": data | {"findings": [item.model_dump() for item in error.findings]}}
    if isinstance(error, InfeasibleError):
        conflict = [item.model_dump() for item in error.conflict]
        return {"status": "infeasible", "conflict": conflict, "error": data}
    return {"error": data}


def report(error: MizallaError, *, as_json: bool, language: "Language | None" = None) -> None:
    """Tell of an error: as JSON on stdout, or in words and tables on stderr, in a language."""
    if as_json:
        write_json(as_data(error))
        return
    from mizalla.show import conflict_table, console, failure, fault_table

    screen = console(sys.stderr, language)
    if isinstance(error, ScenarioError):
        screen.print(fault_table(error.faults))
    elif isinstance(error, InfeasibleError):
        screen.print(conflict_table(error.conflict))
    else:
        screen.print(failure(error))


def report_defect(
    error: Exception, *, as_json: bool, in_full: bool, language: "Language | None" = None
) -> None:
    """Tell of an error that nobody foresaw, and leave its traceback where it can be sent from.

    Parameters
    ----------
    error
        What was raised.
    as_json
        Whether stdout is for a program.
    in_full
        Whether the traceback goes to stderr too.
    language
        Its reader's.
    """
    text = "".join(traceback.format_exception(error))
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="mizalla-", suffix=".log", delete=False
    ) as file:
        file.write(text)
    if in_full:
        sys.stderr.write(text)
    last = traceback.format_exception_only(error)[-1].strip()
    report(
        MizallaError(
            f"A defect of Mizalla, not of your scenario: {last}",
            mend=f"Please report it, with {file.name}.",
        ),
        as_json=as_json,
        language=language,
    )
