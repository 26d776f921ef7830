"""Checks of registered rules: that every id, measure and day they name is there."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mizalla.calls import unfit
from mizalla.read.closest import Closest
from mizalla.read.frame import Frame
from mizalla.read.header import MEASURES
from mizalla.read.kinds import show
from mizalla.read.stock_ids import stock_ids
from mizalla.read.yaml_file import Path
from mizalla_models.campaign import Campaign
from mizalla_models.rule import GROUP_SEPARATOR, MOVEMENTS, BaseRule, Selection, Supply, Vehicles

_CONTRACT = "contract"
_FIELDS = {
    "supply": {"warehouse": "origin", "parcel": "parcel", "earmark": "earmark"},
    "vehicles": {"organisation": "organisation", "warehouse": "origin", "vehicle": "vehicle"},
    "need": {"village": "village", "parcel": "parcel"},
}
"""Fields of rules that hold one id, and the names it must be one of."""


@dataclass(frozen=True)
class Said:
    """A rule, and how to tell what is wrong in it."""

    rule: Any
    """Any rule."""
    tell: Callable[[Path, str, str], None]
    """Takes the path of a field in the rule, what is wrong and how to mend it."""


@dataclass
class Names:
    """Every value that a rule may name, by dimension; one that can't be judged is left out."""

    by: dict[str, frozenset[str]]
    measures: frozenset[str]
    """Measures there are."""
    campaign: Campaign | None
    """The campaign; None where it has faults."""
    taken: dict[str, frozenset[str]]
    """Ids of supplies and fleets that files of the folder give."""
    closest: dict[str, Closest] = field(default_factory=dict)
    """Finders of close names, made when first needed."""

    @classmethod
    def of(
        cls, frames: Mapping[str, Frame], campaign: Campaign | None, rules: Iterable[BaseRule]
    ) -> "Names":
        """Names of a folder's tables and of the supplies and fleets that rules add."""
        members, villages, parcels = frames["organisations"], frames["villages"], frames["parcels"]
        warehouses, stock, fleets = frames["warehouses"], frames["stock"], frames["fleets"]
        points = frames["points"] if frames["points"].there else villages
        rules = list(rules)
        supplies = [rule for rule in rules if isinstance(rule, Supply)]
        own = {rule.fleet for rule in rules if isinstance(rule, Vehicles)}
        ids = stock_ids({name: stock[name] for name in stock.table.by_name})
        lots = {lot or key for lot, key in zip(stock["lot"], ids, strict=True)}
        governorates = villages.known("governorate")
        every: dict[str, tuple[Iterable[str], Sequence[Frame]]] = {
            "movement": (MOVEMENTS, ()),
            "organisation": (members.ids, [members]),
            "owner": (members.ids, [members]),
            "origin": (warehouses.ids, [warehouses]),
            "origin_governorate": (
                governorates | warehouses.known("governorate"),
                [villages, warehouses],
            ),
            "destination": (points.ids | warehouses.ids, [points, warehouses]),
            "parcel": (parcels.ids, [parcels]),
            "lot": (lots | {rule.lot or rule.id for rule in supplies}, [stock]),
            "supply": ({*ids} | {rule.id for rule in supplies}, [stock]),
            "point": (points.ids, [points]),
            "village": (villages.ids, [villages]),
            "district": (villages.known("district"), [villages]),
            "governorate": (governorates, [villages]),
            "fleet": (fleets.ids | own | {_CONTRACT}, [fleets]),
            "vehicle": (frames["vehicles"].ids | {_CONTRACT}, [frames["vehicles"]]),
            "earmark": (
                villages.ids | governorates | villages.known("district") | members.ids,
                [villages, members],
            ),
        }
        known = {
            name: frozenset(values)
            for name, (values, tables) in every.items()
            if all(table.judges for table in tables)
        }
        if campaign is not None:
            known["day"] = frozenset(day.isoformat() for day in campaign.days)
            known["week"] = frozenset(day.strftime("%G-W%V") for day in campaign.days)
        return cls(
            by=known,
            measures=frozenset(MEASURES) | parcels.measures.keys(),
            campaign=campaign,
            taken={"supply": frozenset(ids), "fleet": fleets.ids},
        )

    def unknown(self, dimension: str, value: str) -> tuple[str, str] | None:
        """What is wrong with a value of a dimension, and its mend; None where nothing is."""
        known = self.by.get(dimension)
        if known is None or value in known:
            return None
        if dimension in ("day", "week") and self.campaign is not None:
            span = f"{self.campaign.starts} to {self.campaign.ends}"
            mend = "Write 2027-02-08." if dimension == "day" else "Write an ISO week: 2027-W06."
            return f"{show(value)} is no {dimension} of the campaign ({span}).", mend
        closest = self.closest.setdefault(dimension, Closest(known))
        noun = dimension.replace("_", " ")
        return f"There is no {noun} {show(value)}.", closest.mend(value, "Write one that is there.")


def check_rules(said: Sequence[Said], names: Names) -> None:
    """Write down every rule that names what is not there, or gives an id that is taken."""
    taken = {kind: set(ids) for kind, ids in names.taken.items()}
    for one in said:
        rule = one.rule
        for path, dimension, value in _named(rule):
            wrong = names.unknown(dimension, value)
            if wrong is not None:
                one.tell(path, *wrong)
        _check_measure(one, names)
        _check_bounds(one)
        _check_days(one, names.campaign)
        _check_fit(one)
        if isinstance(rule, (Supply, Vehicles)):
            name = "id" if isinstance(rule, Supply) else "fleet"
            ids = taken["supply" if name == "id" else "fleet"]
            value = str(getattr(rule, name))
            if value in ids:
                one.tell((name,), f"The id {show(value)} is taken.", "Write another one.")
            ids.add(value)


def _named(rule: Any) -> Iterator[tuple[Path, str, str]]:
    """Path, dimension and value of everything that a rule names."""
    for name in ("where", "unless"):
        selection = getattr(rule, name, None)
        if isinstance(selection, Selection):
            for dimension, members in selection:
                yield from (((name, dimension), dimension, member) for member in members)
    for name in ("at_most", "at_least"):
        bound = getattr(rule, name, None)
        for key in bound if isinstance(bound, dict) else ():
            parts = key.split(GROUP_SEPARATOR)
            for dimension, part in zip(rule.per, parts, strict=False):
                yield (name, key), dimension, part
    for name, meant in _FIELDS.get(rule.kind, {}).items():
        value = getattr(rule, name)
        if value is not None:
            yield (name,), meant, value


def _check_measure(one: Said, names: Names) -> None:
    measure = getattr(one.rule, "measure", None)
    if measure is None:
        return
    if measure not in names.measures:
        otherwise = f"Measures are {', '.join(sorted(names.measures))}."
        mend = Closest(names.measures).mend(measure, otherwise)
        one.tell(("measure",), f"There is no measure {show(measure)}.", mend)
    elif measure == "cost" and one.rule.kind == "charge":
        one.tell(("measure",), "A charge can't be on cost.", "Charge another measure.")


def _check_bounds(one: Said) -> None:
    for name in ("at_most", "at_least"):
        bound = getattr(one.rule, name, None)
        for key in bound if isinstance(bound, dict) else ():
            parts = key.count(GROUP_SEPARATOR) + 1
            if parts > len(one.rule.per):
                problem = f"The group {show(key)} has {parts} values, per has {len(one.rule.per)}."
                one.tell((name, key), problem, "Write one value for each dimension of per.")


def _check_fit(one: Said) -> None:
    """What a plugin may not give, a file may not either: it would stop the plans of all."""
    data = one.rule.model_dump(mode="json")
    try:
        text = json.dumps(data, ensure_ascii=False, allow_nan=False)
    except ValueError:
        return  # a number that is none was told when it was read
    wrong = unfit(one.rule, data, text)
    if wrong is not None:
        one.tell((), f"{wrong[0][0].upper()}{wrong[0][1:]}", wrong[1])


def _check_days(one: Said, campaign: Campaign | None) -> None:
    rule = one.rule
    if campaign is None:
        return
    span = f"the campaign ({campaign.starts} to {campaign.ends})"
    for name in ("available_on", "from_day", "due"):
        day = getattr(rule, name, None)
        if day is not None and day > campaign.ends:
            one.tell((name,), f"{day} lies after {span}.", "Write a day of it.")
    for name in ("best_before", "until", "due"):
        day = getattr(rule, name, None)
        if day is not None and day < campaign.starts:
            one.tell((name,), f"{day} lies before {span}.", "Write a day of it.")
    for first, last in (("available_on", "best_before"), ("from_day", "until")):
        start, end = getattr(rule, first, None), getattr(rule, last, None)
        if start is not None and end is not None and end < start:
            one.tell((last,), f"{end} lies before {first} ({start}).", "Write a later day.")
