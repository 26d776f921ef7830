"""Needs: those of ``needs.csv``, or families × poverty rate, less those already served."""

import math
from collections.abc import Iterator

from pydantic import Field, NonNegativeFloat

from mizalla.builtin.settings import settings
from mizalla.hookspecs import hookimpl
from mizalla_models.base import Word
from mizalla_models.errors import PluginError, ScenarioError
from mizalla_models.fault import Fault
from mizalla_models.parcel import Parcel
from mizalla_models.place import Village
from mizalla_models.rule import Need
from mizalla_models.scenario import Scenario


class Settings(Word):
    """Settings of ``needs``."""

    parcels: tuple[str, ...] | None = None
    """Ids of the parcels that are handed out. None: all of ``parcels.csv``."""
    default_poverty_rate: float | None = Field(default=None, ge=0, le=1)
    """Poverty rate of villages that state none, 0 to 1. None: each must state its own."""
    share: dict[str, NonNegativeFloat] = Field(default_factory=dict)
    """By parcel, the share of families in need who are to get it; 1 where not named."""


@hookimpl
def mizalla_needs(scenario: Scenario) -> Iterator[Need]:
    """Needs of the file where there is one, else scored from ``villages.csv``.

    Raises
    ------
    ScenarioError
        If villages state no poverty rate and the settings give no default.
    PluginError
        If the settings name a parcel that is not there.
    """
    if scenario.needs is not None:
        for need in scenario.needs:
            name = need.name or f"{need.village}/{need.parcel}"
            yield need.model_copy(update={"name": name})
        return
    chosen = settings(scenario, "needs", Settings)
    parcels = _parcels(scenario, chosen)
    _check_rates(scenario, chosen)
    for village in scenario.villages:
        rate = (
            village.poverty_rate
            if village.poverty_rate is not None
            else chosen.default_poverty_rate
        )
        assert rate is not None
        for parcel in parcels:
            quantity = needed(village, rate, parcel, chosen.share.get(parcel.id, 1.0))
            if quantity:
                yield Need(
                    name=f"{village.pcode}/{parcel.id}",
                    reason=f"{village.name}: {village.households:,} families, {rate:.1%} of them "
                    f"poor, {village.already_served:,} already served.",
                    reason_ar=f"{village.name_ar or village.name}: {village.households:,} أسرة، "
                    f"نسبة الفقر {rate:.1%}، سبقت خدمة {village.already_served:,}.",
                    village=village.pcode,
                    parcel=parcel.id,
                    quantity=quantity,
                )


def needed(village: Village, poverty_rate: float, parcel: Parcel, share: float = 1.0) -> int:
    """Whole parcels that a village needs of a kind.

    ⌈max(0, households × poverty_rate − already_served) × share ÷ households of one parcel⌉

    Parameters
    ----------
    village
        The village.
    poverty_rate
        Share of its households that are poor, 0 to 1.
    parcel
        The kind of parcel.
    share
        Share of the families in need who are to get it.
    """
    families = max(0.0, village.households * poverty_rate - village.already_served)
    # 100 × 0.07 is 7.000000000000001 in floating point, and is 7 families all the same.
    return math.ceil(round(families * share / parcel.households, 9))


def _parcels(scenario: Scenario, chosen: Settings) -> list[Parcel]:
    by_id = {parcel.id: parcel for parcel in scenario.parcels}
    for name in (*(chosen.parcels or ()), *chosen.share):
        if name not in by_id:
            raise PluginError(
                "needs",
                f"its settings name parcel {name!r}, which parcels.csv does not hold.",
                mend=f"Name one of {', '.join(by_id)} in campaign.yaml.",
            )
    return [
        by_id[name] for name in sorted(set(chosen.parcels if chosen.parcels is not None else by_id))
    ]


def _check_rates(scenario: Scenario, chosen: Settings) -> None:
    if chosen.default_poverty_rate is not None:
        return
    faults = [
        Fault(
            file="villages.csv",
            column="poverty_rate",
            problem=f"Village {village.pcode} ({village.name}) has no poverty rate, and there is "
            "no needs.csv.",
            mend="Give its poverty rate, or plugins: needs: default_poverty_rate in campaign.yaml, "
            "or a needs.csv.",
        )
        for village in scenario.villages
        if village.poverty_rate is None
    ]
    if faults:
        raise ScenarioError(faults)
