# ruff: noqa: E501 - text of pages
"""The reference page of all rules, from the models themselves."""

import re
import types
from collections.abc import Iterator
from typing import Any, Literal, Union, get_args, get_origin

from mizalla.reference.docstring import markdown
from mizalla_models.rule import BaseRule, Bound, Dimension, Rest, Rule, Selection

RULES: tuple[type[BaseRule], ...] = get_args(get_args(Rule)[0])
EXAMPLES = {
    "limit": """Limit(
    name="packing line",
    reason="Our packing line fills 4,000 parcels a day.",
    where={"origin": ["W1"]},
    per=("day",),
    at_most=4000,
)""",
    "forbid": """Forbid(
    name="cold chain",
    reason="Frozen food rides refrigerated.",
    where={"owner": ["nour"], "parcel": ["dry"]},
    unless={"vehicle": ["van"]},
    minutes_over=240,
)""",
    "charge": """Charge(
    name="fuel of the cooler",
    reason="Cooling takes fuel for every km.",
    where={"organisation": ["nour"]},
    measure="km",
    amount=1.5,
)""",
    "supply": """Supply(
    name="late gift",
    reason="A donor brings 50 more on the ninth.",
    id="GIFT",
    warehouse="W1",
    parcel="dry",
    quantity=50,
    available_on="2027-02-09",
)""",
    "vehicles": """Vehicles(
    name="lent vans",
    reason="A baker lends us two vans in the mornings.",
    fleet="LENT",
    organisation="nour",
    warehouse="W1",
    vehicle="van",
    count=2,
    hours_per_day=4,
)""",
    "need": """Need(
    name="EG250101/dry",
    reason="200 registered families.",
    village="EG250101",
    parcel="dry",
    quantity=200,
)""",
    "at_most_active": """AtMostActive(
    name="one door",
    reason="A family knows one organisation at its door.",
    of="organisation",
    count=1,
    per=("village",),
)""",
    "smallest_drop": """SmallestDrop(
    name="worth the way",
    reason="No truck of ours starts for fewer than 20.",
    where={"organisation": ["nour"]},
    quantity=20,
    per=("point", "day"),
)""",
    "whole_pallets": """WholePallets(
    name="no loose cartons",
    reason="Our forklift moves pallets, and nobody breaks them up.",
    column="pallet",
    where={"origin": ["W1"]},
    per=("origin", "destination", "day"),
)""",
    "shift": """Shift(
    name="home for iftar",
    reason="Drivers break their fast at home.",
    where={"organisation": ["nour"]},
    leaves="08:00",
    home="17:30",
    breaks=(Rest(earliest="12:00", latest="13:30", minutes=20),),
)""",
}
"""An example of each kind, which the tests plan with."""
HEAD = """# Rules

<!-- From models/mizalla_models/rule.py; `make reference` writes this page anew. -->

What a plugin, or a member in a [capacity sheet](capacity-sheets.md), may say. A rule is data: a frozen \
record of `mizalla_models.rule`, checked when it is made. The engine adds who said it.

A rule picks **movements** by their dimensions: `where` names the values that count, `unless` those that \
do not count after all; within a dimension any of the values, over dimensions all of them. `per` makes \
groups, each with a bound of its own. A member's rule may pick only what is its own; see \
[Scope](../explanation/members.md#scope).

Every rule has
"""


def rules_page() -> str:
    """Write the page: Markdown with a section for each kind of rule, and one for dimensions."""
    return "\n".join(
        [HEAD, *_fields(BaseRule, ()), "", *(p for r in RULES for p in _rule(r)), *_dimensions()]
    )


def _rule(rule: type[BaseRule]) -> Iterator[str]:
    kind = str(rule.model_fields["kind"].default)
    yield f"## `{rule.__name__}`\n"
    yield f"{markdown((rule.__doc__ or '').strip())} In YAML: `kind: {kind}`.\n"
    yield from _fields(rule, ("kind", *BaseRule.model_fields))
    yield f"\n```python\n{EXAMPLES[kind]}\n```\n"


def _fields(rule: type[BaseRule], without: tuple[str, ...]) -> Iterator[str]:
    yield "| field | holds | default | says |\n|---|---|---|---|"
    for name, field in rule.model_fields.items():
        if name in without:
            continue
        default = "must be given" if field.is_required() else _shown(field.default)
        yield f"| `{name}` | {_kind(field.annotation)} | {default} | {_line(field.description)} |"


def _line(text: str | None) -> str:
    return markdown(text or "").replace("|", "\\|")


def _shown(value: object) -> str:
    if value is None or value == "" or value == () or isinstance(value, Selection):
        return "none" if value is None else "empty"
    if isinstance(value, tuple):
        return "`(" + ", ".join(f'"{item}"' for item in value) + ")`"
    return f"`{value}`"


def _kind(annotation: Any) -> str:
    if annotation is Selection:
        return "values by dimension"
    if annotation == Bound:
        return "number, or number per group"
    if get_origin(annotation) in (Union, types.UnionType):
        parts = [part for part in get_args(annotation) if part is not type(None)]
        if set(parts) == set(get_args(Bound)):
            return "number, or number per group"
        return " or ".join(_kind(part) for part in parts)
    if get_origin(annotation) is tuple:
        inside = get_args(annotation)[0]
        return "[Rest](records.md#rest) records" if inside is Rest else "dimensions"
    if get_origin(annotation) is Literal:
        return "dimension"
    return {str: "text", int: "whole number", float: "number", bool: "yes or no"}.get(
        annotation, getattr(annotation, "__name__", str(annotation))
    )


def _dimensions() -> Iterator[str]:
    told = _dimension_text()
    yield "## Dimensions\n\nWhat a movement can be told apart by.\n\n| dimension | says |\n|---|---|"
    for name in get_args(Dimension):
        yield f"| `{name}` | {told[name]} |"
    yield (
        "\nMeasures, which `Limit` and `Charge` count in: `parcels`, `kg`, `m3`, `households`, `kcal`, "
        "`truck_hours`, `km`, `cost` (not in a charge), and any further number column of "
        "`parcels.csv`.\n"
    )


def _dimension_text() -> dict[str, str]:
    return {
        "movement": "`delivery`, `transfer` or `storage`; storage is picked only by name",
        "organisation": "whose transport it is: a fleet's member; for contracts the origin's",
        "owner": "whose parcels they are: the member whose warehouse first held them",
        "origin": "warehouse that it leaves, or lies in",
        "origin_governorate": "governorate of that warehouse",
        "destination": "point or warehouse that it goes to",
        "parcel": "kind of parcel",
        "lot": "batch",
        "supply": "one row of stock, by its id",
        "point": "distribution point; deliveries only, like the next three",
        "village": "p-code of the village",
        "district": "p-code of the district",
        "governorate": "p-code of the governorate",
        "fleet": "fleet; `contract` for contracted transport",
        "vehicle": "type of truck; `contract` for contracted transport",
        "day": "day on which it leaves, `2027-02-08`",
        "week": "ISO week of that day, `2027-W06`",
    }


PATTERN = re.compile(r"^## `(\w+)`$", re.MULTILINE)
"""Finds the rules that the page tells of."""
