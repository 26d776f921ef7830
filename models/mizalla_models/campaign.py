"""The campaign: when, in what order of goals, by whose plugins."""

from datetime import date, timedelta
from typing import Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from mizalla_models.base import Word

GoalName = Literal["coverage", "lateness", "cost"]
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


class RoadSettings(Word):
    """How distance and time are reckoned."""

    circuity: float = Field(default=1.3, ge=1)
    """Road length ÷ great-circle length, where no road network says better."""
    speed: float | None = Field(default=None, gt=0)
    """Speed that roads allow where they state no minutes, km/h. None: as fast as the truck."""


class PluginUse(Word):
    """A plugin to use, with its settings."""

    name: str
    """Entry-point name, or path of a single-file plugin relative to the scenario folder."""
    settings: dict[str, Any] = Field(default_factory=dict)
    """Whatever the plugin takes."""
    enabled: bool = True
    """False switches a plugin off, built-in ones too."""


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
    """Goals in order of importance; in YAML a name, or ``{goal: …, tolerance: …}``."""
    sharing: Literal["pooled", "own"] = "pooled"
    """``pooled``: any truck at a warehouse may carry what lies there; ``own``: each member only
    its own stock on its own trucks."""
    closed_weekdays: tuple[Weekday, ...] = ()
    """Weekdays on which nothing leaves and nothing is handed out."""
    plugins: tuple[PluginUse, ...] = ()
    """Plugins beyond the built-in ones, and settings of either."""
    reach: int = Field(default=10, ge=1)
    """Nearest warehouses per point that the solver starts from; the proof covers all."""
    road: RoadSettings = RoadSettings()
    """How distance and time are reckoned."""
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
        return self

    def settings(self, plugin: str) -> dict[str, Any]:
        """Settings that the campaign gives a plugin; empty where it gives none."""
        for use in self.plugins:
            if use.name == plugin:
                return dict(use.settings)
        return {}

    @property
    def days(self) -> tuple[date, ...]:
        """Every day of the campaign, first to last."""
        return tuple(
            self.starts + timedelta(days=offset)
            for offset in range((self.ends - self.starts).days + 1)
        )
