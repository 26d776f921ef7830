import yaml

from mizalla.generate import Recipe, load_recipe
from mizalla.generate.campaign import campaign_text
from mizalla_models.campaign import Campaign


def test_it_is_a_campaign(upper_egypt: Recipe) -> None:
    """Reading would refuse campaign.yaml."""
    campaign = Campaign.model_validate(yaml.safe_load(campaign_text(upper_egypt)))
    assert campaign.days == upper_egypt.days
    assert campaign.closed_weekdays == ("friday",)
    assert campaign.settings("needs") == {"share": {"flour": 0.9}}


def test_needs_that_are_written_are_not_scored() -> None:
    """Settings of a plugin that has nothing to do would puzzle the planner."""
    recipe = load_recipe("small")
    assert recipe.due_days
    campaign = Campaign.model_validate(yaml.safe_load(campaign_text(recipe)))
    assert campaign.settings("needs") == {}


def test_scored_shares_are_settings_of_the_plugin() -> None:
    """Every family would be scored for a parcel that is meant for some."""
    recipe = load_recipe("small", due_days=[])
    campaign = Campaign.model_validate(yaml.safe_load(campaign_text(recipe)))
    assert campaign.settings("needs") == {"share": {"flour": 0.9}}
