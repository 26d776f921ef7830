"""The tables of the store: one row class for each kind of record that a run leaves.

A part of a run is keyed by the run and its place in the plan, so that a plan comes back in the
order in which it was made. Columns have the names, meanings and units of the words they keep.
"""

import re
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Double, Index, MetaData, Table
from sqlalchemy.orm import declared_attr
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC, on databases that know time zones and on those that don't."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> datetime | None:
        """Hand a moment to the database."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> datetime | None:
        """Take a moment from the database."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Row(SQLModel):
    """What every table has: a place in our metadata, and its class's name without ``Row``."""

    metadata = MetaData(naming_convention=NAMES)

    @declared_attr.directive
    def __tablename__(cls) -> str:  # noqa: N805
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", cls.__name__.removesuffix("Row")).lower()

    @classmethod
    def table(cls) -> Table:
        """The table itself, for statements that handle many rows at once."""
        return cls.metadata.tables[str(cls.__tablename__)]


class RunRow(Row, table=True):
    """A run, and what its plan has once only."""

    id: str = Field(primary_key=True)
    scenario: str
    folder: str
    status: str
    created: datetime = Field(sa_type=UtcDateTime, index=True)
    seconds: dict[str, Any] = Field(sa_type=JSON)
    inputs_hash: str
    seed: int = Field(sa_type=BigInteger)
    settings: dict[str, Any] = Field(sa_type=JSON)
    mizalla: str
    python: str
    solver: dict[str, Any] = Field(sa_type=JSON)
    starts: date
    ends: date
    currency: str
    lanes_possible: int = Field(sa_type=BigInteger)
    lanes_used_by_solver: int = Field(sa_type=BigInteger)
    lanes_chosen: int = Field(sa_type=BigInteger)
    truck_loads: int = Field(sa_type=BigInteger)

    coverage_min: float = Field(sa_type=Double)
    coverage_mean: float = Field(sa_type=Double)
    coverage_gini: float = Field(sa_type=Double)
    needed_parcels: int = Field(sa_type=BigInteger)
    served_parcels: int = Field(sa_type=BigInteger)
    served_households: float = Field(sa_type=Double)
    served_villages: int = Field(sa_type=BigInteger)
    cost: float = Field(sa_type=Double)
    km: float = Field(sa_type=Double)
    shipments: int = Field(sa_type=BigInteger)
    transfers: int = Field(sa_type=BigInteger)
    trips: int = Field(sa_type=BigInteger)
    findings: int = Field(sa_type=BigInteger)


class ScenarioCopyRow(Row, table=True):
    """The scenario that a run was made from: its JSON, compressed by zlib."""

    run: str = Field(primary_key=True, foreign_key="run.id", ondelete="CASCADE")
    content: bytes


class CertificateRow(Row, table=True):
    """The certificate of a run's levels: its JSON, compressed by zlib."""

    run: str = Field(primary_key=True, foreign_key="run.id", ondelete="CASCADE")
    content: bytes


class Part(Row):
    """A record of a run: gone when the run is."""

    run: str = Field(primary_key=True, foreign_key="run.id", ondelete="CASCADE")
    place: int = Field(primary_key=True)


class PluginRow(Part, table=True):
    """A plugin that took part."""

    name: str
    version: str
    organisation: str
    hooks: list[str] = Field(sa_type=JSON)
    rules: int = Field(sa_type=BigInteger)
    rules_hash: str
    code_hash: str
    note: str


class RuleRow(Part, table=True):
    """A rule that held, as its provider gave it."""

    id: str
    plugin: str
    version: str
    organisation: str
    kind: str
    name: str
    reason: str
    definition: dict[str, Any] = Field(sa_type=JSON)


class GoalRow(Part, table=True):
    """What the plan reaches of a goal."""

    goal: str
    sense: str
    unit: str
    value: float = Field(sa_type=Double)
    bound: float = Field(sa_type=Double)
    gap: float = Field(sa_type=Double)
    tolerance: float = Field(sa_type=Double)


class CostRow(Part, table=True):
    """A part of the cost."""

    part: str
    amount: float = Field(sa_type=Double)


class ShipmentRow(Part, table=True):
    """A delivery."""

    __table_args__ = (Index(None, "run", "village"), Index(None, "run", "day", "origin"))

    day: date
    organisation: str
    fleet: str
    vehicle: str
    origin: str
    lot: str
    supply: str
    parcel: str
    destination: str
    village: str
    quantity: int = Field(sa_type=BigInteger)
    km: float = Field(sa_type=Double)
    minutes: float = Field(sa_type=Double)
    truck_hours: float = Field(sa_type=Double)
    cost: float = Field(sa_type=Double)


class TransferRow(Part, table=True):
    """A transfer between warehouses."""

    __table_args__ = (Index(None, "run", "day", "origin"),)

    day: date
    arrives: date
    organisation: str
    origin: str
    lot: str
    supply: str
    parcel: str
    destination: str
    quantity: int = Field(sa_type=BigInteger)
    km: float = Field(sa_type=Double)
    minutes: float = Field(sa_type=Double)
    cost: float = Field(sa_type=Double)


class PurchaseRow(Part, table=True):
    """Parcels bought."""

    supply: str
    lot: str
    warehouse: str
    parcel: str
    quantity: int = Field(sa_type=BigInteger)
    unit_cost: float = Field(sa_type=Double)
    cost: float = Field(sa_type=Double)


class CoverageRow(Part, table=True):
    """What a village gets of what it needs."""

    __table_args__ = (Index(None, "run", "village"),)

    village: str
    parcel: str
    needed: int = Field(sa_type=BigInteger)
    served: int = Field(sa_type=BigInteger)
    ratio: float = Field(sa_type=Double)
    priority: float = Field(sa_type=Double)
    level: float = Field(sa_type=Double)
    bound: float = Field(sa_type=Double)


class RuleUseRow(Part, table=True):
    """How far a group of a rule is used."""

    provider: str
    organisation: str
    rule: str
    group: str
    side: str
    bound: float = Field(sa_type=Double)
    used: float = Field(sa_type=Double)
    shadow_price: float = Field(sa_type=Double)
    goal: str | None
    reason: str


class TripStopRow(Part, table=True):
    """A stop of a truck's trip."""

    __table_args__ = (Index(None, "run", "day", "fleet"),)

    day: date
    fleet: str
    vehicle: str
    trip: str
    stop: int = Field(sa_type=BigInteger)
    destination: str
    parcel: str
    quantity: int = Field(sa_type=BigInteger)
    arrive: str
    depart: str
    km: float = Field(sa_type=Double)
    truck: int = Field(sa_type=BigInteger)
    leaves: str
    returns: str
    pauses: str
    cost: float = Field(sa_type=Double)


class TripShortRow(Part, table=True):
    """Parcels that no truck brings."""

    day: date
    fleet: str
    vehicle: str
    origin: str
    destination: str
    village: str
    parcel: str
    quantity: int = Field(sa_type=BigInteger)
    reason: str


class TripRoundRow(Part, table=True):
    """One time that allocation and trips were held against each other."""

    number: int = Field(sa_type=BigInteger)
    parcels: int = Field(sa_type=BigInteger)
    short: int = Field(sa_type=BigInteger)
    bases: list[str] = Field(sa_type=JSON)
    estimated_hours: float = Field(sa_type=Double)
    driven_hours: float = Field(sa_type=Double)


class FindingRow(Part, table=True):
    """Something that verification found wrong."""

    check: str
    problem: str


class StatementRow(Part, table=True):
    """A report or an objection of a plugin."""

    plugin: str
    organisation: str
    kind: str
    definition: dict[str, Any] = Field(sa_type=JSON)


class RegistrationRow(Row, table=True):
    """A registration, or withdrawal, of a member's rules; it belongs to no run."""

    scenario: str = Field(primary_key=True)
    organisation: str = Field(primary_key=True)
    number: int = Field(sa_type=BigInteger, primary_key=True)
    created: datetime = Field(sa_type=UtcDateTime)
    who: str
    action: str
    file: str
    sha256: str
    content: bytes
    rules: list[Any] = Field(sa_type=JSON)
    added: list[str] = Field(sa_type=JSON)
    removed: list[str] = Field(sa_type=JSON)


class AccountRoundRow(Part, table=True):
    """A round of leximin."""

    number: int = Field(sa_type=BigInteger)
    level: float = Field(sa_type=Double)
    needs: int = Field(sa_type=BigInteger)
    own: int = Field(sa_type=BigInteger)


class StandingRow(Part, table=True):
    """The round in which a need was settled."""

    __table_args__ = (Index(None, "run", "village"),)

    village: str
    parcel: str
    round: int = Field(sa_type=BigInteger)
    own: bool
    level: float = Field(sa_type=Double)


class BlockerRow(Part, table=True):
    """What holds a round down."""

    round: int = Field(sa_type=BigInteger)
    rule: str
    group: str
    side: str
    kind: str
    unit: str
    days: int = Field(sa_type=BigInteger)
    bound: float = Field(sa_type=Double)
    price: float = Field(sa_type=Double)
    low: float | None = Field(sa_type=Double)
    high: float | None = Field(sa_type=Double)
    step: float | None = Field(sa_type=Double)
    gain: float | None = Field(sa_type=Double)
    proof: str


class SourceRow(Part, table=True):
    """Another source that a village could have had."""

    __table_args__ = (Index(None, "run", "village"),)

    village: str
    parcel: str
    rank: int = Field(sa_type=BigInteger)
    point: str
    origin: str
    organisation: str
    fleet: str
    km: float = Field(sa_type=Double)
    cost: float = Field(sa_type=Double)
    paid: float | None = Field(sa_type=Double)
    obstacle: str
    rule: str
    group: str


class SweepRow(Row, table=True):
    """A sweep: variations of one scenario; its cases are runs of their own."""

    id: str = Field(primary_key=True)
    name: str
    folder: str
    inputs_hash: str
    created: datetime = Field(sa_type=UtcDateTime)
    definition: dict[str, Any] = Field(sa_type=JSON)
    seed: int = Field(sa_type=BigInteger)


class SweepCaseRow(Row, table=True):
    """A finished case of a sweep."""

    sweep: str = Field(primary_key=True, foreign_key="sweep.id", ondelete="CASCADE")
    place: int = Field(primary_key=True)
    name: str
    status: str
    run: str
    problem: str
    seconds: float = Field(sa_type=Double)
