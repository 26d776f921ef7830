"""GeoJSON (RFC 7946) of a plan: for maps of other programs."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from mizalla.figures import Digest
from mizalla_models.place import Place

DIGITS = 6  # of a degree: about 10 cm


def coverage_geojson(digest: Digest) -> str:
    """Write the coverage of every village as a point.

    Properties are ``pcode``, ``name``, ``name_ar``, ``governorate``, ``district``, ``needed``,
    ``served``, ``missing``, ``ratio`` and ``parcels`` (the same by kind of parcel). A village whose
    position is not known has no geometry.
    """
    parcels: dict[str, dict[str, dict[str, float]]] = defaultdict(dict)
    for row in digest.plan.coverage:
        one = {"needed": row.needed, "served": row.served, "ratio": row.ratio}
        parcels[row.village][row.parcel] = one
    features = []
    for code, own in sorted(parcels.items()):
        name, name_ar = digest.setting.name(code)
        needed = sum(int(part["needed"]) for part in own.values())
        served = sum(int(part["served"]) for part in own.values())
        properties = {
            "pcode": code,
            "name": name,
            "name_ar": name_ar,
            "governorate": digest.setting.governorate(code),
            "district": digest.setting.district(code),
            "needed": needed,
            "served": served,
            "missing": needed - served,
            "ratio": served / needed if needed else 1.0,
            "parcels": own,
        }
        features.append(_feature(code, _point(digest.setting.villages.get(code)), properties))
    return _collection(features)


def plan_geojson(digest: Digest) -> str:
    """Write warehouses as points, deliveries and transfers as lines from place to place.

    Lines have ``day``, ``movement``, ``origin``, ``destination``, ``parcel`` and ``quantity``;
    deliveries are summed by day, warehouse, point and parcel.
    """
    setting = digest.setting
    out: Counter[str] = Counter()
    for load in digest.warehouse_days:
        out[load.place] += load.parcels
    features = [
        _feature(
            code,
            _point(place),
            {
                "id": code,
                "name": place.name,
                "name_ar": place.name_ar,
                "organisation": place.organisation,
                "leaves": out[code],
            },
        )
        for code, place in sorted(setting.warehouses.items())
    ]
    sums: Counter[tuple[str, str, str, str, str]] = Counter()
    for row in digest.plan.shipments:
        sums[row.day.isoformat(), "delivery", row.origin, row.destination, row.parcel] += (
            row.quantity
        )
    for transfer in digest.plan.transfers:
        key = (transfer.day.isoformat(), "transfer", transfer.origin, transfer.destination)
        sums[(*key, transfer.parcel)] += transfer.quantity
    for (day, movement, origin, destination, parcel), quantity in sorted(sums.items()):
        ends = (setting.warehouses.get(origin), _place(digest, destination))
        properties = {
            "day": day,
            "movement": movement,
            "origin": origin,
            "destination": destination,
            "parcel": parcel,
            "quantity": quantity,
        }
        name = f"{day}/{origin}/{destination}/{parcel}"
        features.append(_feature(name, _line(*ends), properties))
    return _collection(features)


def _place(digest: Digest, code: str) -> Place | None:
    setting = digest.setting
    return setting.points.get(code) or setting.villages.get(code) or setting.warehouses.get(code)


def _position(place: Place) -> list[float]:
    return [round(place.lon, DIGITS), round(place.lat, DIGITS)]


def _point(place: Place | None) -> dict[str, Any] | None:
    return None if place is None else {"type": "Point", "coordinates": _position(place)}


def _line(start: Place | None, end: Place | None) -> dict[str, Any] | None:
    if start is None or end is None:
        return None
    return {"type": "LineString", "coordinates": [_position(start), _position(end)]}


def _feature(
    name: str, geometry: dict[str, Any] | None, properties: dict[str, Any]
) -> dict[str, Any]:
    return {"type": "Feature", "id": name, "geometry": geometry, "properties": properties}


def _collection(features: Iterable[dict[str, Any]]) -> str:
    rows = ",\n".join(json.dumps(item, ensure_ascii=False, allow_nan=False) for item in features)
    return f'{{"type": "FeatureCollection", "features": [\n{rows}\n]}}\n'
