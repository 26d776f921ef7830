from collections import Counter
from pathlib import Path

from mizalla.collect import collect, plugin_manager
from mizalla.generate import Recipe, generate
from mizalla.generate.draft import Draft
from mizalla.generate.needs import needs
from mizalla.read import read
from mizalla_models.rule import Need


def test_scored_needs_are_those_that_the_plugin_scores(
    assiut: Recipe, assiut_draft: Draft, tmp_path: Path
) -> None:
    """Stock and trucks would be sized for other needs than the campaign then has."""
    generate(assiut, tmp_path / "made")
    scenario = read(tmp_path / "made")
    assert scenario.needs is None
    rules = collect(scenario, plugin_manager(scenario))
    scored = {
        (rule.village, rule.parcel): rule.quantity
        for rule in (provided.rule for provided in rules.provided)
        if isinstance(rule, Need)
    }
    ours = {(need.village, need.parcel): need.quantity for need in assiut_draft.needs}
    assert scored == ours


def test_the_poorest_are_due_first(upper_egypt: Recipe, upper_egypt_draft: Draft) -> None:
    """The waves would be in the wrong order, or of unequal size."""
    recipe = upper_egypt.model_copy(update={"due_days": (13, 19, 26)})
    rate = {village.pcode: village.poverty_rate or 0 for village in upper_egypt_draft.villages}
    due = {need.village: need.due for need in needs(recipe, upper_egypt_draft.villages)}
    days = [recipe.days[day] for day in recipe.due_days]
    assert Counter(due.values()) == dict.fromkeys(days, 500)
    first, last = (
        [rate[village] for village in due if due[village] == day] for day in (days[0], days[-1])
    )
    assert min(first) >= max(last)


def test_needs_are_large_enough_for_whole_parcels(
    assiut_draft: Draft, upper_egypt_draft: Draft
) -> None:
    """One parcel would be more than the gap that plans may have."""
    for made in (assiut_draft, upper_egypt_draft):
        quantities = sorted(need.quantity for need in made.needs)
        assert sum(quantities) / len(quantities) > 1400
        assert quantities[len(quantities) // 100] > 500
        assert quantities[0] > 400


def test_a_share_of_the_families_gets_the_second_parcel(upper_egypt_draft: Draft) -> None:
    """Flour would be needed by all."""
    totals = Counter[str]()
    for need in upper_egypt_draft.needs:
        totals[need.parcel] += need.quantity
    assert 0.89 < totals["flour"] / totals["dry"] < 0.91
