"""Coverage by governorate, district or village."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from mizalla.figures.setting import Setting
from mizalla_models.plan import Coverage, Plan

Level = Literal["governorate", "district", "village"]


@dataclass(frozen=True)
class Area:
    """What an area needs and gets of one parcel, or of all."""

    code: str
    """P-code."""
    parcel: str
    """Id of the parcel; empty for all together."""
    villages: int
    """Villages of it with a need."""
    reached: int
    """Villages of it that get anything."""
    needed: int
    """Whole parcels needed."""
    served: int
    """Whole parcels that it gets."""
    worst: float
    """Least served ÷ needed of its villages and parcels."""
    mean: float
    """Mean served ÷ needed over its villages and parcels."""

    @property
    def missing(self) -> int:
        """Whole parcels that it needs and does not get."""
        return self.needed - self.served

    @property
    def ratio(self) -> float:
        """Parcels served ÷ parcels needed; 1 where nothing is needed."""
        return self.served / self.needed if self.needed else 1.0


def areas(
    plan: Plan, setting: Setting, level: Level, *, by_parcel: bool = False
) -> tuple[Area, ...]:
    """Gather the coverage of a plan by area, sorted by p-code (and parcel)."""
    gathered: dict[tuple[str, str], list[Coverage]] = defaultdict(list)
    for row in plan.coverage:
        gathered[_code(row.village, setting, level), row.parcel if by_parcel else ""].append(row)
    return tuple(_area(code, parcel, rows) for (code, parcel), rows in sorted(gathered.items()))


def _code(village: str, setting: Setting, level: Level) -> str:
    if level == "village":
        return village
    return setting.district(village) if level == "district" else setting.governorate(village)


def _area(code: str, parcel: str, rows: Sequence[Coverage]) -> Area:
    ratios = [row.ratio for row in rows]
    return Area(
        code=code,
        parcel=parcel,
        villages=len({row.village for row in rows if row.needed}),
        reached=len({row.village for row in rows if row.served}),
        needed=sum(row.needed for row in rows),
        served=sum(row.served for row in rows),
        worst=min(ratios),
        mean=sum(ratios) / len(ratios),
    )
