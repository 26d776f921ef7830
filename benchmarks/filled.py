"""Workbooks of members as their officers would fill them in."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from mizalla.read import SHEETS
from mizalla_models.place import Warehouse
from mizalla_models.scenario import Scenario

QUANTITY = 500
"""Parcels that a member brings beyond what stock.csv has."""
_COLUMNS = {plan.table.name: list(plan.table.by_name) for plan in SHEETS}


def fill(book: Path, scenario: Scenario, member: str, number: int, *, whole: bool) -> None:
    """Fill in a member's own workbook.

    Every sheet is used by some members: what a member says depends on its number.

    Parameters
    ----------
    book
        The workbook, as ``mizalla plugins sheet`` wrote it.
    scenario
        The scenario.
    member
        Id of the member.
    number
        Its place among all.
    whole
        Whether to say what takes whole numbers to plan with (a least drop).
    """
    pages = load_workbook(book)
    houses = [house for house in scenario.warehouses if house.organisation == member]
    fleets = [fleet for fleet in scenario.fleets if fleet.organisation == member]
    days = scenario.campaign.days
    middle = days[0] + timedelta(days=len(days) // 2)
    for row, house in enumerate(houses, start=2):
        rate = house.loading_parcels_per_day or 2000
        said = {"parcels_per_day": int(0.9 * rate), "reason": "What our line packs."}
        _write(pages["daily_limits"], "daily_limits", row, {"warehouse": house.id} | said)
    feast = {"day": middle, "reason": "Our volunteers are at home."}
    _write(pages["days_off"], "days_off", 2, feast)
    if number % 2 == 0:
        for row, day in enumerate(days[:10], start=2):
            line = {"day": day, "warehouse": houses[0].id, "volunteers": 30, "parcels_each": 120}
            _write(pages["volunteers"], "volunteers", row, line)
    elif fleets:
        for row, day in enumerate(days[:10], start=2):
            line = {"day": day, "fleet": fleets[0].id, "trucks": fleets[0].count}
            _write(pages["trucks"], "trucks", row, line)
    if number % 3 == 0:
        for row, area in enumerate(_around(scenario, member), start=2):
            _write(pages["regions_served"], "regions_served", row, {"area": area})
    roomy = max(houses, key=lambda house: _room(scenario, house))
    if number % 3 == 1 and roomy.governorate and _room(scenario, roomy) > QUANTITY:
        line = {"warehouse": roomy.id, "parcel": scenario.parcels[0].id, "quantity": QUANTITY}
        _write(pages["stock"], "stock", 2, line | {"earmark": roomy.governorate})
    if number % 5 == 2 and houses[0].governorate:
        line = {"area": houses[0].governorate, "share": 0.3}
        _write(pages["reserved_share"], "reserved_share", 2, line)
    if whole and number % 10 == 3:
        _write(pages["least_drop"], "least_drop", 2, {"quantity": 10, "warehouse": houses[0].id})
    pages.save(book)


def _room(scenario: Scenario, house: Warehouse) -> float:
    """Parcels of the first kind that a warehouse has room for beside all that it is given."""
    volumes = {parcel.id: parcel.volume_m3 for parcel in scenario.parcels}
    there = sum(r.quantity * volumes[r.parcel] for r in scenario.stock if r.warehouse == house.id)
    if house.storage_m3 is None:
        return float("inf")
    return (house.storage_m3 - there) / scenario.parcels[0].volume_m3


def _around(scenario: Scenario, member: str) -> list[str]:
    """Governorates of a member's warehouses, and those that border on them."""
    houses = [house for house in scenario.warehouses if house.organisation == member]
    own = {house.governorate for house in houses}
    near = {
        village.governorate
        for village in scenario.villages
        if village.governorate in own
        or any(
            abs(village.lat - house.lat) < 0.8 and abs(village.lon - house.lon) < 0.8
            for house in houses
        )
    }
    return sorted(near)


def _write(page: Worksheet, sheet: str, row: int, values: dict[str, Any]) -> None:
    for name in _COLUMNS[sheet]:
        page.cell(row, _COLUMNS[sheet].index(name) + 1, values.get(name))
