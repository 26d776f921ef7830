"""What a plugin may see of a scenario: its member's own data in full, others' as published."""

from typing import Any

from mizalla_models.campaign import Campaign, Grant
from mizalla_models.scenario import Scenario

ALL = "*"


def seen(scenario: Scenario, plugin: str, organisation: str) -> Scenario:
    """Return the scenario as one plugin may see it.

    What every member sees: the campaign without the settings and grants of other plugins, members,
    parcels, villages, needs, points, roads, and where warehouses lie. Of others a member sees no
    stock, no trucks, no contracts, no capacity, no rates of loading and storage, and no costs of
    trucks that it has none of. A plugin of the alliance sees all data.

    Parameters
    ----------
    scenario
        The scenario.
    plugin
        Name of the plugin.
    organisation
        Id of the member that it speaks for; empty for the alliance.
    """
    campaign = scenario.campaign
    changes: dict[str, Any] = {"campaign": quiet(campaign, plugin, organisation), "folder": ""}
    if organisation:
        changes |= _of_member(scenario, organisation, campaign.grant(plugin, organisation))
    return scenario.model_copy(update=changes)


def quiet(campaign: Campaign, plugin: str, organisation: str) -> Campaign:
    """Return the campaign without what it says to other plugins: that may hold passwords."""
    return campaign.model_copy(
        update={
            "plugins": tuple(
                use if use.name == plugin else use.model_copy(update={"settings": {}})
                for use in campaign.plugins
            ),
            "grants": {
                name: grant
                for name, grant in campaign.grants.items()
                if name in (plugin, organisation)
            },
        }
    )


def _of_member(scenario: Scenario, organisation: str, grant: Grant) -> dict[str, Any]:
    shown = {organisation, *grant.organisations}
    everybody = ALL in shown
    own = {
        warehouse.id
        for warehouse in scenario.warehouses
        if everybody or warehouse.organisation in shown or warehouse.id in grant.warehouses
    }
    fleets = tuple(
        fleet
        for fleet in scenario.fleets
        if everybody or "fleets" in grant.see or fleet.organisation in shown
    )
    types = {fleet.vehicle for fleet in scenario.fleets if fleet.organisation in shown}
    costs = everybody or "costs" in grant.see
    return {
        "warehouses": tuple(
            warehouse
            if warehouse.id in own or "capacity" in grant.see
            else warehouse.model_copy(update={"loading_parcels_per_day": None, "storage_m3": None})
            for warehouse in scenario.warehouses
        ),
        "stock": tuple(
            row if costs or row.warehouse in own else row.model_copy(update={"unit_cost": None})
            for row in scenario.stock
            if row.warehouse in own or "stock" in grant.see
        ),
        "vehicles": tuple(
            vehicle
            if costs or vehicle.id in types
            else vehicle.model_copy(update={"cost_per_km": 0.0, "cost_per_day": 0.0})
            for vehicle in scenario.vehicles
        ),
        "fleets": fleets,
        "lanes": tuple(lane for lane in scenario.lanes if costs or lane.origin in own),
        "capacity": tuple(
            member
            for member in scenario.capacity
            if member.organisation in shown or "capacity" in grant.see
        ),
    }
