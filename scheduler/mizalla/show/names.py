"""Names of places and things, for tables that would show ids otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mizalla.show.words import isolate
from mizalla_models.scenario import Scenario


@dataclass(frozen=True)
class Names:
    """What ids stand for; an id that has no name here is shown as it is."""

    latin: Mapping[str, str] = field(default_factory=dict)
    """Name in Latin script by id."""
    arabic: Mapping[str, str] = field(default_factory=dict)
    """Name in Arabic by id."""
    governorate: Mapping[str, str] = field(default_factory=dict)
    """P-code of its governorate by village."""

    @classmethod
    def of(cls, scenario: Scenario) -> "Names":
        """Take the names of a scenario's members, parcels, warehouses, villages and points."""
        named = (*scenario.organisations, *scenario.parcels, *scenario.warehouses)
        from mizalla.generate import governorates  # heavy, and of use here only

        known = governorates().values()
        latin = {item.pcode: item.name for item in known}
        latin |= {point.id: point.name for point in scenario.points}
        latin |= {item.id: item.name for item in named}
        latin |= {village.pcode: village.name for village in scenario.villages}
        arabic = {item.pcode: item.name_ar for item in known}
        arabic |= {item.id: item.name_ar for item in named if item.name_ar}
        arabic |= {item.pcode: item.name_ar for item in scenario.villages if item.name_ar}
        return cls(latin, arabic, {item.pcode: item.governorate for item in scenario.villages})

    def __getitem__(self, key: str) -> str:
        """Name of an id, Latin and Arabic."""
        latin, arabic = self.latin.get(key, key), self.arabic.get(key, "")
        return f"{latin} {isolate(arabic)}" if arabic and arabic != latin else isolate(latin)
