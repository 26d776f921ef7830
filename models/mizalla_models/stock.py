"""Parcels that members hold or could buy."""

from datetime import date

from pydantic import Field

from mizalla_models.base import Word


class StockLot(Word):
    """A quantity of one parcel at one warehouse: a row of ``stock.csv``."""

    id: str = Field(min_length=1)
    """Unique id of this row, made by reading: ``WAREHOUSE/LOT`` (or ``WAREHOUSE/PARCEL`` where
    no lot is named), with ``#2`` and so on where several rows share it."""
    warehouse: str
    """Id of the warehouse where it lies or arrives."""
    parcel: str
    """Id of the parcel."""
    quantity: int = Field(ge=0)
    """Whole parcels."""
    lot: str
    """Batch, as written in ``stock.csv``; the row's id where none is."""
    available_on: date | None = None
    """First day on which it can leave. None: from the first day."""
    best_before: date | None = None
    """Last day on which it may be handed over. None: it outlasts the campaign."""
    earmark: str | None = None
    """P-code of a governorate, district or village, or id of an organisation: only there, or only
    by that organisation's transport, may it be handed out. None: anywhere."""
    unit_cost: float | None = Field(default=None, ge=0)
    """Price of one parcel, campaign currency, paid only for what is used. None: already owned."""
