"""Rules: everything that plugins may say to the engine, as data.

A rule picks **movements** by their dimensions. A movement is a delivery (warehouse to point), a
transfer (warehouse to warehouse) or storage (what lies in a warehouse at the end of a day).
"""

from collections.abc import Iterator
from datetime import date, time
from typing import Annotated, Literal, Self

from pydantic import Field, PlainSerializer, TypeAdapter, field_validator, model_validator

from mizalla_models.base import Word, clock
from mizalla_models.place import Warehouse

Dimension = Literal[
    "movement",
    "organisation",
    "owner",
    "origin",
    "origin_governorate",
    "destination",
    "parcel",
    "lot",
    "supply",
    "point",
    "village",
    "district",
    "governorate",
    "fleet",
    "vehicle",
    "day",
    "week",
]
"""What a movement can be told apart by.

movement: ``delivery``, ``transfer`` or ``storage``; storage is picked only by name.
organisation: whose transport it is (a fleet's member; for contracts the origin's); storage: the
owner.
owner: whose parcels they are (the member whose warehouse first held them).
origin, origin_governorate: the warehouse it leaves (or lies in), and that warehouse's governorate.
destination: the point or warehouse it goes to. parcel, lot: what it carries.
supply: one row of stock (its id). point, village, district, governorate: deliveries only.
fleet, vehicle: ``contract`` for contracted transport.
day: ISO date on which it leaves. week: ISO week, ``2027-W06``.
"""

MOVEMENTS = ("delivery", "transfer", "storage")
TIME_DIMENSIONS: tuple[Dimension, ...] = ("day", "week")
GROUP_SEPARATOR = "|"


def _pairs(value: object) -> object:
    """Order a selection so that equal selections are equal, and are written the same."""
    if not isinstance(value, dict):
        return value
    ordered = {}
    for dimension in sorted(value):
        members = value[dimension]
        if isinstance(members, (str, date)):
            members = [members]
        ordered[dimension] = tuple(sorted({str(member) for member in members}))
    return ordered


class Selection(Word):
    """Which movements are meant: per dimension, any of the named; over dimensions, all of them."""

    by: dict[Dimension, tuple[str, ...]] = Field(default_factory=dict)
    """Allowed values per dimension. A dimension that is not named allows all."""

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: object) -> object:
        """Accept the plain form ``{"origin": ["W1"]}``."""
        if isinstance(value, dict) and set(value) != {"by"}:
            value = {"by": value}
        if isinstance(value, dict):
            return {"by": _pairs(value.get("by", {}))}
        return value

    def __iter__(self) -> Iterator[tuple[Dimension, tuple[str, ...]]]:  # type: ignore[override]
        return iter(self.by.items())

    def __bool__(self) -> bool:
        return bool(self.by)


def _write_selection(selection: Selection) -> dict[str, list[str]]:
    return {dimension: list(members) for dimension, members in selection}


Where = Annotated[Selection, PlainSerializer(_write_selection, return_type=dict[str, list[str]])]
Bound = float | dict[str, float]


class BaseRule(Word):
    """What every rule has."""

    name: str = ""
    """Short name within its plugin, for tables; the kind of rule where empty."""
    reason: str = Field(min_length=1)
    """Why, in a sentence that a planner can read aloud."""
    reason_ar: str = ""
    """The same in Arabic."""


class Limit(BaseRule):
    """The sum of a measure over the picked movements stays in bounds, group by group."""

    kind: Literal["limit"] = "limit"
    measure: str = "parcels"
    """parcels, kg, m3, households, truck_hours, km, cost, or a number column of parcels.csv."""
    at_most: Bound | None = None
    """Upper bound: a number for every group, or one per group. The key of a group is its values
    in the order of ``per``, joined by ``|``; a shorter key names all groups that begin so; a
    group that no key names is free."""
    at_least: Bound | None = None
    """Lower bound, likewise."""
    where: Where = Selection()
    """Movements that count."""
    unless: Where = Selection()
    """Movements that ``where`` picks and that do not count after all."""
    per: tuple[Dimension, ...] = ()
    """Dimensions that make the groups; empty: one group of all."""
    cumulative: bool = False
    """The bound of each day holds for the sum from the first day to it; needs ``day`` in per."""
    penalty: float | None = Field(default=None, ge=0)
    """Cost per unit beyond the bound, which makes the rule soft. None: hard."""

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if self.at_most is None and self.at_least is None:
            raise ValueError("a limit needs at_most or at_least")
        if self.cumulative and "day" not in self.per:
            raise ValueError("a cumulative limit needs day in per")
        if len(set(self.per)) != len(self.per):
            raise ValueError("per names a dimension twice")
        return self


class Forbid(BaseRule):
    """The picked movements don't exist."""

    kind: Literal["forbid"] = "forbid"
    where: Where = Selection()
    """Movements that are forbidden."""
    unless: Where = Selection()
    """Movements that ``where`` picks and that are allowed after all."""
    minutes_over: float | None = Field(default=None, ge=0)
    """Only movements with a one-way time above this, minutes."""
    km_over: float | None = Field(default=None, ge=0)
    """Only movements with a one-way length above this, km."""

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if not self.where and self.minutes_over is None and self.km_over is None:
            raise ValueError("a forbid needs where, minutes_over or km_over")
        return self


class Charge(BaseRule):
    """The picked movements cost that much more."""

    kind: Literal["charge"] = "charge"
    where: Where = Selection()
    """Movements that are charged."""
    unless: Where = Selection()
    """Movements that ``where`` picks and that are not charged after all."""
    measure: str = "parcels"
    """As in a limit, but not cost."""
    amount: float
    """Campaign currency per unit of the measure; below zero is a rebate."""


class Supply(BaseRule):
    """Parcels that lie at a warehouse, arrive there, or can be bought there."""

    kind: Literal["supply"] = "supply"
    id: str = Field(min_length=1)
    """Unique id: the value of the dimension ``supply``."""
    warehouse: str
    """Id of the warehouse."""
    parcel: str
    """Id of the parcel."""
    quantity: int = Field(ge=0)
    """Whole parcels."""
    lot: str = ""
    """Batch; the id where empty."""
    available_on: date | None = None
    """First day on which it can leave. None: from the first day."""
    unit_cost: float | None = Field(default=None, ge=0)
    """Price of one parcel, paid only for what is used. None: already owned."""
    best_before: date | None = None
    """Last day of delivery; that it binds is said by a Forbid of the expiry plugin."""
    earmark: str | None = None
    """What it is kept for; that it binds is said by a Forbid of the earmark plugin."""


class Vehicles(BaseRule):
    """Trucks of one type at one base, with the hours that they work."""

    kind: Literal["vehicles"] = "vehicles"
    fleet: str = Field(min_length=1)
    """Unique id of the fleet."""
    organisation: str
    """Id of the member whose trucks they are."""
    warehouse: str
    """Id of their base."""
    vehicle: str
    """Id of the vehicle type."""
    count: int = Field(ge=0)
    """Trucks."""
    hours_per_day: float = Field(gt=0, le=24)
    """Hours each works in a day; a lane that takes longer there and back does not exist."""
    from_day: date | None = None
    """First day. None: from the first day."""
    until: date | None = None
    """Last day. None: to the last day."""


class Need(BaseRule):
    """What a village needs of a parcel."""

    kind: Literal["need"] = "need"
    village: str
    """P-code of the village."""
    parcel: str
    """Id of the parcel."""
    quantity: int = Field(ge=0)
    """Whole parcels."""
    due: date | None = None
    """Day by which they should be there. None: the last day."""
    priority: float = Field(default=1, gt=0)
    """Weight in the coverage goal: twice the priority is owed twice the share of its need."""


class AtMostActive(BaseRule):
    """At most so many different values of a dimension are active in each group."""

    kind: Literal["at_most_active"] = "at_most_active"
    of: Dimension
    """The dimension whose active values are counted, such as organisation."""
    count: int = Field(ge=1)
    """How many may be active."""
    where: Where = Selection()
    """Movements that count."""
    per: tuple[Dimension, ...] = ()
    """Dimensions that make the groups, such as village."""


class SmallestDrop(BaseRule):
    """Nothing at all, or at least so much."""

    kind: Literal["smallest_drop"] = "smallest_drop"
    quantity: int = Field(ge=1)
    """Least whole parcels of a group that is not zero."""
    where: Where = Selection()
    """Movements that count."""
    per: tuple[Dimension, ...] = ("point", "day")
    """Dimensions that make the groups."""


class WholePallets(BaseRule):
    """Only whole pallets of each kind of parcel."""

    kind: Literal["whole_pallets"] = "whole_pallets"
    column: str = "pallet"
    """Number column of parcels.csv that says how many parcels one pallet holds; a kind without it
    goes loose."""
    where: Where = Selection()
    """Movements that go by pallet."""
    per: tuple[Dimension, ...] = ("origin", "destination", "fleet", "day")
    """Dimensions that make the groups; kinds of parcel are always told apart."""


class Rest(Word):
    """A break of a truck and its crew."""

    earliest: time
    """Time of day at which it may begin first."""
    latest: time
    """Time of day at which it must have begun. Who is home by then, or leaves after, has none."""
    minutes: int = Field(gt=0, le=600)
    """How long it lasts."""

    _clock = field_validator("earliest", "latest", mode="before")(clock)

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if self.latest < self.earliest:
            raise ValueError("a break's latest lies before its earliest")
        return self


FLEET_DIMENSIONS = (
    "organisation",
    "origin",
    "origin_governorate",
    "fleet",
    "vehicle",
    "day",
    "week",
)
"""Dimensions that a truck's day has."""


class Shift(BaseRule):
    """The working day of trucks: when they leave and are home, how long it lasts, and breaks.

    Of several that pick the same truck the tightest bounds hold, and all breaks.
    """

    kind: Literal["shift"] = "shift"
    where: Where = Selection()
    """Trucks and days, by organisation, origin, origin_governorate, fleet, vehicle, day or week."""
    leaves: time | None = None
    """Time of day before which no truck leaves."""
    home: time | None = None
    """Time of day by which all are home."""
    hours: float | None = Field(default=None, gt=0, le=24)
    """Most hours from leaving first to coming home last."""
    breaks: tuple[Rest, ...] = ()
    """Breaks."""

    _clock = field_validator("leaves", "home", mode="before")(clock)

    @model_validator(mode="after")
    def _sound(self) -> Self:
        wrong = sorted(set(self.where.by) - set(FLEET_DIMENSIONS))
        if wrong:
            raise ValueError(f"a shift can't pick by {', '.join(wrong)}: trucks have none")
        if self.hours is None and self.leaves is None and self.home is None and not self.breaks:
            raise ValueError("a shift needs leaves, home, hours or breaks")
        return self

    def picks(self, fleet: Vehicles, base: Warehouse, day: date) -> bool:
        """Whether it speaks of a fleet on a day."""
        year, week, _ = day.isocalendar()
        has = {
            "organisation": fleet.organisation,
            "origin": base.id,
            "origin_governorate": base.governorate,
            "fleet": fleet.fleet,
            "vehicle": fleet.vehicle,
            "day": day.isoformat(),
            "week": f"{year}-W{week:02d}",
        }
        return all(has[dimension] in members for dimension, members in self.where)


Rule = Annotated[
    Limit
    | Forbid
    | Charge
    | Supply
    | Vehicles
    | Need
    | AtMostActive
    | SmallestDrop
    | WholePallets
    | Shift,
    Field(discriminator="kind"),
]
RULE = TypeAdapter[Rule](Rule)
"""Reads one rule from plain data."""


class Provider(Word):
    """Who said a rule."""

    plugin: str
    """Name of the plugin."""
    version: str
    """Version of the plugin."""
    organisation: str = ""
    """Id of the member it speaks for; empty for the alliance itself."""

    def __str__(self) -> str:
        return f"{self.plugin} ({self.organisation})" if self.organisation else self.plugin


class ProvidedRule(Word):
    """A rule with its id and provider, as the engine gets it."""

    id: str
    """Unique within the run: plugin and name, such as ``loading/W1``."""
    provider: Provider
    """Who said it."""
    rule: Rule
    """What was said."""

    @field_validator("id")
    @classmethod
    def _named(cls, value: str) -> str:
        if not value:
            raise ValueError("a provided rule needs an id")
        return value
