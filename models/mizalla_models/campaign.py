"""The campaign: when, in what order of goals, by whose plugins."""

from datetime import date, time, timedelta
from typing import Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from mizalla_models.base import Word, clock

GoalName = Literal["coverage", "district_gap", "lateness", "cost"]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)


class Goal(Word):
    """One goal of the campaign, in its place of the order."""

    goal: GoalName
    """Which one."""
    tolerance: float = Field(default=0, ge=0, lt=1)
    """Share of its best value that later goals may give away again."""
    at_most: float | None = Field(default=None, ge=0, le=1)
    """Of district_gap: most that the coverages of two districts may differ by. None: any, and the
    gap is made as small as the most parcels served let it be."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.goal == "district_gap" and self.tolerance:
            raise ValueError("district_gap takes no tolerance: what is served decides it")
        if self.goal != "district_gap" and self.at_most is not None:
            raise ValueError(f"{self.goal} takes no at_most: only district_gap does")
        return self


class RoadSettings(Word):
    """How distance and time are reckoned."""

    circuity: float = Field(default=1.3, ge=1)
    """Road length ÷ great-circle length, where no road network says better."""
    speed: float | None = Field(default=None, gt=0)
    """Speed that roads allow where they state no minutes, km/h. None: as fast as the truck."""
    speeds: dict[str, float] = Field(default_factory=dict)
    """Speed by class of road, km/h, for roads that state no minutes; other classes have
    ``speed``."""
    bans: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Types of truck that may not use roads of a class, by class."""

    @field_validator("speeds")
    @classmethod
    def _fast(cls, value: dict[str, float]) -> dict[str, float]:
        for name, speed in value.items():
            if not 0 < speed < float("inf"):
                raise ValueError(f"the speed of {name} is not above 0")
        return dict(sorted(value.items()))

    @field_validator("bans")
    @classmethod
    def _in_order(cls, value: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        return {name: tuple(sorted(set(value[name]))) for name in sorted(value)}

    def barred(self, vehicle: str) -> frozenset[str]:
        """Classes of road that a type of truck may not use."""
        return frozenset(name for name, vehicles in self.bans.items() if vehicle in vehicles)


class TripSettings(Word):
    """How trucks are sent out, and how long is looked for their trips."""

    engine: str = "auto"
    """Routing engine: ``auto``, ``pyvrp``, ``vroom``, ``ortools`` or a plugin's."""
    seconds: float | None = Field(default=None, gt=0)
    """Time to look for the trips of one base and day. None: a number of rounds by its size, so
    that equal scenarios and seeds give equal plans on any machine."""
    effort: float = Field(default=1, gt=0)
    """Rounds of search, as a multiple of the usual number."""
    leaves: time = time(7)
    """Time of day from which trucks leave."""
    home: time | None = None
    """Time of day by which they are home. None: midnight."""
    shift_hours: float | None = Field(default=None, gt=0, le=24)
    """Hours from leaving first to coming home last. None: a fleet's ``hours_per_day``; where it is
    set, those are only what the allocation counts with, such as hours at the wheel."""
    stop_minutes: float = Field(default=15, ge=0)
    """Minutes that a stop takes, whatever is handed over."""
    parcel_seconds: float = Field(default=2, ge=0)
    """Seconds that handing over one parcel takes on top."""
    reload_minutes: float = Field(default=30, ge=0)
    """Minutes from coming home to leaving again."""
    trips_per_day: int | None = Field(default=None, ge=1)
    """Most trips of a truck in a day. None: as many as fit."""
    rounds: int = Field(default=0, ge=0)
    """Most times that allocation and trips are made again where they disagree. 0: the allocation
    stands, and what no truck can drive is named."""

    _clock = field_validator("leaves", "home", mode="before")(clock)


class PluginUse(Word):
    """A plugin to use, with its settings."""

    name: str
    """Entry-point name, or path of a single-file plugin relative to the scenario folder."""
    settings: dict[str, Any] = Field(default_factory=dict)
    """Whatever the plugin takes."""
    enabled: bool = True
    """False switches a plugin off, built-in ones too."""
    organisation: str | None = None
    """Id of the member that it speaks for, whatever it says itself; empty for the alliance. None:
    as it says."""


class Grant(Word):
    """What the alliance lets a member, or one of its plugins, do beyond its own.

    Ids, or ``*`` for all.
    """

    warehouses: tuple[str, ...] = ()
    """Warehouses that its rules may bind as if they were its own."""
    villages: tuple[str, ...] = ()
    """Villages entrusted to it: their p-codes, or those of districts and governorates."""
    organisations: tuple[str, ...] = ()
    """Members whose stock, trucks and people its rules may bind."""
    rules: tuple[Literal["need"], ...] = ()
    """Kinds of rule that only the alliance may give otherwise."""
    see: tuple[Literal["stock", "fleets", "costs", "capacity"], ...] = ()
    """What it may see of others besides what all members see."""
    network: bool = False
    """Whether its plugins may reach the network."""
    environment: tuple[str, ...] = ()
    """Variables of the environment that its plugins are given, such as an address with a
    password."""
    memory_mb: int | None = Field(default=None, ge=128)
    """Memory that each of its plugins may take, MB. None: as all."""

    @property
    def empty(self) -> bool:
        """Whether nothing is granted."""
        return self == Grant()


class Campaign(Word):
    """One campaign: ``campaign.yaml``."""

    name: str = Field(min_length=1)
    """Name of the campaign."""
    starts: date
    """First day."""
    ends: date
    """Last day, inclusive."""
    timezone: str = "Africa/Cairo"
    """IANA time zone whose days are meant."""
    currency: str = "EGP"
    """ISO 4217 code of all costs."""
    goals: tuple[Goal, ...] = (Goal(goal="coverage"), Goal(goal="lateness"), Goal(goal="cost"))
    """Goals in order of importance; in YAML a name, or ``{goal: …, tolerance: …}``. A goal
    ``district_gap`` stands in place of ``coverage``: as many parcels as possible with districts
    alike, no two coverages more than ``at_most`` apart."""
    sharing: Literal["pooled", "own"] = "pooled"
    """``pooled``: any truck at a warehouse may carry what lies there; ``own``: each member only
    its own stock on its own trucks."""
    closed_weekdays: tuple[Weekday, ...] = ()
    """Weekdays on which nothing leaves and nothing is handed out."""
    plugins: tuple[PluginUse, ...] = ()
    """Plugins beyond the built-in ones, and settings of either."""
    grants: dict[str, Grant] = Field(default_factory=dict)
    """What members, or single plugins, may do beyond their own; by id of the member, or by name of
    the plugin."""
    reach: int = Field(default=10, ge=1)
    """Nearest warehouses per point that the solver starts from; the proof covers all."""
    road: RoadSettings = RoadSettings()
    """How distance and time are reckoned."""
    trips: TripSettings = TripSettings()
    """How trucks are sent out."""
    hijri_offset: int = Field(default=0, ge=-2, le=2)
    """Days that the moon-sighted Hijri calendar is ahead of Umm al-Qura's: 1 where the crescent was
    seen a day earlier, -1 a day later. For what is shown only: no plan depends on it."""

    @field_validator("goals", mode="before")
    @classmethod
    def _goals_by_name(cls, value: object) -> object:
        if isinstance(value, (list, tuple)):
            return tuple({"goal": item} if isinstance(item, str) else item for item in value)
        return value

    @field_validator("closed_weekdays", mode="before")
    @classmethod
    def _weekdays_by_name(cls, value: object) -> object:
        if isinstance(value, (list, tuple)):
            return tuple(
                next(
                    (day for day in WEEKDAYS if len(item) >= 3 and day.startswith(item.lower())),
                    item,
                )
                if isinstance(item, str)
                else item
                for item in value
            )
        return value

    @field_validator("plugins", mode="before")
    @classmethod
    def _plugins_by_name(cls, value: object) -> object:
        if isinstance(value, dict):
            return tuple(
                {"name": name, "enabled": False}
                if settings is False
                else {
                    "name": name,
                    "settings": {} if settings is None or settings is True else settings,
                }
                for name, settings in value.items()
            )
        if isinstance(value, (list, tuple)):
            return tuple({"name": item} if isinstance(item, str) else item for item in value)
        return value

    @field_validator("closed_weekdays")
    @classmethod
    def _weekdays_in_order(cls, value: tuple[Weekday, ...]) -> tuple[Weekday, ...]:
        return tuple(sorted(set(value), key=WEEKDAYS.index))

    @field_validator("plugins")
    @classmethod
    def _plugins_in_order(cls, value: tuple[PluginUse, ...]) -> tuple[PluginUse, ...]:
        return tuple(sorted(value, key=lambda use: use.name))

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if self.ends < self.starts:
            raise ValueError(f"ends ({self.ends}) lies before starts ({self.starts})")
        names = [goal.goal for goal in self.goals]
        if not names or len(set(names)) != len(names):
            raise ValueError("goals must name at least one goal, and none twice")
        if {"coverage", "district_gap"} <= set(names):
            raise ValueError("district_gap stands in place of coverage: name one of them")
        return self

    def settings(self, plugin: str) -> dict[str, Any]:
        """Settings that the campaign gives a plugin; empty where it gives none."""
        for use in self.plugins:
            if use.name == plugin:
                return dict(use.settings)
        return {}

    def grant(self, plugin: str, organisation: str) -> Grant:
        """What a plugin of a member is granted, in its own name and in the member's, together."""
        given = [self.grants[name] for name in (organisation, plugin) if name in self.grants]
        if not given:
            return Grant()
        joined: dict[str, Any] = {
            name: tuple(sorted({item for one in given for item in getattr(one, name)}))
            for name in ("warehouses", "villages", "organisations", "rules", "see", "environment")
        }
        memory = [one.memory_mb for one in given if one.memory_mb is not None]
        return Grant(
            **joined,
            network=any(one.network for one in given),
            memory_mb=max(memory, default=None),
        )

    @property
    def days(self) -> tuple[date, ...]:
        """Every day of the campaign, first to last."""
        return tuple(
            self.starts + timedelta(days=offset)
            for offset in range((self.ends - self.starts).days + 1)
        )
