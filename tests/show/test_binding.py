"""What holds a plan back."""

from mizalla.figures import binding
from mizalla.show import Names
from mizalla.show.binding import binding_table, rule_table
from mizalla_models.plan import GoalResult, Plan
from mizalla_models.rule import ProvidedRule, Provider, Supply
from mizalla_models.rules import Rules
from plans import SHIPMENT, rule_use, rules_of, sample_plan

GOALS = tuple(
    GoalResult(goal=goal, sense="max", unit="", value=1, bound=1, gap=0, tolerance=0)
    for goal in ("coverage", "served", "cost")
)


def test_rules_come_by_the_goal_they_hold_back_then_by_their_weight():
    """A rule that costs a pound would stand before one that costs a village its food."""
    uses = (
        rule_use(rule="dear", goal="cost", shadow_price=-900),
        rule_use(rule="small", goal="coverage", shadow_price=0.001),
        rule_use(rule="great", goal="coverage", group="a", shadow_price=0.001),
        rule_use(rule="great", goal="coverage", group="b", shadow_price=0.1),
        rule_use(rule="slack", goal=None, shadow_price=0),
    )
    found = binding(sample_plan(rules=uses, goals=GOALS))
    assert [[use.rule + use.group[:1] for use in rule] for rule in found] == [
        ["greatb", "greata"],
        ["smallW"],
        ["dearW"],
    ]


def test_many_rules_are_cut_with_a_word_about_it(see):
    """A summary would run over the screen; or rules would be missing in silence."""
    uses = tuple(rule_use(rule=f"loading/W{place:02}", goal="coverage") for place in range(9))
    plan = sample_plan(rules=uses, goals=GOALS)
    text = see(binding_table(plan, rules_of(plan), Names()))
    assert "6 of 9 rules" in text
    assert "loading/W05" in text
    assert "loading/W06" not in text


def test_a_limit_shows_its_side_bound_and_use(see):
    """How full a warehouse is could not be seen."""
    uses = [rule_use(side="at_least", bound=10.5, used=120, goal=None)]
    text = see(rule_table(uses, Names(latin={"W1": "Assiut store"}), "EGP"))
    for word in ("loading/W1", "Assiut store, 2027-02-08", "at least", "10.5", "120"):
        assert word in text


def _with_stock(quantity: int, **changes: object) -> tuple[Plan, Rules]:
    """A plan that hands out 120 of so many."""
    supply = Supply(
        reason="It is there.", id="W1/dry", warehouse="W1", parcel="dry", quantity=quantity
    )
    said = ProvidedRule(id="stock/W1", provider=Provider(plugin="stock", version="1"), rule=supply)
    plan = sample_plan(shipments=(SHIPMENT,), **changes)
    return plan, Rules(provided=(said,), plugins=())


def test_stock_that_is_spent_is_told(see):
    """A planner would look for more trucks where more parcels are what is missing."""
    free, tight = {"rules": ()}, {"rules": (rule_use(),)}
    assert "Stock alone holds" in see(binding_table(*_with_stock(120, **free), Names()))
    assert "Stock alone" not in see(binding_table(*_with_stock(121, **free), Names()))
    assert "besides stock, which is" in see(binding_table(*_with_stock(120, **tight), Names()))
    assert "stock" not in see(binding_table(*_with_stock(121, **tight), Names()))


def test_a_parcel_that_is_spent_is_told_by_name(see):
    """A planner who is out of meat would look for a limit, because there is rice left."""
    names = Names(latin={"dry": "Dry carton"})
    for changes, words in (
        ({"rules": ()}, "Stock alone holds this plan back: all of Dry carton is handed out."),
        ({"rules": (rule_use(),)}, "besides stock, of which Dry carton is all handed out"),
    ):
        plan, rules = _with_stock(120, **changes)
        rice = rules.provided[0].rule.model_copy(update={"id": "W1/rice", "parcel": "rice"})
        more = rules.provided[0].model_copy(update={"id": "stock/rice", "rule": rice})
        both = rules.model_copy(update={"provided": (*rules.provided, more)})
        assert words in see(binding_table(plan, both, names))


def test_a_plan_that_falls_short_by_no_limit_says_where_to_look(see):
    """A planner would read that nothing holds a plan back that leaves a quarter unserved."""
    text = see(binding_table(*_with_stock(121, rules=()), Names()))
    assert "No limit by itself holds this plan back. Look at where stock lies" in text
    full = tuple(row.model_copy(update={"served": row.needed}) for row in sample_plan().coverage)
    text = see(binding_table(*_with_stock(120, rules=(), coverage=full), Names()))
    assert text.strip() == "No limit holds this plan back."
