"""Other settings of the campaign."""

from datetime import timedelta

from pydantic import ValidationError

from mizalla.overlay.misfit import Misfit
from mizalla_models.campaign import Campaign, Goal, PluginUse
from mizalla_models.overlay import CampaignChange
from mizalla_models.scenario import Scenario


def change_campaign(scenario: Scenario, change: CampaignChange) -> tuple[Scenario, list[Misfit]]:
    """Change goals, tolerances, sharing, days, road speed or plugins."""
    campaign = scenario.campaign
    updated: dict[str, object] = {}
    goals = change.goals or campaign.goals
    misfits = []
    for goal, share in (change.tolerance or {}).items():
        if goal not in {item.goal for item in goals}:
            problem = f"The campaign has no goal '{goal}'."
            misfits.append(Misfit(f"tolerance.{goal}", problem, "Name one of its goals."))
        goals = tuple(
            Goal(goal=item.goal, tolerance=share) if item.goal == goal else item for item in goals
        )
    if goals != campaign.goals:
        updated["goals"] = goals
    if change.sharing is not None:
        updated["sharing"] = change.sharing
    if change.longer is not None:
        updated["ends"] = campaign.ends + timedelta(change.longer)
    if change.speed is not None:
        updated["road"] = campaign.road.model_copy(update={"speed": change.speed})
    if change.plugins is not None:
        updated["plugins"] = _plugins(campaign, change)
    try:
        # Checked anew, because a copy is not.
        changed = Campaign.model_validate(dict(campaign) | updated)
    except ValidationError as error:
        told = "; ".join(str(item["msg"]) for item in error.errors())
        return scenario, [*misfits, Misfit("campaign", f"{told}.", "Change it the other way.")]
    return scenario.model_copy(update={"campaign": changed}), misfits


def _plugins(campaign: Campaign, change: CampaignChange) -> tuple[PluginUse, ...]:
    uses = {use.name: use for use in campaign.plugins}
    for name, said in (change.plugins or {}).items():
        old = uses.get(name, PluginUse(name=name))
        if isinstance(said, bool):
            uses[name] = old.model_copy(update={"enabled": said})
        else:
            uses[name] = old.model_copy(update={"settings": {**old.settings, **said}})
    return tuple(uses[name] for name in sorted(uses))
