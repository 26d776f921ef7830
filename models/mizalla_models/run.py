"""A run: one plan that was made, when, from what and by what, and what it came to."""

from collections.abc import Sequence
from typing import Literal, Self

from pydantic import AwareDatetime, Field

from mizalla_models.base import Word
from mizalla_models.plan import Plan, PluginRecord


def gini(values: Sequence[float]) -> float:
    """Gini coefficient of values that are not negative.

    Parameters
    ----------
    values
        Any numbers from 0, in any order and unit.

    Returns
    -------
    float
        0 where all are equal (or none is there, or all are 0), towards 1 where one has all.

    Notes
    -----
    Half the mean absolute difference over the mean, from the sorted values:
    G = (2 Σ i·x_i) ÷ (n Σ x_i) - (n + 1) ÷ n with i from 1 (Damgaard & Weiner, 2000,
    doi:10.1890/0012-9658(2000)081[1139:DIIPSO]2.0.CO;2).
    """
    total = sum(values)
    if not total:
        return 0.0
    count = len(values)
    ranked = sum(rank * value for rank, value in enumerate(sorted(values), start=1))
    return max(0.0, 2 * ranked / (count * total) - (count + 1) / count)


class Figures(Word):
    """What a plan comes to, in a dozen numbers."""

    coverage_min: float
    """Least served ÷ needed of any village and parcel; 1 where nothing is needed."""
    coverage_mean: float
    """Mean of served ÷ needed over villages and parcels; 1 where nothing is needed."""
    coverage_gini: float
    """Gini coefficient of served ÷ needed over villages and parcels; 0: all alike."""
    needed_parcels: int
    """Whole parcels needed."""
    served_parcels: int
    """Whole parcels that villages get."""
    served_households: float
    """Households served."""
    served_villages: int
    """Villages that get anything."""
    cost: float
    """Total cost, campaign currency."""
    km: float
    """Truck km of the members' fleets."""
    shipments: int
    """Deliveries."""
    transfers: int
    """Transfers between warehouses."""
    trips: int
    """Trips of trucks."""
    findings: int
    """What verification found wrong; 0 for a plan that may be used."""

    @classmethod
    def of(cls, plan: Plan) -> Self:
        """Figures of a plan."""
        ratios = [cover.ratio for cover in plan.coverage]
        return cls(
            coverage_min=min(ratios, default=1.0),
            coverage_mean=sum(ratios) / len(ratios) if ratios else 1.0,
            coverage_gini=gini(ratios),
            needed_parcels=sum(cover.needed for cover in plan.coverage),
            served_parcels=sum(cover.served for cover in plan.coverage),
            served_households=plan.served_households,
            served_villages=len({cover.village for cover in plan.coverage if cover.served}),
            cost=plan.cost.get("total", 0.0),
            km=plan.km,
            shipments=len(plan.shipments),
            transfers=len(plan.transfers),
            trips=len({stop.trip for stop in plan.trips}),
            findings=len(plan.findings),
        )


class Run(Word):
    """One run: everything about a plan that is not the plan."""

    id: str = Field(min_length=1)
    """Sortable and unique, such as ``20270208-153000-1a2b``: UTC time and a random end."""
    scenario: str
    """Name of the campaign."""
    folder: str
    """Absolute path of the scenario folder, as it was."""
    status: Literal["optimal", "feasible", "rejected"]
    """Status of the plan."""
    created: AwareDatetime
    """When, UTC."""
    seconds: dict[str, float]
    """Wall time by stage, seconds."""
    inputs_hash: str
    """The scenario's hash."""
    seed: int
    """Seed that the run was given."""
    settings: dict[str, str | int | float | bool | None]
    """What the run was asked for."""
    mizalla: str
    """Version of Mizalla."""
    python: str
    """Version of Python."""
    solver: dict[str, str]
    """Solver and version of each part."""
    plugins: tuple[PluginRecord, ...]
    """Plugins that took part, by name."""
    currency: str
    """ISO 4217 code of all costs."""
    figures: Figures
    """What the plan comes to."""
