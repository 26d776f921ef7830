"""The scenario: everything that was in the folder, as records."""

from mizalla_models.base import Word
from mizalla_models.campaign import Campaign
from mizalla_models.lane import ContractedLane
from mizalla_models.organisation import Organisation
from mizalla_models.parcel import Parcel
from mizalla_models.place import Point, Village, Warehouse
from mizalla_models.road import Road
from mizalla_models.rule import Need, Rule
from mizalla_models.stock import StockLot
from mizalla_models.vehicle import Fleet, Vehicle


class MemberRules(Word):
    """What a member registered without code: a file of ``capacity/``."""

    organisation: str
    """Id of the member."""
    file: str
    """File it came from, relative to the scenario folder."""
    rules: tuple[Rule, ...]
    """Its rules, in the order of the file."""


class Scenario(Word):
    """One campaign folder, read and found sound.

    Records are sorted by their ids, so that two folders that differ only in the order of rows give
    equal scenarios.
    """

    campaign: Campaign
    """``campaign.yaml``."""
    organisations: tuple[Organisation, ...]
    """``organisations.csv``, by id."""
    parcels: tuple[Parcel, ...]
    """``parcels.csv``, by id."""
    warehouses: tuple[Warehouse, ...]
    """``warehouses.csv``, by id."""
    stock: tuple[StockLot, ...]
    """``stock.csv``, by id."""
    villages: tuple[Village, ...]
    """``villages.csv``, by p-code."""
    needs: tuple[Need, ...] | None
    """``needs.csv``, by village, parcel and due day. None: the file is not there."""
    points: tuple[Point, ...]
    """``points.csv``, by id; the villages themselves where the file is not there."""
    vehicles: tuple[Vehicle, ...]
    """``vehicles.csv``, by id."""
    fleets: tuple[Fleet, ...]
    """``fleets.csv``, by id."""
    roads: tuple[Road, ...]
    """``roads.csv``, by position; empty where the file is not there."""
    lanes: tuple[ContractedLane, ...]
    """``lanes.csv``, by origin, destination and parcel; empty where the file is not there."""
    capacity: tuple[MemberRules, ...]
    """``capacity/*``, by organisation and file."""
    folder: str
    """Absolute path of the folder: where single-file plugins are looked for."""
    inputs_hash: str
    """SHA-256 over the sorted records (not the bytes of the files): equal for equal scenarios."""
