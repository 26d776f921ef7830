"""Look a scenario folder through: all that is wrong in it, or the scenario that it holds."""

from collections.abc import Collection, Mapping
from functools import partial
from pathlib import Path, PurePath

from mizalla.read import records
from mizalla.read.campaign import CAMPAIGN_FILE, read_campaign
from mizalla.read.capacity import read_capacity, read_file
from mizalla.read.check_needs import check_needs
from mizalla.read.check_places import check_points, check_served, check_villages
from mizalla.read.check_roads import check_road_names
from mizalla.read.check_rules import Names, Said, check_rules
from mizalla.read.check_stock import check_parcels, check_stock
from mizalla.read.check_transport import check_fleets, check_lanes, check_roads
from mizalla.read.faults import Faults, printable
from mizalla.read.fields import ROAD_NODES, TABLES
from mizalla.read.files import list_folder
from mizalla.read.frame import Frame
from mizalla.read.ground import Ground
from mizalla.read.inputs_hash import inputs_hash
from mizalla.read.kinds import show
from mizalla.read.officer_rules import Officer
from mizalla.read.paused_gc import paused_gc
from mizalla.read.positions import check_positions
from mizalla.read.sourced import Sources, add_rows
from mizalla.read.sources import read_tables
from mizalla_models.campaign import Campaign
from mizalla_models.fault import Fault
from mizalla_models.scenario import MemberRules, Scenario

_ORDER = (CAMPAIGN_FILE, *(table.file for table in TABLES))


def inspect(
    folder: Path, sources: Sources | None = None, without: Collection[str] = ()
) -> tuple[Scenario | None, tuple[Fault, ...]]:
    """Look a scenario folder through.

    Parameters
    ----------
    folder
        The scenario folder.
    sources
        Asks plugins for rows of tables that stand elsewhere; None: there are none.
    without
        Members, and files of ``capacity/`` by their names as plugins, to do without: what they
        registered is not read, and may be broken.

    Returns
    -------
    scenario
        What it holds; None where it has faults.
    faults
        Every fault and every warning, in the order of files and rows.
    """
    faults = Faults()
    with paused_gc():
        scenario = _look(Path(folder), faults, sources, without)
        return scenario, faults.in_order(_ORDER)


def inspect_registration(
    folder: Path, organisation: str, name: str, data: bytes
) -> tuple[Scenario | None, list[Said], Faults]:
    """Look through a file that a member hands in for a scenario, as ``capacity/`` would hold it.

    Parameters
    ----------
    folder
        The scenario folder.
    organisation
        Id of the member.
    name
        Name of the file.
    data
        The file.

    Returns
    -------
    scenario
        The scenario without what the member registered before; None where it has faults itself.
    said
        The rules of the file, each with how to tell what is wrong in it.
    faults
        Every fault of the scenario, or else of the file; more may be written down.
    """
    faults = Faults()
    with paused_gc():
        looked = _tables(Path(folder), faults, None)
        if looked is None or looked[1] is None or faults.any_fatal:
            return None, [], faults
        files, campaign, frames = looked
        capacity = tuple(
            member
            for member in read_capacity(files, frames, campaign, Faults())
            if member.organisation != organisation
        )
        assert campaign is not None
        if organisation not in frames["organisations"].ids:
            members = frames["organisations"]
            mend = members.closest.mend(organisation, "Write an id of organisations.csv.")
            faults.add(name, f"There is no organisation {show(organisation)}.", mend)
            return None, [], faults
        scenario = _assemble(Path(folder), campaign, frames, capacity)
        officer = Officer(organisation, Ground(frames, campaign))
        said = read_file(data, name, PurePath(name).suffix.casefold(), faults, officer)
        rules = [rule for member in capacity for rule in member.rules]
        names = Names.of(frames, campaign, [*rules, *(one.rule for one in said)])
        check_rules(said, names)
        return scenario, said, faults


def _look(
    folder: Path, faults: Faults, sources: Sources | None, without: Collection[str]
) -> Scenario | None:
    looked = _tables(folder, faults, sources)
    if looked is None:
        return None
    files, campaign, frames = looked
    capacity = read_capacity(files, frames, campaign, faults, without)
    if campaign is None or faults.any_fatal:
        return None
    scenario = _assemble(folder, campaign, frames, capacity)
    return None if faults.any_fatal else scenario


def _tables(
    folder: Path, faults: Faults, sources: Sources | None
) -> tuple[dict[str, Path], Campaign | None, dict[str, Frame]] | None:
    """Read and check everything but what members registered."""
    if not _is_folder(folder):
        shown = printable(str(folder))
        there = "is not a folder" if _exists(folder) else "is not there"
        mend = "Write the path of a scenario folder; `mizalla init` makes one."
        faults.add(shown or ".", f"The scenario folder {show(shown, 200)} {there}.", mend)
        return None
    files = list_folder(folder, "", faults)
    campaign = read_campaign(folder, files, faults)
    add = None
    if sources is not None and campaign is not None:
        add = partial(add_rows, sourced=sources(campaign), campaign=campaign)
    frames = read_tables(files, faults, add)
    for frame in frames.values():
        _check_ids(frame, frames)
    check_parcels(frames)
    check_positions(frames)
    check_villages(frames)
    check_stock(frames, campaign)
    check_needs(frames, campaign)
    check_points(frames, campaign)
    check_served(frames)
    check_fleets(frames, campaign)
    check_lanes(frames)
    check_roads(frames)
    check_road_names(files, campaign, frames, faults)
    return files, campaign, frames


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _check_ids(frame: Frame, frames: Mapping[str, Frame]) -> None:
    if frame.table.key:
        frame.repeated(frame.table.key)
    for column in frame.table.columns:
        known = frames.get(column.refers or "")
        if known is not None and (known.there or known.table is not ROAD_NODES):
            frame.unknown(column.name, known)


def _assemble(
    folder: Path,
    campaign: Campaign,
    frames: Mapping[str, Frame],
    capacity: tuple[MemberRules, ...],
) -> Scenario:
    villages = records.villages(frames["villages"])
    scenario = Scenario(
        campaign=campaign,
        organisations=records.organisations(frames["organisations"]),
        parcels=records.parcels(frames["parcels"]),
        warehouses=records.warehouses(frames["warehouses"]),
        stock=records.stock(frames["stock"]),
        villages=villages,
        needs=records.needs(frames["needs"]),
        points=records.points(frames["points"], villages, campaign),
        vehicles=records.vehicles(frames["vehicles"]),
        fleets=records.fleets(frames["fleets"]),
        roads=records.roads(frames),
        lanes=records.lanes(frames["lanes"]),
        capacity=capacity,
        folder=str(folder.resolve()),
        inputs_hash="",
    )
    return scenario.model_copy(update={"inputs_hash": inputs_hash(scenario)})
