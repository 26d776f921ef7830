"""Contracted lanes: where a contract names an origin, no fleet leaves it."""

from collections.abc import Iterator

from mizalla.hookspecs import hookimpl
from mizalla_models.rule import Forbid, Rule
from mizalla_models.scenario import Scenario


@hookimpl
def mizalla_rules(scenario: Scenario) -> Iterator[Rule]:
    """One forbid over all warehouses that ``lanes.csv`` names as an origin."""
    origins = sorted({lane.origin for lane in scenario.lanes})
    if origins:
        # By origin and not by fleet: a member's plugin may bring trucks of its own.
        yield Forbid(
            name="contracts only",
            reason="Where lanes.csv contracts transport out of a warehouse, no fleet leaves it.",
            reason_ar="إذا كان النقل من المستودع بعقود في lanes.csv فلا تخرج منه شاحنات أخرى.",
            where={"origin": origins, "movement": ["delivery"]},
            unless={"fleet": ["contract"]},
        )
