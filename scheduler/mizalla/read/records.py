"""Records of a scenario, from the columns of its tables."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from mizalla.read.check_transport import road_ends
from mizalla.read.frame import Frame
from mizalla.read.pydantic_faults import told
from mizalla.read.stock_ids import stock_ids
from mizalla.read.weekdays import open_days
from mizalla_models.base import Word
from mizalla_models.campaign import Campaign
from mizalla_models.lane import ContractedLane
from mizalla_models.organisation import Organisation
from mizalla_models.parcel import Parcel
from mizalla_models.place import Point, Village, Warehouse
from mizalla_models.road import Road
from mizalla_models.rule import Need
from mizalla_models.stock import StockLot
from mizalla_models.vehicle import Fleet, Vehicle

RecordT = TypeVar("RecordT", bound=Word)
Values = dict[str, Sequence[Any]]


def _columns(frame: Frame) -> Values:
    """Values of every column by the attribute that it fills, with defaults in empty cells."""
    found: Values = {}
    for column in frame.table.columns:
        values, default = frame[column.name], column.default
        if default is not None:
            values = [default if value is None else value for value in values]
        found[column.target] = values
    return found


def _records(model: type[RecordT], values: Values, frame: Frame) -> tuple[RecordT, ...]:
    """Validate records in bulk; what a model finds is written down at the row it stands in."""
    names = list(values)
    rows = [dict(zip(names, row, strict=True)) for row in zip(*values.values(), strict=True)]
    try:
        return tuple(TypeAdapter(list[model]).validate_python(rows))  # type: ignore[valid-type]
    except ValidationError as error:
        columns = {column.target: column.name for column in frame.table.columns}
        for path, (problem, mend) in told(error, {}).items():
            index = int(path[0])
            column = columns.get(str(path[1])) if len(path) > 1 else None
            frame.fault(index, column, problem, mend)
        return ()


def organisations(frame: Frame) -> tuple[Organisation, ...]:
    """Members, by id."""
    found = _records(Organisation, _columns(frame), frame)
    return tuple(sorted(found, key=lambda member: member.id))


def parcels(frame: Frame) -> tuple[Parcel, ...]:
    """Parcels, by id; their measures by heading."""
    values = _columns(frame)
    headings = sorted(frame.measures)
    values["measures"] = [
        {heading: frame.measures[heading][index] or 0.0 for heading in headings}
        for index in range(len(frame))
    ]
    return tuple(sorted(_records(Parcel, values, frame), key=lambda parcel: parcel.id))


def warehouses(frame: Frame) -> tuple[Warehouse, ...]:
    """Warehouses, by id."""
    found = _records(Warehouse, _columns(frame), frame)
    return tuple(sorted(found, key=lambda warehouse: warehouse.id))


def stock(frame: Frame) -> tuple[StockLot, ...]:
    """Rows of stock, by id."""
    values = _columns(frame)
    ids = stock_ids(values)
    values["id"] = ids
    values["lot"] = [lot or key for lot, key in zip(values["lot"], ids, strict=True)]
    return tuple(sorted(_records(StockLot, values, frame), key=lambda lot: lot.id))


def villages(frame: Frame) -> tuple[Village, ...]:
    """Villages, by p-code."""
    found = _records(Village, _columns(frame), frame)
    return tuple(sorted(found, key=lambda village: village.pcode))


def needs(frame: Frame) -> tuple[Need, ...] | None:
    """Needs, by village, parcel and due day; None where the file is not there."""
    if not frame.there:
        return None
    values = _columns(frame)
    values["reason"] = [frame.table.file] * len(frame)
    found = _records(Need, values, frame)
    return tuple(sorted(found, key=lambda n: (n.village, n.parcel, n.due or date.max)))


def points(frame: Frame, places: Sequence[Village], campaign: Campaign) -> tuple[Point, ...]:
    """Points, by id; the villages themselves where the file is not there."""
    if not frame.there:
        rows = [
            {"id": v.pcode, "village": v.pcode, "name": v.name, "lat": v.lat, "lon": v.lon}
            for v in places
        ]
        return tuple(TypeAdapter(list[Point]).validate_python(rows))
    values = _columns(frame)
    days = {
        text: None if text is None else open_days(text, campaign)[0]
        for text in set(values["open_days"])
    }
    values["open_days"] = [days[text] for text in values["open_days"]]
    return tuple(sorted(_records(Point, values, frame), key=lambda point: point.id))


def vehicles(frame: Frame) -> tuple[Vehicle, ...]:
    """Types of truck, by id."""
    found = _records(Vehicle, _columns(frame), frame)
    return tuple(sorted(found, key=lambda vehicle: vehicle.id))


def fleets(frame: Frame) -> tuple[Fleet, ...]:
    """Fleets, by id."""
    return tuple(sorted(_records(Fleet, _columns(frame), frame), key=lambda fleet: fleet.id))


def roads(frames: Mapping[str, Frame]) -> tuple[Road, ...]:
    """Roads with the positions of their ends, by those."""
    frame = frames["roads"]
    values = _columns(frame)
    del values["from"], values["to"]
    ends = ("from_lat", "from_lon", "to_lat", "to_lon")
    values |= dict(zip(ends, road_ends(frames), strict=True))
    found = _records(Road, values, frame)
    return tuple(
        sorted(
            found,
            key=lambda r: (
                (r.from_lat, r.from_lon, r.to_lat, r.to_lon, r.km),
                (-1.0 if r.minutes is None else r.minutes, r.road_class, r.one_way),
                (r.closed_from or date.min, r.closed_until or date.max),
            ),
        )
    )


def lanes(frame: Frame) -> tuple[ContractedLane, ...]:
    """Contracted lanes, by origin, destination and parcel."""
    found = _records(ContractedLane, _columns(frame), frame)
    return tuple(sorted(found, key=lambda x: (x.origin, x.destination, x.parcel or "")))
