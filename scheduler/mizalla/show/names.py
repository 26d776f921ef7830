"""Names of places and things, for tables that would show ids otherwise."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import chain
from pathlib import Path

from mizalla.read import inspect
from mizalla.show.words import isolate
from mizalla_models.run import Run
from mizalla_models.scenario import Scenario


@dataclass(frozen=True)
class Names:
    """What ids stand for; an id that has no name here is shown as it is."""

    latin: Mapping[str, str] = field(default_factory=dict)
    """Name in Latin script by id."""
    arabic: Mapping[str, str] = field(default_factory=dict)
    """Name in Arabic by id."""
    governorates: Mapping[str, str] = field(default_factory=dict)
    """P-code of its governorate by village."""
    arabic_first: bool = False
    """Whether the reader reads Arabic: then ``latin`` holds Arabic names where there are any."""

    @classmethod
    def of_run(cls, run: Run) -> "Names":
        """Take the names for a run from the folder that it was made from: a plan knows ids only.

        Where the folder is gone, or no longer the same, its names could mislead: then there are
        none, and tables show ids.
        """
        folder = Path(run.folder)
        if not folder.is_dir():
            return cls()
        scenario, _ = inspect(folder)
        if scenario is None or scenario.inputs_hash != run.inputs_hash:
            return cls()
        return cls.of(scenario)

    @classmethod
    def of(cls, scenario: Scenario) -> "Names":
        """Take the names of a scenario's members, parcels, warehouses, villages and points."""
        kinds = (
            _governorates(),
            ((item.id, item.name, "") for item in scenario.points),
            ((item.id, item.name, item.name_ar) for item in scenario.organisations),
            ((item.id, item.name, item.name_ar) for item in scenario.parcels),
            ((item.id, item.name, item.name_ar) for item in scenario.warehouses),
            ((item.pcode, item.name, item.name_ar) for item in scenario.villages),
        )
        named = list(chain.from_iterable(kinds))
        return cls(
            latin={key: name for key, name, _ in named},
            arabic={key: name for key, _, name in named if name},
            governorates={item.pcode: item.governorate for item in scenario.villages},
        )

    def read_in(self, code: str) -> "Names":
        """Return the names as a reader of a language wants them: Arabic ones first in Arabic."""
        if code != "ar":
            return self
        first = dict(self.latin) | {key: name for key, name in self.arabic.items() if name}
        return Names(first, self.latin, self.governorates, arabic_first=True)

    def __getitem__(self, key: str) -> str:
        """Name of an id."""
        return isolate(self.latin.get(key, key))

    def in_arabic(self, key: str) -> str:
        """Arabic name of an id; empty where there is none, or the name is Arabic already."""
        arabic = self.arabic.get(key, "")
        return isolate(arabic) if arabic != self.latin.get(key, key) else ""

    def governorate(self, village: str) -> str:
        """P-code of a village's governorate: as the scenario says, else as OCHA p-codes go."""
        return self.governorates.get(village, village[:4])


def _governorates() -> Iterator[tuple[str, str, str]]:
    # The table of the generator, without loading the generator, which takes a second.
    table = files("mizalla").joinpath("generate", "facts", "governorates.csv")
    for row in csv.DictReader(table.read_text("utf-8").splitlines()):
        yield row["pcode"], row["name"], row["name_ar"]
