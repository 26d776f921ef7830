"""The plan: what goes where on which day, what it reaches, and how that was proven."""

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from mizalla_models.base import Word
from mizalla_models.equality import ProfileStep, steps

SAME_BOUND = 1e-9
"""Bounds closer than this, as a share of their size, are one step of a profile."""
PlanGoal = Literal["coverage", "served", "district_gap", "lateness", "cost"]


class Shipment(Word):
    """Whole parcels from a warehouse to a distribution point on one day."""

    day: date
    """Day it leaves and is handed over."""
    organisation: str
    """Member whose transport it is."""
    fleet: str
    """Id of the fleet; ``contract`` for contracted transport."""
    vehicle: str
    """Id of the vehicle type; ``contract`` for contracted transport."""
    origin: str
    """Id of the warehouse."""
    lot: str
    """Batch it is taken from."""
    supply: str
    """Id of the row of stock it is taken from."""
    parcel: str
    """Id of the parcel."""
    destination: str
    """Id of the point."""
    village: str
    """P-code of the village."""
    quantity: int = Field(gt=0)
    """Whole parcels."""
    km: float
    """One-way length of the lane, km."""
    minutes: float
    """One-way time of the lane, minutes."""
    truck_hours: float
    """Truck hours it takes: its share of full trucks, there and back; 0 on contract."""
    cost: float
    """Transport and charges, campaign currency."""


class Transfer(Word):
    """Whole parcels from a warehouse to another."""

    day: date
    """Day it leaves."""
    arrives: date
    """First day on which it can leave again."""
    organisation: str
    """Member whose contract it is."""
    origin: str
    """Id of the warehouse it leaves."""
    lot: str
    """Batch it is taken from."""
    supply: str
    """Id of the row of stock it is taken from."""
    parcel: str
    """Id of the parcel."""
    destination: str
    """Id of the warehouse it goes to."""
    quantity: int = Field(gt=0)
    """Whole parcels."""
    km: float
    """One-way length of the lane, km."""
    minutes: float
    """One-way time of the lane, minutes."""
    cost: float
    """Transport and charges, campaign currency."""


class Purchase(Word):
    """Parcels bought, because the plan uses them."""

    supply: str
    """Id of the row of stock."""
    lot: str
    """Batch."""
    warehouse: str
    """Id of the warehouse."""
    parcel: str
    """Id of the parcel."""
    quantity: int = Field(gt=0)
    """Whole parcels."""
    unit_cost: float
    """Price of one."""
    cost: float
    """quantity × unit_cost."""


class Coverage(Word):
    """What a village gets of what it needs."""

    village: str
    """P-code of the village."""
    parcel: str
    """Id of the parcel."""
    needed: int
    """Whole parcels needed."""
    served: int
    """Whole parcels it gets."""
    ratio: float
    """served ÷ needed."""
    priority: float = 1
    """Weight in the coverage goal."""
    level: float
    """ratio ÷ priority: what leximin compares."""
    bound: float
    """Proven most that its level can be without lowering a village worse off (whole parcels
    aside)."""


class GoalResult(Word):
    """What the plan reaches of one goal, and the most that any plan could."""

    goal: PlanGoal
    """Which one; ``served`` is the second half of coverage, and the first of district_gap."""
    sense: Literal["max", "min"]
    """Whether more is better."""
    unit: str
    """Unit of value and bound."""
    value: float
    """What this plan reaches, in whole parcels."""
    bound: float
    """Proven: no plan of the full problem that keeps the earlier goals does better."""
    gap: float
    """Distance of value and bound as a share of the bound (of 1 where the bound is below it)."""
    tolerance: float
    """Share of its best value that later goals were allowed to give away."""


class RuleUse(Word):
    """How far one group of one rule is used."""

    provider: str
    """Plugin that gave it, with its organisation where it speaks for one."""
    organisation: str
    """Id of the member it speaks for; empty for the alliance."""
    rule: str
    """Id of the rule."""
    group: str
    """Its group, values joined by ``|``; empty where the rule has one group."""
    side: Literal["at_most", "at_least"]
    """Which of its bounds."""
    bound: float
    """The bound."""
    used: float
    """The sum reached."""
    shadow_price: float
    """What one more unit of the bound would change, in the goal it decides (see ``goal``)."""
    goal: PlanGoal | None = None
    """The first goal that one more unit would change. None: it changes nothing."""
    reason: str
    """The rule's reason."""


class TripStop(Word):
    """One stop of one truck's trip."""

    day: date
    """Day."""
    fleet: str
    """Id of the fleet."""
    vehicle: str
    """Id of the vehicle type."""
    trip: str
    """Unique id of the trip within the plan."""
    stop: int = Field(ge=1)
    """Place in the trip's order, from 1."""
    destination: str
    """Id of the point."""
    parcel: str
    """Id of the parcel."""
    quantity: int = Field(gt=0)
    """Whole parcels handed over."""
    arrive: str
    """Time of arrival, ``HH:MM``."""
    depart: str
    """Time of departure, ``HH:MM``."""
    km: float
    """Driven since the stop before (or the base), km; the way home counts with the last stop."""
    truck: int = Field(default=1, ge=1)
    """Which of the fleet's trucks drives it, from 1."""
    leaves: str = ""
    """Time at which the trip leaves the base, ``HH:MM``."""
    returns: str = ""
    """Time at which it is home, ``HH:MM``."""
    pauses: str = ""
    """Breaks on the way to this stop (of the last, on the way home too), ``HH:MM-HH:MM``, joined
    by blanks."""
    cost: float = 0.0
    """What the km and hours since the stop before cost, campaign currency; 0 in all but the first
    row of a stop."""


class Short(Word):
    """Parcels that are planned, and that no truck can bring on that day."""

    day: date
    """Day."""
    fleet: str
    """Id of the fleet that they are planned on."""
    vehicle: str
    """Id of its type of truck."""
    origin: str
    """Id of its base."""
    destination: str
    """Id of the point."""
    village: str
    """P-code of the village."""
    parcel: str
    """Id of the parcel."""
    quantity: int = Field(gt=0)
    """Whole parcels."""
    reason: str
    """Why."""


class Round(Word):
    """One time that allocation and trips were held against each other."""

    number: int = Field(ge=1)
    """From 1."""
    parcels: int
    """Parcels allocated to trucks of fleets."""
    short: int
    """Parcels of them that ride on no truck."""
    bases: tuple[str, ...] = ()
    """Bases that disagree, by id."""
    estimated_hours: float
    """Truck hours by the allocation's estimate."""
    driven_hours: float
    """Hours from leaving first to coming home last of all trucks."""


class Finding(Word):
    """Something that verification found wrong in a finished plan."""

    check: str
    """Which check, such as ``stock`` or ``rule``."""
    problem: str
    """What is wrong, with both numbers."""


class Conflict(Word):
    """One rule of a set that can't hold together."""

    provider: str
    """Plugin that gave it."""
    organisation: str = ""
    """Id of the member it speaks for."""
    rule: str
    """Id of the rule."""
    groups: tuple[str, ...] = ()
    """Groups of it that take part."""
    reason: str
    """The rule's reason."""
    side: Literal["at_most", "at_least", ""] = ""
    """Which bound of a limit must give; empty for other rules, and where no bound helps."""
    relax_by: float | None = None
    """By how much its number must give, alone, for the rest to hold: the bound of a limit, in all
    its groups alike; trucks of a fleet; parcels of stock that must be there more (below zero:
    less), or be needed more. None: it has no number that helps; it must go."""
    enough: bool = True
    """Whether that is enough for all rules of the campaign; False: for the rest of this set only,
    and another set is left."""


class LaneCounts(Word):
    """How many lanes there are."""

    possible: int
    """Lanes of the full problem, all warehouses and days, that no rule forbids."""
    used_by_solver: int
    """Lanes that the solver held in its last model."""
    chosen: int
    """Lanes that carry parcels in the plan."""


class PluginRecord(Word):
    """A plugin that took part."""

    name: str
    """Its name."""
    version: str
    """Its version."""
    organisation: str = ""
    """Id of the member it speaks for."""
    hooks: tuple[str, ...]
    """Hooks it implements."""
    rules: int
    """Rules it gave."""
    rules_hash: str
    """SHA-256 over its rules."""
    code_hash: str = ""
    """SHA-256 over its code; empty for what is part of Mizalla, and for sheets."""
    note: str = ""
    """What is to be said of it wherever the plan is shown: that it was left out, or that its last
    rules stood in."""

    @property
    def told(self) -> str:
        """The note with the plugin's name and member; empty where there is none."""
        whose = f"{self.name} of {self.organisation}" if self.organisation else self.name
        return f"{whose}: {self.note}" if self.note else ""


class Plan(Word):
    """One finished schedule. Equal inputs and seeds give equal plans: nothing tells the time."""

    scenario: str
    """Name of the campaign."""
    inputs_hash: str
    """The scenario's hash."""
    status: Literal["optimal", "feasible", "rejected"]
    """optimal: every goal is proven within 0.1%; feasible: not every one; rejected: verification
    found something."""
    starts: date
    """First day of the campaign."""
    ends: date
    """Last day of the campaign."""
    currency: str
    """ISO 4217 code of all costs."""
    settings: dict[str, str | int | float | bool | None]
    """What the run was asked for: seed, sharing, reach, …"""
    solver: dict[str, str]
    """Solver and version of each part."""
    lanes: LaneCounts
    """How many lanes."""
    goals: tuple[GoalResult, ...]
    """Goals in their order."""
    shipments: tuple[Shipment, ...]
    """Deliveries, sorted."""
    transfers: tuple[Transfer, ...]
    """Transfers, sorted."""
    purchases: tuple[Purchase, ...]
    """What is bought, sorted."""
    coverage: tuple[Coverage, ...]
    """Every need, sorted by village and parcel."""
    profile: tuple[ProfileStep, ...] = ()
    """Levels of all needs, the lowest first: what leximin compares."""
    profile_bound: tuple[ProfileStep, ...] = ()
    """Proven most of each, likewise: the exact leximin profile, whole parcels aside."""
    rules: tuple[RuleUse, ...]
    """Every group of every limit, in the order of rules."""
    trips: tuple[TripStop, ...]
    """Stops of trips, sorted."""
    short: tuple[Short, ...] = ()
    """Parcels that no truck can bring on their day, sorted; they count as shipped nowhere else."""
    rounds: tuple[Round, ...] = ()
    """How allocation and trips came to agree; the last is this plan's."""
    plugins: tuple[PluginRecord, ...]
    """Plugins that took part, by name."""
    cost: dict[str, float]
    """Cost by part: transport, charges, purchases, penalties, total."""
    km: float
    """Truck km of the members' fleets, there and back, by share of full trucks; what contractors
    drive is theirs."""
    truck_loads: int
    """Full-truck equivalents, rounded up per fleet and day."""
    served_households: float
    """Households served: parcels × households of one."""
    findings: tuple[Finding, ...] = ()
    """What verification found; empty for a plan that may be used."""

    @model_validator(mode="after")
    def _profiled(self) -> Self:
        """Profiles follow from the coverage, so a plan that comes without them is given them."""
        if self.coverage and not self.profile and not self.profile_bound:
            for name, value in self._profiles().items():
                object.__setattr__(self, name, value)
        return self

    @property
    def notes(self) -> tuple[str, ...]:
        """What is to be said wherever the plan is shown: of plugins, and of a search cut short."""
        said = self.settings.get("stopped_note")
        stopped = (said,) if isinstance(said, str) else ()
        return stopped + tuple(record.told for record in self.plugins if record.told)

    def profiled(self) -> Self:
        """Return the plan with the profiles of its coverage, after that was changed."""
        return self.model_copy(update=self._profiles())

    def _profiles(self) -> dict[str, tuple[ProfileStep, ...]]:
        return {
            "profile": steps(((row.level, row) for row in self.coverage), 0.0),
            "profile_bound": steps(((row.bound, row) for row in self.coverage), SAME_BOUND),
        }
