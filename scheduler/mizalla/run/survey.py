"""Look a scenario over without planning it: its faults, its plugins and their rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mizalla.collect import Choice, collect, plugin_manager, travel_answers
from mizalla.run.look import look
from mizalla.run.stopwatch import Listener, Stopwatch
from mizalla.travel import travel, unreachable
from mizalla_models.fault import Fault
from mizalla_models.rules import Rules
from mizalla_models.scenario import Scenario


@dataclass(frozen=True)
class Survey:
    """What can be said of a scenario before it is planned."""

    scenario: Scenario | None
    """What was read; None where the folder has faults."""
    rules: Rules | None
    """What the plugins said; None where the folder has faults."""
    remarks: tuple[Fault, ...]
    """Every fault and warning."""

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What stops a plan."""
        return tuple(remark for remark in self.remarks if remark.severity == "fault")

    @property
    def warnings(self) -> tuple[Fault, ...]:
        """What is odd, but stops nothing."""
        return tuple(remark for remark in self.remarks if remark.severity == "warning")


def survey(
    folder: Path,
    *,
    plugins: Sequence[str] = (),
    choice: Choice | None = None,
    progress: Listener | None = None,
) -> Survey:
    """Read a folder, ask its plugins, and see whether every point can be reached.

    Parameters
    ----------
    folder
        The scenario folder.
    plugins
        Names or files of plugins beyond those that the campaign names.
    choice
        Which members' plugins to leave out or to forgive, and what each may take.
    progress
        Called with each stage as it begins.

    Raises
    ------
    PluginError
        A plugin broke, or gave what can't be taken.
    """
    watch = Stopwatch(progress)
    with watch.stage("read"):
        scenario, remarks, choice = look(folder, plugins, choice)
    if scenario is None:
        return Survey(None, None, tuple(remarks))
    with watch.stage("collect"):
        manager = plugin_manager(scenario, plugins, choice)
        rules = collect(scenario, manager)
    with watch.stage("travel"):
        ways = travel(scenario, travel_answers(scenario, manager))
        stranded = unreachable(scenario, ways)
    return Survey(scenario, rules, (*remarks, *manager.remarks, *stranded))
