"""The kinds of rule that a member can register, and the columns of a sheet for each."""

from typing import get_args

from mizalla.read.column import Column, Table
from mizalla.read.kinds import (
    ABOVE_ZERO,
    ANY_NUMBER,
    DAY,
    FROM_ZERO,
    HOURS,
    ID,
    REFERENCE,
    TEXT,
    WHOLE,
    Kind,
    Wrong,
    show,
    trim,
)
from mizalla_models.rule import (
    AtMostActive,
    BaseRule,
    Charge,
    Dimension,
    Forbid,
    Limit,
    Need,
    Shift,
    SmallestDrop,
    Supply,
    Vehicles,
    WholePallets,
)

DIMENSIONS: tuple[str, ...] = get_args(Dimension)
MODELS: dict[str, type[BaseRule]] = {
    "limit": Limit,
    "forbid": Forbid,
    "charge": Charge,
    "supply": Supply,
    "vehicles": Vehicles,
    "need": Need,
    "at_most_active": AtMostActive,
    "smallest_drop": SmallestDrop,
    "whole_pallets": WholePallets,
    "shift": Shift,
}
"""Model of each kind of rule."""
DAYS = ("available_on", "best_before", "from_day", "until", "due")
"""Fields of rules that hold a date."""
UNLESS = "unless_"
"""What the heading of a dimension begins with where it makes an exception."""

_SHEETS = {
    "limit": "limits",
    "forbid": "forbids",
    "charge": "charges",
    "supply": "supplies",
    "vehicles": "vehicles",
    "need": "needs",
    "at_most_active": "at_most_active",
    "smallest_drop": "smallest_drops",
    "whole_pallets": "whole_pallets",
}


def _yes_or_no(text: str) -> bool:
    plain = text.casefold()
    if plain in ("true", "yes", "1", "نعم"):
        return True
    if plain in ("false", "no", "0", "لا"):
        return False
    raise Wrong(f"{show(text)} is neither yes nor no.", "Write yes or no.")


def _list(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(trim, text.replace("؛", ";").split(";"))))


def _dimensions(text: str) -> tuple[str, ...]:
    return _list(text.replace(",", ";").replace("،", ";"))


VALUES = Kind("values, parted by `;`", _list)
_KINDS = {
    "at_most": ANY_NUMBER,
    "at_least": ANY_NUMBER,
    "amount": ANY_NUMBER,
    "penalty": FROM_ZERO,
    "minutes_over": FROM_ZERO,
    "km_over": FROM_ZERO,
    "unit_cost": FROM_ZERO,
    "quantity": WHOLE,
    "count": WHOLE,
    "hours_per_day": HOURS,
    "priority": ABOVE_ZERO,
    "cumulative": Kind("yes or no", _yes_or_no),
    "per": Kind("dimensions, parted by `;`", _dimensions),
    **dict.fromkeys(DAYS, DAY),
    **dict.fromkeys(("id", "lot", "fleet"), ID),
    **dict.fromkeys(("warehouse", "parcel", "village", "vehicle"), REFERENCE),
    **dict.fromkeys(("organisation", "earmark"), REFERENCE),
}


def _sheet(kind: str, model: type[BaseRule]) -> Table:
    columns = [
        Column(
            name,
            _KINDS.get(name, TEXT),
            field.description or "",
            field.is_required(),
            aliases=("from",) if name == "from_day" else (),
        )
        for name, field in model.model_fields.items()
        if name not in ("kind", "where", "unless")
    ]
    picks = [("where", "", "Movements that are meant")]
    picks += [("unless", UNLESS, "Movements that are not meant after all")]
    for name, before, meaning in picks:
        if name in model.model_fields:
            columns += [
                Column(before + dimension, VALUES, f"{meaning}: its {dimension}.", False)
                for dimension in DIMENSIONS
            ]
    return Table(
        _SHEETS[kind],
        (model.__doc__ or "").splitlines()[0],
        tuple(columns),
        required=False,
        picks="where" in model.model_fields,
    )


SHEETS: dict[str, Table] = {kind: _sheet(kind, MODELS[kind]) for kind in _SHEETS}
"""The sheet of each kind of rule that a row of columns can say; shifts, with breaks in them, can't
be."""
