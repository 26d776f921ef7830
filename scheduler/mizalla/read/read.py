"""Read a scenario folder, or say everything that is wrong in it."""

from pathlib import Path

from mizalla.read.inspect import inspect
from mizalla_models.errors import ScenarioError
from mizalla_models.scenario import Scenario


def read(folder: Path) -> Scenario:
    """Read a scenario folder.

    Parameters
    ----------
    folder
        The scenario folder.

    Returns
    -------
    Scenario
        Everything in it, found sound.

    Raises
    ------
    ScenarioError
        It has faults; carries all of them, and the warnings.
    """
    scenario, faults = inspect(folder)
    if scenario is None:
        raise ScenarioError(faults)
    return scenario
