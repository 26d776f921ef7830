"""Read a folder as a run is asked to: without some members, and forgiving others."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from mizalla.collect import Choice, sources
from mizalla.read import inspect
from mizalla_models.fault import Fault
from mizalla_models.scenario import Scenario

CAPACITY = "capacity/"


def look(
    folder: Path, plugins: Sequence[str], choice: Choice | None
) -> tuple[Scenario | None, tuple[Fault, ...], Choice]:
    """Look a scenario folder through, plugins' tables included.

    With ``choice.last_good`` a file of ``capacity/`` that is broken stands in with the rules that
    its member registered last.

    Parameters
    ----------
    folder
        The scenario folder.
    plugins
        Plugins beyond those that the campaign names.
    choice
        Which members to leave out or to forgive, and what each plugin may take.

    Returns
    -------
    scenario
        What it holds; None where it has faults.
    faults
        Every fault and warning.
    choice
        The choice, with what was forgiven.
    """
    chosen = choice or Choice()
    asked = sources(folder, plugins, chosen)
    scenario, remarks = inspect(folder, asked, chosen.without)
    if scenario is not None or chosen.last_good is None:
        return scenario, remarks, chosen
    wrong = [fault for fault in remarks if fault.severity == "fault"]
    files = {fault.file: fault for fault in reversed(wrong)}
    if not all(file.startswith(CAPACITY) for file in files):
        return None, remarks, chosen
    scenario, others = inspect(folder, asked, (*chosen.without, *files))
    if scenario is None:
        return None, remarks, chosen
    forgiven, rules = {}, {}
    for file, fault in files.items():
        last = chosen.last_good(scenario.campaign.name, file)
        if last is None:
            return None, remarks, chosen
        rules[file] = last.rules
        forgiven[file] = (
            f"{file} is broken: {fault.problem} Planned with what was registered last "
            f"(registration {last.run})."
        )
    capacity = tuple(
        member.model_copy(update={"rules": rules.get(member.file, member.rules)})
        for member in scenario.capacity
    )
    scenario = scenario.model_copy(update={"capacity": capacity})
    return scenario, others, replace(chosen, forgiven=forgiven)
