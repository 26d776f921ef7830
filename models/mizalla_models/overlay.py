"""Overlays: named variations of a scenario, as small as what they change."""

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import Field, TypeAdapter, field_validator, model_validator

from mizalla_models.base import Word
from mizalla_models.campaign import Goal, GoalName
from mizalla_models.rule import Forbid

Names = tuple[str, ...]


def _listed(value: object) -> object:
    """Accept one name where a list of names is meant, and days and numbers as they are written."""
    if isinstance(value, (str, int, date)) and not isinstance(value, bool):
        return (str(value),)
    if isinstance(value, (list, tuple)):
        return tuple(str(item) for item in value)
    return value


class Amount(Word):
    """How a number changes: exactly one of the three."""

    multiply: float | None = Field(default=None, ge=0)
    """Times so much; whole numbers are rounded down."""
    add: float | None = None
    """So much more, or less below zero; never below 0."""
    set: float | None = Field(default=None, ge=0)
    """This, whatever it was."""

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(value is not None for value in (self.multiply, self.add, self.set)) != 1:
            raise ValueError("a change needs one of multiply, add and set")
        return self

    def of(self, value: float) -> float:
        """Apply it to a number."""
        if self.multiply is not None:
            return value * self.multiply
        return max(value + self.add, 0.0) if self.add is not None else float(self.set or 0)


class Picked(Word):
    """Which records are meant: per column any of the named, over columns all of them."""

    where: dict[str, Names] = Field(default_factory=dict)
    """Names by column; empty: all records."""

    @field_validator("where", mode="before")
    @classmethod
    def _names(cls, value: object) -> object:
        if isinstance(value, dict):
            return {str(key): _listed(names) for key, names in value.items()}
        return value


class StockChange(Picked):
    """Other quantities of stock, or another day of arrival."""

    change: Literal["stock"] = "stock"
    multiply: float | None = Field(default=None, ge=0)
    """Times so much, rounded down to whole parcels."""
    add: float | None = None
    """Parcels more in each row, or less below zero."""
    set: float | None = Field(default=None, ge=0)
    """Parcels in each row."""
    later: int | None = None
    """Days later (below zero: earlier) that it can leave."""

    @model_validator(mode="after")
    def _some(self) -> Self:
        amounts = sum(value is not None for value in (self.multiply, self.add, self.set))
        if amounts > 1 or (amounts == 0 and self.later is None):
            raise ValueError("a change of stock needs one of multiply, add and set, or later")
        return self

    @property
    def amount(self) -> Amount | None:
        """How quantities change; None where only the day does."""
        if self.multiply is None and self.add is None and self.set is None:
            return None
        return Amount(multiply=self.multiply, add=self.add, set=self.set)


class NumberChange(Picked, Amount):
    """Other numbers in one column of a table."""

    change: Literal["needs", "trucks", "hours", "loading", "storage", "handover"]
    """needs: parcels needed. trucks: of each fleet. hours: that each truck works a day. loading:
    parcels that leave each warehouse in a day. storage: m3 of each warehouse. handover: parcels
    that each point hands over in a day."""


class MemberChange(Word):
    """Without some members: their warehouses, stock, trucks, contracts and rules are gone."""

    change: Literal["without"] = "without"
    organisation: Names
    """Ids of the members."""

    @field_validator("organisation", mode="before")
    @classmethod
    def _names(cls, value: object) -> object:
        return _listed(value)


class RoadChange(Word):
    """Closed roads: all within some km of a position, or without a network the ways past it."""

    change: Literal["road"] = "road"
    lat: float = Field(ge=-90, le=90)
    """Latitude of the position, degrees."""
    lon: float = Field(ge=-180, le=180)
    """Longitude of the position, degrees."""
    within_km: float = Field(default=1.0, gt=0)
    """Roads of which some part lies this near are closed, km."""
    closed_from: date | None = None
    """First day. None: from the first day."""
    closed_until: date | None = None
    """Last day. None: to the last day."""


class CampaignChange(Word):
    """Another setting of the campaign."""

    change: Literal["campaign"] = "campaign"
    goals: tuple[Goal, ...] | None = None
    """Goals in another order; in YAML a name, or ``{goal: …, tolerance: …}``."""
    tolerance: dict[GoalName, float] | None = None
    """Share of the best of a goal that later ones may give away."""
    sharing: Literal["pooled", "own"] | None = None
    """Whether members share stock and trucks."""
    longer: int | None = None
    """Days more (below zero: less) at the end."""
    speed: float | None = Field(default=None, gt=0)
    """Speed that roads allow, km/h."""
    plugins: dict[str, dict[str, Any] | bool] | None = None
    """Settings of plugins by name; they add to those there are. false switches one off."""

    @field_validator("goals", mode="before")
    @classmethod
    def _goals_by_name(cls, value: object) -> object:
        if isinstance(value, (list, tuple)):
            return tuple({"goal": item} if isinstance(item, str) else item for item in value)
        return value

    @field_validator("tolerance")
    @classmethod
    def _shares(cls, value: dict[GoalName, float] | None) -> dict[GoalName, float] | None:
        if value is not None and not all(0 <= share < 1 for share in value.values()):
            raise ValueError("a tolerance is a share from 0 to below 1")
        return value

    @model_validator(mode="after")
    def _some(self) -> Self:
        if len(self.model_fields_set - {"change"}) == 0:
            raise ValueError("a change of the campaign needs something to change")
        return self


class RuleChange(Word):
    """One rule eased, tightened or left out, whoever gave it."""

    change: Literal["rule"] = "rule"
    rule: str = Field(min_length=1)
    """Id of the rule, as ``mizalla show RUN --rules`` lists it."""
    side: Literal["at_most", "at_least"] | None = None
    """Which bound of a limit. None: the one that it has; the upper one where it has both."""
    group: str | None = None
    """Only this group of a limit. None: all its groups."""
    multiply: float | None = Field(default=None, ge=0)
    """Bound (of a limit), quantity (of stock or a need), trucks (of vehicles) times so much."""
    add: float | None = None
    """So much more, or less below zero."""
    set: float | None = None
    """This, whatever it was."""
    drop: bool = False
    """Leave the rule out altogether."""

    @model_validator(mode="after")
    def _one(self) -> Self:
        given = sum(value is not None for value in (self.multiply, self.add, self.set))
        if given + self.drop != 1:
            raise ValueError("a change of a rule needs one of multiply, add, set and drop")
        return self

    def of(self, value: float) -> float:
        """Apply it to a number."""
        if self.multiply is not None:
            return value * self.multiply
        return value + self.add if self.add is not None else float(self.set or 0)


class ForbidChange(Word):
    """Movements that are forbidden besides."""

    change: Literal["forbid"] = "forbid"
    forbid: Forbid
    """The rule."""


Change = Annotated[
    StockChange
    | NumberChange
    | MemberChange
    | RoadChange
    | CampaignChange
    | RuleChange
    | ForbidChange,
    Field(discriminator="change"),
]
CHANGE = TypeAdapter[Change](Change)


class Overlay(Word):
    """A named variation: what is changed of a scenario, in its order."""

    name: str = Field(min_length=1)
    """Short name, for tables."""
    reason: str = ""
    """What it stands for, in a sentence."""
    changes: tuple[Change, ...] = ()
    """What is changed, one after the other."""

    def __add__(self, other: "Overlay") -> "Overlay":
        """Put another variation on top of this one."""
        return Overlay(
            name=" + ".join(dict.fromkeys((*self.name.split(" + "), *other.name.split(" + ")))),
            reason=" ".join(filter(None, (self.reason, other.reason))),
            changes=(*self.changes, *other.changes),
        )
