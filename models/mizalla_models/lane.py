"""Transport that is contracted by the lane."""

from pydantic import Field

from mizalla_models.base import Word


class ContractedLane(Word):
    """Contracted transport from a warehouse: a row of ``lanes.csv``."""

    origin: str
    """Id of the warehouse it leaves (column ``from``)."""
    destination: str
    """Id of a point or warehouse, or p-code of a village: all its points (column ``to``)."""
    km: float | None = Field(default=None, ge=0)
    """One-way length, km. None: as the travel model says."""
    minutes: float | None = Field(default=None, ge=0)
    """One-way time, minutes. None: as the travel model says."""
    cost_per_parcel: float = Field(default=0, ge=0)
    """Price of carrying one parcel, campaign currency."""
    cost_per_kg: float = Field(default=0, ge=0)
    """Price of carrying one kg, campaign currency; both prices add up."""
    parcel: str | None = None
    """Id of the parcel it is for. None: every parcel without a row of its own."""
    lead_days: int = Field(default=0, ge=0)
    """Days from leaving to being ready to leave again, transfers only. 0: the same day."""
