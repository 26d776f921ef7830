"""Sweeps: many variations of one scenario, and what became of each."""

from typing import Literal

from pydantic import Field

from mizalla_models.base import Word
from mizalla_models.overlay import Overlay

CaseStatus = Literal["optimal", "feasible", "rejected", "infeasible", "failed"]


class Sweep(Word):
    """What is swept: cases by name, each an overlay on the scenario."""

    name: str = Field(min_length=1)
    """Name of the sweep."""
    cases: tuple[Overlay, ...]
    """Variations, in their order; the scenario as it is comes before them."""


class CaseResult(Word):
    """A finished case."""

    place: int
    """Place in the sweep; 0 is the scenario as it is."""
    name: str
    """Name of the overlay."""
    status: CaseStatus
    """That of the plan; infeasible: rules can't hold together; failed: no plan could be made."""
    run: str
    """Id of the run that it is kept as; empty where there is no plan."""
    problem: str
    """Why there is no plan; empty where there is one."""
    seconds: float
    """Wall time that it took to plan, s."""
