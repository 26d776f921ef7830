"""The setting of a plan: names and positions, which the plan itself knows only by id."""

import csv
import json
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from mizalla.read import inspect
from mizalla_models.organisation import Organisation
from mizalla_models.parcel import Parcel
from mizalla_models.place import Point, Village, Warehouse
from mizalla_models.run import Run
from mizalla_models.scenario import Scenario

CAMPAIGN = "campaign.yaml"
MOST_OFFSET = 2
OUTLINES = "governorates.geojson"
GOVERNORATE_CODE = 4  # letters of an OCHA p-code that name the governorate: EG25
DISTRICT_CODE = 6


@dataclass(frozen=True)
class Setting:
    """What the folder of a run adds to its plan.

    Where the folder is gone, or no longer what the plan was made from, there is no scenario:
    everything is then shown by its id, and nothing has a position.
    """

    scenario: Scenario | None = None
    """The scenario that the plan was made from."""
    outlines: tuple[dict[str, Any], ...] = field(default=())
    """Features of ``governorates.geojson``, where the folder has one."""

    @classmethod
    def of_run(cls, run: Run, kept: Scenario | None = None) -> "Setting":
        """Take the setting of a run from the scenario kept with it, else from its folder.

        Of a folder that is no longer what the plan was made from only the campaign's calendar is
        taken: a moon is sighted after a plan was made.
        """
        if kept is not None:
            return cls.of(_with_calendar(kept, Path(run.folder)))
        folder = Path(run.folder)
        if not folder.is_dir():
            return cls()
        scenario, _ = inspect(folder)
        if scenario is None or scenario.inputs_hash != run.inputs_hash:
            return cls()
        return cls.of(scenario)

    @classmethod
    def of(cls, scenario: Scenario) -> "Setting":
        """Take the setting of a scenario just read."""
        return cls(scenario, _outlines(Path(scenario.folder)))

    @cached_property
    def hijri_offset(self) -> int:
        """Days that the sighted Hijri calendar is ahead of Umm al-Qura's."""
        return 0 if self.scenario is None else self.scenario.campaign.hijri_offset

    @cached_property
    def organisations(self) -> dict[str, Organisation]:
        """Members by id."""
        found = () if self.scenario is None else self.scenario.organisations
        return {item.id: item for item in found}

    @cached_property
    def parcels(self) -> dict[str, Parcel]:
        """Kinds of parcel by id."""
        return {item.id: item for item in (() if self.scenario is None else self.scenario.parcels)}

    @cached_property
    def warehouses(self) -> dict[str, Warehouse]:
        """Warehouses by id."""
        found = () if self.scenario is None else self.scenario.warehouses
        return {item.id: item for item in found}

    @cached_property
    def villages(self) -> dict[str, Village]:
        """Villages by p-code."""
        found = () if self.scenario is None else self.scenario.villages
        return {item.pcode: item for item in found}

    @cached_property
    def points(self) -> dict[str, Point]:
        """Distribution points by id."""
        return {item.id: item for item in (() if self.scenario is None else self.scenario.points)}

    @cached_property
    def names(self) -> dict[str, tuple[str, str]]:
        """Names by id, Latin and Arabic; either may be empty."""
        named = _governorates()
        named |= {item.id: (item.name, "") for item in self.points.values()}
        for items in (self.organisations, self.parcels, self.warehouses):
            named |= {item.id: (item.name, item.name_ar) for item in items.values()}
        return named | {item.pcode: (item.name, item.name_ar) for item in self.villages.values()}

    def name(self, key: str) -> tuple[str, str]:
        """Latin and Arabic name of an id; the id itself where it has none."""
        return self.names.get(key, (key, ""))

    def governorate(self, village: str) -> str:
        """P-code of a village's governorate."""
        known = self.villages.get(village)
        return known.governorate if known else village[:GOVERNORATE_CODE]

    def district(self, village: str) -> str:
        """P-code of a village's district."""
        known = self.villages.get(village)
        return known.district if known else village[:DISTRICT_CODE]

    def owner(self, warehouse: str) -> str:
        """Id of the member whose warehouse it is; empty where that is not known."""
        known = self.warehouses.get(warehouse)
        return known.organisation if known else ""


def _with_calendar(kept: Scenario, folder: Path) -> Scenario:
    """Return a scenario with the Hijri offset that its folder says now."""
    try:
        now = yaml.safe_load((folder / CAMPAIGN).read_text("utf-8-sig"))
        offset = int(now["hijri_offset"])
    except (OSError, ValueError, KeyError, TypeError, yaml.YAMLError):
        return kept
    if abs(offset) > MOST_OFFSET:
        return kept
    campaign = kept.campaign.model_copy(update={"hijri_offset": offset})
    return kept.model_copy(update={"campaign": campaign})


def _governorates() -> dict[str, tuple[str, str]]:
    table = files("mizalla").joinpath("generate", "facts", "governorates.csv")
    rows = csv.DictReader(table.read_text("utf-8").splitlines())
    return {row["pcode"]: (row["name"], row["name_ar"]) for row in rows}


def _outlines(folder: Path) -> tuple[dict[str, Any], ...]:
    """Read outlines to draw; a map is drawn without them where they can't be read."""
    try:
        content = json.loads((folder / OUTLINES).read_text("utf-8-sig"))
        features = content["features"]
        return tuple(item for item in features if isinstance(item.get("geometry"), dict))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ()
