"""Lay an overlay on a scenario: each change of its records, in order."""

from mizalla.overlay.campaign import change_campaign
from mizalla.overlay.misfit import Misfit
from mizalla.overlay.numbers import change_numbers
from mizalla.overlay.roads import close_roads
from mizalla.overlay.stock import change_stock
from mizalla.read import inputs_hash
from mizalla_models.errors import ScenarioError
from mizalla_models.fault import Fault
from mizalla_models.overlay import (
    CampaignChange,
    Change,
    NumberChange,
    Overlay,
    RoadChange,
    StockChange,
)
from mizalla_models.scenario import Scenario


def lay(scenario: Scenario, overlay: Overlay) -> Scenario:
    """Lay an overlay on a scenario.

    What it changes of rules is left to :func:`mizalla.overlay.change_rules`: they are not known
    before the plugins were asked.

    Parameters
    ----------
    scenario
        The scenario, as read.
    overlay
        What is changed, one after the other.

    Returns
    -------
    Scenario
        Another one, with a hash of its own.

    Raises
    ------
    ScenarioError
        A change names what is not there, or changes nothing; carries all such faults.
    """
    misfits: list[tuple[int, Misfit]] = []
    for number, change in enumerate(overlay.changes):
        scenario, found = _changed(scenario, change)
        misfits += [(number, misfit) for misfit in found]
    refuse(overlay, misfits)
    return scenario.model_copy(update={"inputs_hash": inputs_hash(scenario)})


def refuse(overlay: Overlay, misfits: list[tuple[int, Misfit]]) -> None:
    """Raise what does not fit as the faults of a scenario; nothing where all fits."""
    if misfits:
        raise ScenarioError(
            [
                Fault(
                    file=f"overlay {overlay.name}",
                    column=f"changes[{number}].{misfit.column}",
                    problem=misfit.problem,
                    mend=misfit.mend,
                )
                for number, misfit in misfits
            ]
        )


def _changed(scenario: Scenario, change: Change) -> tuple[Scenario, list[Misfit]]:
    match change:
        case StockChange():
            return change_stock(scenario, change)
        case NumberChange() if change.change != "needs":
            return change_numbers(scenario, change)
        case RoadChange():
            return close_roads(scenario, change)
        case CampaignChange():
            return change_campaign(scenario, change)
        case _:
            return scenario, []
