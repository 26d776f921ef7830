"""Every error that Mizalla raises on purpose, and the exit code each one ends with.

MizallaError                1   a defect of ours, when nothing more exact applies
├── UsageError              2   the call is wrong: a run that is not there, a folder that is
├── ScenarioError           3   the scenario folder has faults; carries all of them
├── PluginError             4   a plugin broke, or gave a rule that can't be taken
├── InfeasibleError         5   hard rules that can't hold together; carries the conflict
├── StoreError              6   the database can't be reached, read or written
└── RejectedPlanError       1   a plan of ours that did not pass verification
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from mizalla_models.fault import Fault
    from mizalla_models.plan import Conflict, Finding


class MizallaError(Exception):
    """The root: a message that says what, where and how to mend it."""

    exit_code: ClassVar[int] = 1

    def __init__(self, problem: str, *, mend: str = "") -> None:
        super().__init__(problem if not mend else f"{problem} {mend}")
        self.problem = problem
        self.mend = mend


class UsageError(MizallaError):
    """The call itself is wrong."""

    exit_code = 2


class ScenarioError(MizallaError):
    """The scenario folder has faults.

    Parameters
    ----------
    faults
        Every fault found, in the order of files and rows.
    """

    exit_code = 3

    def __init__(self, faults: Sequence["Fault"]) -> None:
        self.faults = tuple(faults)
        count = sum(fault.severity == "fault" for fault in self.faults)
        lines = [
            f"{fault.place()}: {fault.problem} {fault.mend}"
            for fault in self.faults
            if fault.severity == "fault"
        ]
        plural = "fault" if count == 1 else "faults"
        super().__init__(f"The scenario has {count} {plural}:\n" + "\n".join(lines))


class PluginError(MizallaError):
    """A plugin broke, or gave something that can't be taken.

    Parameters
    ----------
    plugin
        Name of the plugin, as in ``mizalla plugins list``.
    problem
        What happened.
    rule
        The rule that is wrong, when it is one.
    mend
        What to do about it.
    organisation
        Id of the member that it speaks for, where it speaks for one.
    """

    exit_code = 4

    def __init__(
        self, plugin: str, problem: str, *, rule: str = "", mend: str = "", organisation: str = ""
    ) -> None:
        whose = f" of {organisation}" if organisation else ""
        where = f"Plugin {plugin}{whose}" + (f", rule {rule}" if rule else "")
        super().__init__(f"{where}: {problem}", mend=mend)
        self.plugin = plugin
        self.rule = rule
        self.organisation = organisation
        self.what = problem

    def of(self, organisation: str) -> "PluginError":
        """Say of which member the plugin is."""
        return PluginError(
            self.plugin, self.what, rule=self.rule, mend=self.mend, organisation=organisation
        )


class InfeasibleError(MizallaError):
    """Hard rules that can't all hold.

    Parameters
    ----------
    conflict
        A set of rules that can't hold together; without any one of them the others can.
    foreseen
        Whether no solver was asked: by how much they must give is not known then.
    """

    exit_code = 5

    def __init__(self, conflict: Sequence["Conflict"], *, foreseen: bool = False) -> None:
        self.conflict = tuple(conflict)
        self.foreseen = foreseen
        lines = [f"  {item.provider}, {item.rule}: {item.reason}" for item in self.conflict]
        super().__init__(
            "These rules can't hold together:\n" + "\n".join(lines),
            mend="\nRelax one of them, or give it a penalty to make it soft.",
        )


class StoreError(MizallaError):
    """The database can't be reached, read or written."""

    exit_code = 6


class RejectedPlanError(MizallaError):
    """The finished plan did not pass verification: a defect of ours, never of the scenario.

    Parameters
    ----------
    findings
        What the verification found.
    """

    exit_code = 1

    def __init__(self, findings: Sequence["Finding"]) -> None:
        self.findings = tuple(findings)
        lines = [f"  {item.check}: {item.problem}" for item in self.findings[:20]]
        super().__init__(
            f"The plan was rejected by its verification ({len(self.findings)} findings):\n"
            + "\n".join(lines),
            mend="\nThis is a defect in Mizalla; please report it with the scenario.",
        )
