"""Checks of parcels and stock."""

from collections.abc import Mapping
from datetime import date

from mizalla.read.closest import Closest
from mizalla.read.frame import Frame
from mizalla.read.kinds import show
from mizalla_models.campaign import Campaign


def check_parcels(frames: Mapping[str, Frame]) -> None:
    """Warn of parcels without a number in a further column."""
    parcels = frames["parcels"]
    for heading, values in parcels.measures.items():
        for index, value in enumerate(values):
            if value is None and parcels.is_blank(index, heading):
                problem = f"The cell is empty: its {show(heading)} is taken as 0."
                parcels.fault(index, heading, problem, "Write 0, or its number.", "warning")


def check_stock(frames: Mapping[str, Frame], campaign: Campaign | None) -> None:
    """Write down stock that can't be handed out, or is there twice."""
    stock = frames["stock"]
    stock.repeated(tuple(stock.table.by_name))
    _check_earmarks(frames)
    days = zip(stock["available_on"], stock["best_before"], strict=True)
    for index, (available, expires) in enumerate(days):
        if campaign is not None:
            _check_days(stock, index, available, expires, campaign)
        elif available and expires and expires < available:
            _tell_expired(stock, index, expires, f"before it is there ({available})")
    if campaign is not None:
        _check_storage(frames, campaign)


def _check_days(
    stock: Frame, index: int, available: date | None, expires: date | None, campaign: Campaign
) -> None:
    if available and available > campaign.ends:
        problem = f"{available} lies after the campaign, which ends on {campaign.ends}."
        stock.fault(index, "available_on", problem, "Correct the day, or take the row out.")
    if expires and available and expires < available:
        _tell_expired(stock, index, expires, f"before it is there ({available})")
    elif expires and expires < campaign.starts:
        _tell_expired(stock, index, expires, f"before the campaign starts ({campaign.starts})")


def _tell_expired(stock: Frame, index: int, expires: date, when: str) -> None:
    problem = f"The lot expires on {expires}, {when}."
    stock.fault(index, "best_before", problem, "Correct the day, or take the row out.")


def _check_earmarks(frames: Mapping[str, Frame]) -> None:
    stock, villages, members = frames["stock"], frames["villages"], frames["organisations"]
    places = villages.ids | villages.known("governorate") | villages.known("district")
    closest = Closest(places | members.ids)
    can_judge = villages.judges and members.judges
    for index, earmark in enumerate(stock["earmark"]):
        if earmark is None:
            continue
        if earmark in places and earmark in members.ids:
            problem = f"{show(earmark)} is both a place and an organisation."
            stock.fault(index, "earmark", problem, "Give the organisation another id.")
        elif can_judge and earmark not in places and earmark not in members.ids:
            problem = f"{show(earmark)} is no governorate, district, village or organisation."
            otherwise = f"Write a p-code of {villages.file} or an id of {members.file}."
            stock.fault(index, "earmark", problem, closest.mend(earmark, otherwise))


def _check_storage(frames: Mapping[str, Frame], campaign: Campaign) -> None:
    """Warn of warehouses whose own stock does not fit on the first day."""
    stock, parcels, warehouses = frames["stock"], frames["parcels"], frames["warehouses"]
    size = dict(zip(parcels["id"], parcels["volume_m3"], strict=True))
    lies: dict[str, float] = {}
    columns = ("warehouse", "parcel", "quantity", "available_on", "unit_cost")
    for warehouse, parcel, quantity, available, cost in zip(
        *(stock[name] for name in columns), strict=True
    ):
        there = available is None or available <= campaign.starts
        if there and cost is None and warehouse and quantity and size.get(parcel):
            lies[warehouse] = lies.get(warehouse, 0) + quantity * size[parcel]
    for index, (key, room) in enumerate(
        zip(warehouses["id"], warehouses["storage_m3"], strict=True)
    ):
        if room is not None and lies.get(key, 0) > room * (1 + 1e-9):
            problem = f"{lies[key]:,.1f} m3 of stock lie there on the first day; {room:,.1f} fit."
            warehouses.fault(index, "storage_m3", problem, "Check stock and storage.", "warning")
