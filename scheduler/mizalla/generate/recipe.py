"""What a generated scenario shall be like."""

from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any, Self

import yaml
from pydantic import Field, ValidationError, model_validator

from mizalla.generate.governorates import governorates
from mizalla_models.base import Word
from mizalla_models.campaign import Weekday
from mizalla_models.errors import UsageError
from mizalla_models.parcel import Parcel
from mizalla_models.place import Village


class ParcelRecipe(Word):
    """A kind of parcel, and who is meant to get it."""

    parcel: Parcel
    """The row of ``parcels.csv``."""
    share: float = Field(default=1, gt=0, le=1)
    """Share of the poor families that it is meant for."""
    governorates: tuple[str, ...] = ()
    """P-codes of the governorates where it is handed out; empty: in all. Writes ``needs.csv``."""
    price: float = Field(gt=0)
    """Price where it can be bought, campaign currency."""
    batch: str
    """How its lots' names begin, such as DRY."""
    shelf_months: int = Field(default=12, ge=3)
    """Months from packing to best before."""


class Levels(Word):
    """Number of warehouses of each level."""

    national: int = Field(default=0, ge=0, le=5)
    """Stores near Cairo and Alexandria."""
    governorate: int = Field(default=0, ge=0)
    """Stores in capitals; as many as governorates, or none."""
    depot: int = Field(ge=1)
    """Depots in towns, from where trucks go to the villages."""


class Recipe(Word):
    """A scenario in a few numbers: the same recipe makes the same folder, byte for byte."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    """Short name, as of the folder."""
    title: str
    """Name of the campaign."""
    seed: int = Field(ge=0)
    """Seed of all random draws."""
    starts: date
    """First day."""
    ends: date
    """Last day, inclusive."""
    closed_weekdays: tuple[Weekday, ...] = ("friday",)
    """Weekdays on which nothing moves."""
    governorates: tuple[str, ...] = Field(min_length=1)
    """P-codes of the governorates that are served."""
    villages: int = Field(ge=1)
    """Villages in all; governorates get them by their population."""
    families: int = Field(ge=1)
    """Poor families in all of the villages, about."""
    organisations: int = Field(ge=1, le=72)
    """Members of the alliance."""
    warehouses: Levels
    """Warehouses of each level."""
    parcels: tuple[ParcelRecipe, ...] = Field(min_length=1)
    """Kinds of parcel."""
    stock_share: float = Field(default=0.68, gt=0, le=1.5)
    """Stock ÷ need over the campaign, of each kind of parcel."""
    slack: float = Field(default=1.5, gt=0)
    """Truck hours and loading ÷ what handing out the stock takes."""
    tight: float = Field(default=0.2, ge=0, le=1)
    """Share of the depots that are short of trucks or hands all the same."""
    shortage: float = Field(default=0.5, gt=0, lt=1)
    """Truck hours or loading of those depots ÷ what handing out the stock takes."""
    due_days: tuple[int, ...] = ()
    """Days after the start by which the waves of villages are due, the poorest first; writes
    ``needs.csv``. Empty: the needs are scored from families and poverty."""
    priority: dict[str, float] = Field(default_factory=dict)
    """Weight in the coverage goal of the villages of a governorate, by its p-code, 1 where none is
    named; writes ``needs.csv``."""
    transfers: bool = False
    """Contracted transport from national to governorate stores, and from those to depots."""
    ship_load_day: int | None = Field(default=None, ge=1)
    """Days after the start on which a ship-load arrives at the first national store."""
    ship_load_share: float = Field(default=0.25, gt=0, lt=1)
    """The ship-load's part of all stock of the first parcel."""
    late_share: float = Field(default=0.4, ge=0, le=1)
    """Share of the warehouses where part of the stock arrives during the campaign."""
    earmarks: int = Field(default=0, ge=0, le=2)
    """Lots that a donor keeps for one place: for a district; then for a governorate too."""
    purchase: bool = False
    """A lot that is bought only if used."""
    short_dated: bool = False
    """A lot whose best-before day lies within the campaign."""
    roads: bool = False
    """A road network instead of great-circle distances."""
    closed_road: bool = False
    """A road that is closed for some days, with a way round."""
    regions: bool = False
    """Members of up to nine governorates send their trucks nowhere else; writes ``capacity/``."""
    points_per_village: float = Field(default=0, ge=0, le=3)
    """Distribution points per village; 0: each village is its own, and there is no file."""
    reach: int = Field(default=8, ge=1)
    """``reach`` of the campaign."""
    places: Path | None = None
    """CSV of real villages (``pcode``, ``name_ar``, ``name_en``, ``adm1_pcode``, ``adm2_pcode``,
    ``lat``, ``lon``, and ``coord_quality`` with a + where the position is the village's own), used
    before any are made up."""

    @model_validator(mode="after")
    def _sound(self) -> Self:
        known = governorates()
        unknown = [pcode for pcode in self.governorates if pcode not in known]
        if unknown:
            raise ValueError(f"no governorate of Egypt has the p-code {', '.join(unknown)}")
        if len(set(self.governorates)) != len(self.governorates):
            raise ValueError("governorates names one twice")
        if self.ends < self.starts:
            raise ValueError("ends lies before starts")
        if self.villages < len(self.governorates) or self.warehouses.depot < len(self.governorates):
            raise ValueError("each governorate needs a village and a depot at least")
        if self.warehouses.governorate not in (0, len(self.governorates)):
            raise ValueError("warehouses.governorate is 0, or as many as there are governorates")
        if self.transfers and not self.warehouses.governorate:
            raise ValueError("transfers go by governorate stores: set warehouses.governorate")
        if self.warehouses.national and not self.transfers:
            raise ValueError("a national store needs transfers: set transfers, or national to 0")
        if self.ship_load_day is not None and not self.warehouses.national:
            raise ValueError("a ship-load needs a national store")
        if self.closed_road and not self.roads:
            raise ValueError("closed_road needs roads")
        elsewhere = set(self.priority).union(*(kind.governorates for kind in self.parcels))
        if elsewhere - set(self.governorates):
            names = ", ".join(sorted(elsewhere - set(self.governorates)))
            raise ValueError(f"priority and parcels name {names}, which is not in governorates")
        if any(weight <= 0 for weight in self.priority.values()):
            raise ValueError("a priority is above 0")
        if any(not 0 <= day < len(self.days) for day in (*self.due_days, self.ship_load_day or 0)):
            raise ValueError("due_days and ship_load_day must lie within the campaign")
        return self

    @property
    def writes_needs(self) -> bool:
        """Whether there is a ``needs.csv``: what it says can't be scored from the villages."""
        return bool(
            self.due_days or self.priority or any(kind.governorates for kind in self.parcels)
        )

    def parcels_of(self, village: Village) -> tuple[ParcelRecipe, ...]:
        """Kinds of parcel that a village gets."""
        return tuple(
            kind
            for kind in self.parcels
            if not kind.governorates or village.governorate in kind.governorates
        )

    @property
    def days(self) -> tuple[date, ...]:
        """Every day of the campaign."""
        count = (self.ends - self.starts).days + 1
        return tuple(self.starts + timedelta(days=offset) for offset in range(count))


def recipes() -> tuple[str, ...]:
    """Names of the recipes that ship with Mizalla."""
    folder = files("mizalla.generate").joinpath("recipes")
    return tuple(sorted(item.name.removesuffix(".yaml") for item in folder.iterdir()))


def load_recipe(name: str, **changes: Any) -> Recipe:
    """Read a recipe; one with ``from: NAME`` takes over what it does not say itself.

    Parameters
    ----------
    name
        Name of a shipped recipe, or path of a YAML file.
    **changes
        Fields that replace those of the recipe, such as ``seed=7``.

    Raises
    ------
    UsageError
        If there is no such recipe, or it is not sound.
    """
    try:
        return Recipe.model_validate(_values(name) | changes)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UsageError(f"Recipe {name} is no YAML: {error}", mend="Mend the line.") from error
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(map(str, item['loc'])) or 'recipe'}: {item['msg']}"
            for item in error.errors()
        )
        raise UsageError(f"Recipe {name} is not sound: {faults}.", mend="Mend these.") from error


def _values(name: str) -> dict[str, Any]:
    values = yaml.safe_load(_text(name))
    if not isinstance(values, dict):
        raise UsageError(f"Recipe {name} is no mapping.", mend="Write field: value lines.")
    base = values.pop("from", None)
    if base is None:
        return values
    if base not in recipes():
        raise UsageError(
            f"Recipe {name} is from {base!r}, which Mizalla does not bring along.",
            mend=f"Write from: and one of {', '.join(recipes())}.",
        )
    return _values(base) | values


def _text(name: str) -> str:
    if name in recipes():
        return files("mizalla.generate").joinpath("recipes", f"{name}.yaml").read_text("utf-8")
    if Path(name).is_file():
        return Path(name).read_text("utf-8")
    raise UsageError(
        f"There is no recipe {name}.",
        mend=f"Name one of {', '.join(recipes())}, or the path of a YAML file.",
    )
