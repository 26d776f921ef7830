"""What the page's script draws: villages, warehouses and flows in columns, as small as they go."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from mizalla.figures import DayLoad, Digest
from mizalla.language import Language
from mizalla.report.labels import labels

POSITION_DIGITS = 4  # of a degree: about 11 m
OUTLINE_DIGITS = 3


def payload(digest: Digest, language: Language) -> dict[str, Any]:
    """Gather what the script of a report needs; equal digests give equal data."""
    plan, setting = digest.plan, digest.setting
    days = _Index(_days(plan.starts, plan.ends))
    parcels = _Index(sorted({row.parcel for row in plan.coverage}))
    villages = _Index(sorted({row.village for row in plan.coverage}))
    moved = [row.origin for row in plan.shipments] + [
        place for row in plan.transfers for place in (row.origin, row.destination)
    ]
    warehouses = _Index(sorted({*setting.warehouses, *moved}))

    def names(keys: Iterable[str]) -> list[str]:
        return [language.name(*setting.name(key)) for key in keys]

    return {
        "rtl": language.direction == "rtl",
        "eastern": language.digits == "eastern",
        "currency": language.currency(plan.currency),
        "days": [
            [
                day.isoformat(),
                language.day(day, "weekday"),
                language.day(day, "short"),
                language.hijri(day),
                language.hijri(day, "short"),
            ]
            for day in days.keys
        ],
        "parcels": names(parcels.keys),
        "villages": _villages(digest, language, villages),
        "needs": _needs(digest, villages, parcels),
        "areas": _areas(digest, language),
        "warehouses": _warehouses(digest, language, warehouses),
        "flows": _flows(digest, days, warehouses, villages, parcels),
        "transfers": _transfers(digest, days, warehouses, parcels),
        "loads": {
            "warehouse": _loads(digest.warehouse_days, days, digest, language),
            "member": _loads(digest.member_days, days, digest, language),
            "fleet": _loads(digest.fleet_days, days, digest, language),
        },
        "outlines": _outlines(digest, language),
        "roads": _roads(digest),
        "labels": labels(language),
    }


class _Index:
    def __init__(self, keys: Sequence[Any]) -> None:
        self.keys = keys
        self.place = {key: place for place, key in enumerate(keys)}

    def __getitem__(self, key: Any) -> int:
        return self.place[key]


def _days(starts: date, ends: date) -> list[date]:
    return [starts + timedelta(days=offset) for offset in range((ends - starts).days + 1)]


def _villages(digest: Digest, language: Language, index: _Index) -> dict[str, list[Any]]:
    setting = digest.setting
    found: dict[str, list[Any]] = {
        name: [] for name in ("id", "name", "alt", "gov", "dist", "lat", "lon")
    }
    for key in index.keys:
        latin, arabic = setting.name(key)
        name = language.name(latin, arabic)
        other = latin if name == arabic else arabic
        place = setting.villages.get(key)
        found["id"].append(key)
        found["name"].append(name)
        found["alt"].append("" if other == name else other)
        found["gov"].append(setting.governorate(key))
        found["dist"].append(setting.district(key))
        found["lat"].append(None if place is None else round(place.lat, POSITION_DIGITS))
        found["lon"].append(None if place is None else round(place.lon, POSITION_DIGITS))
    return found


def _needs(digest: Digest, villages: _Index, parcels: _Index) -> dict[str, list[Any]]:
    rows = digest.plan.coverage
    return {
        "v": [villages[row.village] for row in rows],
        "p": [parcels[row.parcel] for row in rows],
        "n": [row.needed for row in rows],
        "s": [row.served for row in rows],
    }


def _areas(digest: Digest, language: Language) -> dict[str, str]:
    codes = [area.code for area in (*digest.governorates, *digest.districts)]
    return {code: language.name(*digest.setting.name(code)) for code in codes}


def _warehouses(digest: Digest, language: Language, index: _Index) -> dict[str, list[Any]]:
    setting = digest.setting
    out: Counter[str] = Counter()
    for load in digest.warehouse_days:
        out[load.place] += load.parcels
    places = [setting.warehouses.get(key) for key in index.keys]
    return {
        "id": list(index.keys),
        "name": [language.name(*setting.name(key)) for key in index.keys],
        "owner": [language.name(*setting.name(setting.owner(key))) for key in index.keys],
        "lat": [None if place is None else round(place.lat, POSITION_DIGITS) for place in places],
        "lon": [None if place is None else round(place.lon, POSITION_DIGITS) for place in places],
        "out": [out[key] for key in index.keys],
    }


def _flows(
    digest: Digest, days: _Index, warehouses: _Index, villages: _Index, parcels: _Index
) -> dict[str, list[int]]:
    sums: Counter[tuple[int, int, int, int]] = Counter()
    for row in digest.plan.shipments:
        key = (days[row.day], warehouses[row.origin], villages[row.village], parcels[row.parcel])
        sums[key] += row.quantity
    return _columns("dwvp", sums)


def _transfers(
    digest: Digest, days: _Index, warehouses: _Index, parcels: _Index
) -> dict[str, list[int]]:
    sums: Counter[tuple[int, int, int, int]] = Counter()
    for row in digest.plan.transfers:
        key = (
            days[row.day],
            warehouses[row.origin],
            warehouses[row.destination],
            parcels[row.parcel],
        )
        sums[key] += row.quantity
    return _columns("dwtp", sums)


def _columns(names: str, sums: Counter[tuple[int, int, int, int]]) -> dict[str, list[int]]:
    keys = sorted(sums)
    found = {name: [key[place] for key in keys] for place, name in enumerate(names)}
    return found | {"q": [sums[key] for key in keys]}


def _loads(
    loads: Sequence[DayLoad], days: _Index, digest: Digest, language: Language
) -> list[dict[str, Any]]:
    rows: dict[str, list[list[Any]]] = defaultdict(list)
    for load in loads:
        if load.day in days.place:
            ratio = load.ratio
            rows[load.place].append(
                [
                    days[load.day],
                    load.parcels,
                    None if ratio is None else round(ratio, 6),
                    round(load.used, 2),
                    load.bound,
                    load.rule,
                ]
            )
    setting = digest.setting
    member = {row.fleet: row.organisation for row in digest.plan.shipments}
    return [
        {
            "id": key,
            "name": language.name(*setting.name(key)),
            "by": language.name(*setting.name(setting.owner(key) or member.get(key, ""))),
            "rows": found,
        }
        for key, found in rows.items()
    ]


def _outlines(digest: Digest, language: Language) -> list[dict[str, Any]]:
    shown = []
    for feature in digest.setting.outlines:
        properties = feature.get("properties") or {}
        code = str(properties.get("pcode", ""))
        latin, arabic = digest.setting.name(code)
        geometry = feature["geometry"]
        rings = list(_rings(geometry.get("type"), geometry.get("coordinates")))
        if rings:
            shown.append({"id": code, "name": language.name(latin, arabic), "rings": rings})
    return shown


def _rings(kind: object, coordinates: Any) -> Iterable[list[float]]:
    polygons = coordinates if kind == "MultiPolygon" else [coordinates]
    if kind not in ("Polygon", "MultiPolygon") or not isinstance(polygons, list):
        return
    for polygon in polygons:
        for ring in polygon or []:
            flat = [round(float(number), OUTLINE_DIGITS) for pair in ring for number in pair[:2]]
            if len(flat) >= 8:
                yield flat


def _roads(digest: Digest) -> list[float]:
    scenario = digest.setting.scenario
    found: list[float] = []
    for road in () if scenario is None else scenario.roads:
        ends = (road.from_lon, road.from_lat, road.to_lon, road.to_lat)
        found.extend(round(number, OUTLINE_DIGITS) for number in ends)
    return found
