"""What a plugin may see of a plan: its member's own movements, and what every village gets."""

from mizalla.collect.own import ALL
from mizalla_models.plan import Plan
from mizalla_models.rule import GROUP_SEPARATOR
from mizalla_models.scenario import Scenario


def seen_plan(plan: Plan, scenario: Scenario, plugin: str, organisation: str) -> Plan:
    """Return the plan as one plugin may see it.

    A member sees the deliveries and transfers of its trucks, out of its warehouses and of its
    stock, and those to villages entrusted to it; its purchases and trips; its limits and the
    alliance's, but not how far those bind what is others' (their loading rates, room and hours);
    the coverage of all villages, and what goals come to. Costs of others it does not see, nor
    their sum. A plugin of the alliance sees all.

    Parameters
    ----------
    plan
        The finished plan.
    scenario
        The whole scenario.
    plugin
        Name of the plugin.
    organisation
        Id of the member that it speaks for; empty for the alliance.
    """
    grant = scenario.campaign.grant(plugin, organisation)
    members = {organisation, *grant.organisations}
    if not organisation or ALL in members:
        return plan
    own = {h.id for h in scenario.warehouses if h.organisation in members} | set(grant.warehouses)
    owner = {row.id: row.warehouse for row in scenario.stock}
    homes = {v.pcode: {v.pcode, v.district, v.governorate} for v in scenario.villages}
    entrusted = set(grant.villages)
    fleets = {fleet.id for fleet in scenario.fleets if fleet.organisation in members}
    fleets |= {row.fleet for row in plan.shipments if row.organisation in members}

    foreign: set[str] = set()
    if "capacity" not in grant.see:
        foreign = {h.id for h in scenario.warehouses} - own
        foreign |= {fleet.id for fleet in scenario.fleets} - fleets
        foreign |= {row.id for row in scenario.stock if row.warehouse not in own}

    def ours(organisation: str, origin: str, supply: str, village: str = "") -> bool:
        return (
            organisation in members
            or origin in own
            or owner.get(supply, supply.split("/")[0]) in own
            or bool(entrusted & ({ALL} | homes.get(village, set())))
        )

    return plan.model_copy(
        update={
            "shipments": tuple(
                row
                if row.organisation in members or "costs" in grant.see
                else row.model_copy(update={"cost": 0.0})
                for row in plan.shipments
                if ours(row.organisation, row.origin, row.supply, row.village)
            ),
            "transfers": tuple(
                row for row in plan.transfers if ours(row.organisation, row.origin, row.supply)
            ),
            "purchases": tuple(row for row in plan.purchases if row.warehouse in own),
            "rules": tuple(
                row
                for row in plan.rules
                if row.organisation in members
                or (not row.organisation and not foreign & set(row.group.split(GROUP_SEPARATOR)))
            ),
            "trips": tuple(row for row in plan.trips if row.fleet in fleets),
            "short": tuple(
                row
                for row in plan.short
                if row.fleet in fleets
                or row.origin in own
                or entrusted & ({ALL} | homes.get(row.village, set()))
            ),
            "goals": tuple(goal for goal in plan.goals if goal.goal != "cost"),
            "cost": {},
        }
    )
