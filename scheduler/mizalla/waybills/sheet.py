"""Pages as plain data for the typesetter: every number already written."""

from typing import Any

from mizalla.figures import Digest
from mizalla.language import Language
from mizalla.waybills.consignment import Consignment, Line
from mizalla.waybills.loading import LoadingList
from mizalla.waybills.qr import qr_code
from mizalla_models.rule import Supply


def waybill_sheet(item: Consignment, digest: Digest, language: Language) -> dict[str, Any]:
    """Write a waybill."""
    return {
        "id": item.id,
        "kind": item.kind,
        "qr": qr_code(item.id),
        "day": language.day(item.day, "weekday") + language.shaped(f" {item.day.year}"),
        "hijri": language.hijri(item.day),
        "from": _both(item.origin, digest, language),
        "member": _both(item.organisation, digest, language),
        "vehicle": _vehicle(item, language),
        "fleet": "" if item.fleet == "contract" else item.fleet,
        "truck": language.number(item.truck) if item.truck else "",
        "times": language.shaped(" – ".join(filter(None, (item.leaves, item.returns)))),
        "ready": language.both(item.arrives) if item.arrives else "",
        "lines": [_line(line, item, digest, language) for line in item.lines],
        "totals": [
            [_name(parcel, digest, language), language.number(quantity)]
            for parcel, quantity in item.by_parcel().items()
        ],
        "parcels": language.number(item.parcels),
        "weight": _weight(item.by_parcel(), digest, language),
    }


def loading_sheet(item: LoadingList, digest: Digest, language: Language) -> dict[str, Any]:
    """Write a loading list."""
    best_before = {
        (said.rule.parcel, said.rule.lot or said.rule.id): said.rule.best_before
        for said in digest.rules.provided
        if isinstance(said.rule, Supply)
    }
    sums: dict[str, int] = {}
    for parcel, _, quantity in item.lots:
        sums[parcel] = sums.get(parcel, 0) + quantity
    return {
        "day": language.day(item.day, "weekday") + language.shaped(f" {item.day.year}"),
        "hijri": language.hijri(item.day),
        "from": _both(item.origin, digest, language),
        "member": _both(digest.setting.owner(item.origin), digest, language),
        "parcels": language.number(item.parcels),
        "weight": _weight(sums, digest, language),
        "carriers": [
            [
                one.id,
                _name(one.organisation, digest, language),
                _vehicle(one, language),
                language.number(one.stops),
                " + ".join(
                    f"{language.number(quantity)} {_name(parcel, digest, language)}"
                    for parcel, quantity in one.by_parcel().items()
                ),
                language.number(one.parcels),
            ]
            for one in item.consignments
        ],
        "lots": [
            [
                _name(parcel, digest, language),
                lot,
                _until(best_before.get((parcel, lot)), language),
                language.number(quantity),
            ]
            for parcel, lot, quantity in item.lots
        ],
    }


def _line(line: Line, item: Consignment, digest: Digest, language: Language) -> dict[str, Any]:
    point = digest.setting.points.get(line.destination)
    place = line.destination if item.kind == "transfer" else line.village or line.destination
    named = point.name if point is not None and line.destination != line.village else ""
    return {
        "stop": language.number(line.stop),
        "place": _both(place, digest, language),
        "point": named,
        "code": line.destination,
        "arrive": language.shaped(line.arrive),
        "parcel": _name(line.parcel, digest, language),
        "lot": ", ".join(line.lots),
        "quantity": language.number(line.quantity),
    }


def _both(key: str, digest: Digest, language: Language) -> list[str]:
    """Name of an id in the reader's language, and in the other one where there is one."""
    latin, arabic = digest.setting.name(key)
    name = language.name(latin, arabic)
    other = latin if name == arabic else arabic
    return [name, "" if other == name else other]


def _name(key: str, digest: Digest, language: Language) -> str:
    return language.name(*digest.setting.name(key))


def _vehicle(item: Consignment, language: Language) -> str:
    return language.say("contracted transport") if item.vehicle == "contract" else item.vehicle


def _weight(quantities: dict[str, int], digest: Digest, language: Language) -> str:
    """Gross weight; empty where the weight of a parcel is not known."""
    parcels = digest.setting.parcels
    if not quantities.keys() <= parcels.keys():
        return ""
    weight = sum(parcels[key].weight_kg * quantity for key, quantity in quantities.items())
    return language.say("{kg} kg", kg=language.number(weight))


def _until(day: Any, language: Language) -> str:
    return language.day(day) if day is not None else ""
