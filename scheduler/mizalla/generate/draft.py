"""All records of a generated scenario, before they are written."""

from mizalla.generate.draw import Draw
from mizalla.generate.fleets import VEHICLES, fleets
from mizalla.generate.flow import flows
from mizalla.generate.lanes import lanes
from mizalla.generate.names import members
from mizalla.generate.needs import needs
from mizalla.generate.points import OpenPoint, points
from mizalla.generate.recipe import Recipe
from mizalla.generate.regions import regions
from mizalla.generate.roads import roads
from mizalla.generate.sites import sites
from mizalla.generate.stock import stock
from mizalla.generate.towns import towns
from mizalla.generate.villages import villages
from mizalla.generate.warehouses import warehouses
from mizalla.generate.ways import minutes_between
from mizalla_models.base import Word
from mizalla_models.lane import ContractedLane
from mizalla_models.organisation import Organisation
from mizalla_models.parcel import Parcel
from mizalla_models.place import Village, Warehouse
from mizalla_models.road import Road
from mizalla_models.rule import Need
from mizalla_models.stock import StockLot
from mizalla_models.vehicle import Fleet, Vehicle


class Draft(Word):
    """What will be in the folder: a field per file."""

    organisations: tuple[Organisation, ...]
    """``organisations.csv``."""
    parcels: tuple[Parcel, ...]
    """``parcels.csv``."""
    warehouses: tuple[Warehouse, ...]
    """``warehouses.csv``."""
    stock: tuple[StockLot, ...]
    """``stock.csv``."""
    villages: tuple[Village, ...]
    """``villages.csv``."""
    needs: tuple[Need, ...]
    """``needs.csv``, or what the needs will be scored at where the recipe writes no such file."""
    points: tuple[OpenPoint, ...]
    """``points.csv``; empty: no file."""
    vehicles: tuple[Vehicle, ...]
    """``vehicles.csv``."""
    fleets: tuple[Fleet, ...]
    """``fleets.csv``."""
    roads: tuple[Road, ...]
    """``roads.csv``; empty: no file."""
    lanes: tuple[ContractedLane, ...]
    """``lanes.csv``; empty: no file."""
    regions: dict[str, tuple[str, ...]]
    """``capacity/*.yaml``: governorates by the member that serves these alone."""


def draft(recipe: Recipe) -> Draft:
    """Make up a scenario from a recipe.

    Raises
    ------
    UsageError
        If the recipe's list of places can't be read.
    """
    alliance = members(Draw(recipe.seed, "members"), recipe.organisations)
    all_towns = towns()
    places = villages(recipe, all_towns)
    stores = sites(recipe, all_towns, places, alliance)
    network = roads(recipe, all_towns, stores, places)
    wanted = needs(recipe, places)
    minutes = minutes_between(stores, places, network)
    through = flows(recipe, stores, places, wanted, minutes)
    lots = stock(recipe, through, places, wanted)
    trucks = fleets(recipe, through, places, wanted, minutes, alliance)
    return Draft(
        organisations=tuple(sorted(alliance, key=lambda member: member.id)),
        parcels=tuple(kind.parcel for kind in recipe.parcels),
        warehouses=warehouses(recipe, through, lots),
        stock=lots,
        villages=places,
        needs=wanted,
        points=points(recipe, places),
        vehicles=VEHICLES,
        fleets=trucks,
        roads=network,
        lanes=lanes(recipe, stores),
        regions=regions(recipe, through, places, trucks),
    )
