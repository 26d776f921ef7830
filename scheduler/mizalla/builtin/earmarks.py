"""Earmarks: what is kept for a place or a member goes nowhere else."""

from collections import defaultdict
from collections.abc import Iterator

from mizalla.hookspecs import hookimpl
from mizalla_models.errors import PluginError
from mizalla_models.rule import Dimension, Forbid, Rule
from mizalla_models.scenario import Scenario


@hookimpl
def mizalla_rules(scenario: Scenario) -> Iterator[Rule]:
    """One forbid for each earmark."""
    supplies: dict[str, list[str]] = defaultdict(list)
    for row in scenario.stock:
        if row.earmark is not None:
            supplies[row.earmark].append(row.id)
    if not supplies:
        return
    places: tuple[tuple[Dimension, set[str]], ...] = (
        ("governorate", {village.governorate for village in scenario.villages}),
        ("district", {village.district for village in scenario.villages}),
        ("village", {village.pcode for village in scenario.villages}),
        ("organisation", {organisation.id for organisation in scenario.organisations}),
        # Places that hold a store and no village: what is kept for them goes to nobody.
        ("governorate", {warehouse.governorate for warehouse in scenario.warehouses}),
        ("district", {warehouse.district for warehouse in scenario.warehouses}),
    )
    for earmark, ids in sorted(supplies.items()):
        dimension = next((name for name, codes in places if earmark in codes), None)
        if dimension is None:
            raise PluginError(
                "earmarks",
                f"stock {ids[0]} is kept for {earmark!r}, which is no governorate, district, "
                "village or organisation.",
                mend="Mend column earmark in stock.csv.",
            )
        if dimension == "organisation":
            reason = f"Kept for {earmark}: only its transport hands it out."
            reason_ar = f"مخصص لـ {earmark}: لا يوزَّع إلا بوسائل نقلها."
        else:
            reason = f"Kept for {dimension} {earmark}: not handed out elsewhere."
            reason_ar = f"مخصص لـ {earmark}: لا يوزَّع في غيرها."
        yield Forbid(
            name=earmark,
            reason=reason,
            reason_ar=reason_ar,
            where={"supply": ids, "movement": ["delivery"]},
            unless={dimension: [earmark]},
        )
