"""Whether rules name only what is there."""

from collections.abc import Collection, Iterable
from datetime import date

from mizalla.calls.closest import did_you_mean
from mizalla.calls.given import Given
from mizalla.collect.known import CONTRACT, LANE_MEASURES, Known
from mizalla_models.errors import PluginError
from mizalla_models.rule import (
    GROUP_SEPARATOR,
    Bound,
    Charge,
    Dimension,
    Limit,
    Need,
    Selection,
    Supply,
    Vehicles,
    WholePallets,
)


def check(rules: Iterable[Given], known: Known) -> None:
    """Refuse the first rule that names what is not there.

    Parameters
    ----------
    rules
        All rules of all plugins, in an order that does not depend on that of the plugins.
    known
        What may be named.

    Raises
    ------
    PluginError
        Naming the plugin, the rule, what is unknown and the closest known.
    """
    supplies: dict[str, Given] = {}
    fleets: dict[str, Given] = {}
    for item in rules:
        rule = item.rule
        for field in ("where", "unless"):
            selection = getattr(rule, field, None)
            if isinstance(selection, Selection):
                _check_selection(item, field, selection, known)
        if isinstance(rule, (Limit, Charge)):
            _check_measure(item, rule, known)
        if isinstance(rule, Limit):
            _check_bound(item, "at_most", rule.at_most, rule.per, known)
            _check_bound(item, "at_least", rule.at_least, rule.per, known)
        elif isinstance(rule, WholePallets):
            _check_column(item, rule, known)
        elif isinstance(rule, Supply):
            _check_id(item, "warehouse", rule.warehouse, known.values["origin"])
            _check_id(item, "parcel", rule.parcel, known.values["parcel"])
            if rule.earmark is not None:
                _check_id(item, "earmark", rule.earmark, known.places)
            _check_unique(item, "supply", rule.id, supplies)
        elif isinstance(rule, Vehicles):
            _check_id(item, "organisation", rule.organisation, known.values["organisation"])
            _check_id(item, "warehouse", rule.warehouse, known.values["origin"])
            _check_id(item, "vehicle", rule.vehicle, set(known.values["vehicle"]) - {CONTRACT})
            if rule.fleet == CONTRACT:
                _refuse(item, f"fleet {CONTRACT!r} stands for contracts.", "Name it otherwise.")
            _check_unique(item, "fleet", rule.fleet, fleets)
        elif isinstance(rule, Need):
            _check_id(item, "village", rule.village, known.values["village"])
            _check_id(item, "parcel", rule.parcel, known.values["parcel"])


def _check_selection(item: Given, field: str, selection: Selection, known: Known) -> None:
    for dimension, members in selection:
        for member in members:
            _check_member(item, f"{field}: {dimension}", dimension, member, known)


def _check_bound(
    item: Given, side: str, bound: Bound | None, per: tuple[Dimension, ...], known: Known
) -> None:
    if not isinstance(bound, dict):
        return
    for key in bound:
        if not key:
            continue
        parts = key.split(GROUP_SEPARATOR)
        if len(parts) > len(per):
            _refuse(
                item,
                f"{side} has a key {key!r} of {len(parts)} parts, and per names {len(per)}.",
                f"Join values of {', '.join(per) or 'per'} by {GROUP_SEPARATOR}.",
            )
        for dimension, part in zip(per, parts, strict=False):
            _check_member(item, f"{side}, key {key!r}", dimension, part, known)


def _check_member(item: Given, place: str, dimension: Dimension, member: str, known: Known) -> None:
    if dimension == "day":
        if not _is_day(member):
            _refuse(item, f"{place} names {member!r}, which is no day.", "Write it 2027-02-08.")
    elif dimension == "week":
        if not _is_week(member):
            _refuse(item, f"{place} names {member!r}, which is no week.", "Write it 2027-W06.")
    else:
        _check_id(item, place, member, known.values[dimension])


def _check_measure(item: Given, rule: Limit | Charge, known: Known) -> None:
    if rule.measure not in known.measures:
        columns = {"weight_kg": "kg", "volume_m3": "m3", "hours": "truck_hours"}
        meant = columns.get(rule.measure)
        _refuse(
            item,
            f"there is no measure {rule.measure!r}.",
            f"Did you mean {meant!r}?" if meant else did_you_mean(rule.measure, known.measures),
        )
    if isinstance(rule, Charge) and rule.measure == "cost":
        _refuse(item, "a charge can't be counted in cost.", "Charge by km, kg or parcels.")
    if rule.measure in LANE_MEASURES and "storage" in rule.where.by.get("movement", ()):
        _refuse(
            item,
            f"storage has no {rule.measure}.",
            "Take storage out of movement, or count parcels, kg or m3.",
        )


def _check_column(item: Given, rule: WholePallets, known: Known) -> None:
    if rule.column not in known.columns:
        _refuse(
            item,
            f"parcels.csv has no number column {rule.column!r}.",
            "Add it: how many parcels one pallet holds. "
            + did_you_mean(rule.column, known.columns),
        )


def _check_unique(item: Given, what: str, name: str, seen: dict[str, Given]) -> None:
    other = seen.setdefault(name, item)
    if other is not item:
        _refuse(
            item,
            f"{what} {name!r} is there already, from plugin {other.plugin}, rule {other.label}.",
            "Give it an id of its own.",
        )


def _check_id(item: Given, place: str, name: str, ids: Collection[str]) -> None:
    if name not in ids:
        _refuse(item, f"{place} names {name!r}, which is not there.", did_you_mean(name, ids))


def _refuse(item: Given, problem: str, mend: str) -> None:
    raise PluginError(item.plugin, problem, rule=item.label, mend=mend)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_week(text: str) -> bool:
    try:
        year, week, _ = date.fromisocalendar(int(text[:4]), int(text[6:]), 1).isocalendar()
    except ValueError:
        return False
    return text == f"{year:04d}-W{week:02d}"
