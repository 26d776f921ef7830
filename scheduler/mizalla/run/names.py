"""Names for a run that is kept: a plan itself knows ids only."""

from pathlib import Path

from mizalla.read import inspect
from mizalla.show import Names
from mizalla_models.run import Run


def names_of(run: Run) -> Names:
    """Take names from the folder that a run was made from.

    Where the folder is gone, or no longer the same, its names could mislead: then there are none,
    and tables show ids.
    """
    folder = Path(run.folder)
    if not folder.is_dir():
        return Names()
    scenario, _ = inspect(folder)
    if scenario is None or scenario.inputs_hash != run.inputs_hash:
        return Names()
    return Names.of(scenario)
