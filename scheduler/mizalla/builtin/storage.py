"""Storage: how much may lie in a warehouse at the end of a day."""

from collections.abc import Iterator

from mizalla.hookspecs import hookimpl
from mizalla_models.rule import Limit, Rule
from mizalla_models.scenario import Scenario


@hookimpl
def mizalla_rules(scenario: Scenario) -> Iterator[Rule]:
    """One limit over all warehouses that state their storage."""
    room: dict[str, float] = {
        warehouse.id: warehouse.storage_m3
        for warehouse in scenario.warehouses
        if warehouse.storage_m3 is not None
    }
    if room:
        yield Limit(
            name="m3",
            reason="No more lies in a warehouse at the end of a day than it has room for.",
            reason_ar="لا يُخزَّن في المستودع في نهاية اليوم أكثر مما يتسع له.",
            measure="m3",
            where={"movement": ["storage"]},
            per=("origin", "day"),
            at_most=room,
        )
