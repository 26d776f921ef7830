"""A tiny campaign: two members, two stores, four villages in two governorates, five days."""

from datetime import date
from typing import Any

from mizalla_models.campaign import Campaign, Grant, PluginUse
from mizalla_models.organisation import Organisation
from mizalla_models.parcel import Parcel
from mizalla_models.place import Point, Village, Warehouse
from mizalla_models.rule import Need
from mizalla_models.scenario import Scenario
from mizalla_models.stock import StockLot
from mizalla_models.vehicle import Fleet, Vehicle

STARTS, ENDS = date(2027, 2, 8), date(2027, 2, 12)


def tiny(organisation: str = "nour", other: str = "amal", **changes: Any) -> Scenario:
    """Make a tiny scenario in memory.

    Parameters
    ----------
    organisation
        Id of the member whose plugin is tested: it has store ``W1`` in EG25 with 600 dry and 100
        frozen parcels, fleet ``F1`` of two vans and fleet ``F2`` of one refrigerated truck.
    other
        Id of the other member: store ``W2`` in EG26 with 500 dry parcels, fleet ``G1`` of two vans.
    **changes
        Fields of the scenario to replace; ``campaign`` is a dict of the campaign's fields.

    Returns
    -------
    Scenario
        8 to 12 February 2027, in Ramadan 1448. Villages EG250101, EG250102, EG260101 and EG260102
        need 400 dry parcels each; 100 frozen ones are needed in EG250101.
    """
    villages = tuple(
        Village(
            pcode=pcode,
            name=name,
            name_ar=arabic,
            governorate=pcode[:4],
            district=pcode[:6],
            lat=lat,
            lon=lon,
            households=800,
            poverty_rate=0.5,
        )
        for pcode, name, arabic, lat, lon in (
            ("EG250101", "North", "الشمال", 27.25, 31.15),
            ("EG250102", "South", "الجنوب", 27.05, 31.15),
            ("EG260101", "East", "الشرق", 26.60, 31.75),
            ("EG260102", "West", "الغرب", 26.50, 31.60),
        )
    )
    fields: dict[str, Any] = {
        "organisations": tuple(
            Organisation(id=name, name=name.replace("-", " ").title())
            for name in sorted((organisation, other))
        ),
        "parcels": (
            Parcel(id="dry", name="Dry carton", weight_kg=12, volume_m3=0.03),
            Parcel(id="frozen", name="Frozen poultry", weight_kg=10, volume_m3=0.02),
        ),
        "warehouses": (
            _house("W1", organisation, "EG25", "EG2501", 27.18, 31.18),
            _house("W2", other, "EG26", "EG2601", 26.55, 31.69),
        ),
        "stock": (
            _lot("W1", "dry", 600),
            _lot("W1", "frozen", 100),
            _lot("W2", "dry", 500),
        ),
        "villages": villages,
        "needs": (
            *(_need(village.pcode, "dry", 400) for village in villages),
            _need("EG250101", "frozen", 100),
        ),
        "points": tuple(
            Point(id=v.pcode, village=v.pcode, name=v.name, lat=v.lat, lon=v.lon) for v in villages
        ),
        "vehicles": (
            _vehicle("reefer", 2500, 10, 55, 14, 1800),
            _vehicle("van", 3000, 15, 50, 8, 900),
        ),
        "fleets": (
            Fleet(id="F1", organisation=organisation, warehouse="W1", vehicle="van", count=2),
            Fleet(id="F2", organisation=organisation, warehouse="W1", vehicle="reefer", count=1),
            Fleet(id="G1", organisation=other, warehouse="W2", vehicle="van", count=2),
        ),
        "roads": (),
        "lanes": (),
        "capacity": (),
        "folder": "",
        "inputs_hash": "0" * 64,
    }
    campaign = {"name": "Tiny", "starts": STARTS, "ends": ENDS} | dict(changes.pop("campaign", {}))
    return Scenario(campaign=Campaign.model_validate(campaign), **(fields | changes))


def with_settings(
    scenario: Scenario, plugin: str, grant: Grant | None = None, **settings: Any
) -> Scenario:
    """Return the scenario with settings, and perhaps a grant, for a plugin.

    Parameters
    ----------
    scenario
        Any scenario.
    plugin
        Name of the plugin.
    grant
        What the campaign grants it; None: nothing.
    **settings
        Its settings.
    """
    campaign = scenario.campaign
    others = tuple(use for use in campaign.plugins if use.name != plugin)
    changes: dict[str, Any] = {
        "plugins": tuple(
            sorted((*others, PluginUse(name=plugin, settings=settings)), key=lambda use: use.name)
        )
    }
    if grant is not None:
        changes["grants"] = campaign.grants | {plugin: grant}
    return scenario.model_copy(update={"campaign": campaign.model_copy(update=changes)})


def _house(
    name: str, organisation: str, governorate: str, district: str, lat: float, lon: float
) -> Warehouse:
    return Warehouse(
        id=name,
        organisation=organisation,
        name=f"Store {name}",
        governorate=governorate,
        district=district,
        lat=lat,
        lon=lon,
    )


def _lot(house: str, parcel: str, quantity: int) -> StockLot:
    name = f"{house}/{parcel}"
    return StockLot(id=name, warehouse=house, parcel=parcel, quantity=quantity, lot=name)


def _need(village: str, parcel: str, quantity: int) -> Need:
    return Need(reason="Registered families.", village=village, parcel=parcel, quantity=quantity)


def _vehicle(
    name: str, payload: float, volume: float, speed: float, per_km: float, per_day: float
) -> Vehicle:
    return Vehicle(
        id=name,
        payload_kg=payload,
        volume_m3=volume,
        speed_kmh=speed,
        cost_per_km=per_km,
        cost_per_day=per_day,
    )
