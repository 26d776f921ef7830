"""The head of the plan: is it a plan of this scenario at all?"""

from mizalla.verify.findings import Findings
from mizalla_models.plan import Plan
from mizalla_models.scenario import Scenario


def check_header(plan: Plan, scenario: Scenario, findings: Findings) -> None:
    """Report a plan that was made for another scenario, or that states another campaign."""
    campaign = scenario.campaign
    for name, stated, own in (
        ("scenario", plan.scenario, campaign.name),
        ("inputs_hash", plan.inputs_hash, scenario.inputs_hash),
        ("starts", plan.starts, campaign.starts),
        ("ends", plan.ends, campaign.ends),
        ("currency", plan.currency, campaign.currency),
    ):
        if stated != own:
            findings.add("plan", f"The plan states {name} {stated}, the scenario {own}.")
