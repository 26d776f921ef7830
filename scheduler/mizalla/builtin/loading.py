"""Loading rate: how many parcels a warehouse can load in a day."""

from collections.abc import Iterator

from mizalla.hookspecs import hookimpl
from mizalla_models.rule import Limit, Rule
from mizalla_models.scenario import Scenario


@hookimpl
def mizalla_rules(scenario: Scenario) -> Iterator[Rule]:
    """One limit over all warehouses that state a loading rate."""
    rates: dict[str, float] = {
        warehouse.id: warehouse.loading_parcels_per_day
        for warehouse in scenario.warehouses
        if warehouse.loading_parcels_per_day is not None
    }
    if rates:
        yield Limit(
            name="parcels per day",
            reason="A warehouse loads no more parcels in a day than its people and docks manage.",
            reason_ar="لا يُحمِّل المستودع في اليوم أكثر مما يستطيعه عماله وأرصفته.",
            measure="parcels",
            per=("origin", "day"),
            at_most=rates,
        )
