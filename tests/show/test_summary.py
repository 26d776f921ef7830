"""A plan at a glance."""

from rich.cells import cell_len
from rich.console import RenderableType

from mizalla.show import Names, summary
from mizalla_models.plan import Finding, Plan
from plans import cover, rule_use, rules_of, sample_plan

NAMES = Names(
    latin={"EG250101": "North", "EG250102": "South", "W1": "Assiut store", "nour": "Nour"},
    arabic={"EG250101": "الشمال"},
)


def glance(plan: Plan, names: Names = NAMES, **more: object) -> RenderableType:
    """The summary of a plan under some rules."""
    return summary(plan, rules_of(plan), names, **more)


def test_tells_what_the_plan_reaches_and_costs(see):
    """A planner would have to add up rows to know what a plan is worth."""
    text = see(glance(sample_plan(), run="20270208-1a2b", timings={"solve": 2, "total": 3}))
    assert "Proven optimal" in text
    assert "2027-02-08 to 2027-02-10, 3 days" in text
    for word in ("180 of 300", "60%", "2 of 2", "20 km", "5,519 EGP", "purchases 3,996"):
        assert word in text
    assert "Took 3.00 s: solve 2.00" in text
    assert "mizalla export 20270208-1a2b DIR" in text


def test_names_who_is_short_the_worst_first(see):
    """The villages that need help most would be hidden in a table of thousands."""
    coverage = [cover(f"EG2501{place:02}", 100, 40 + place) for place in range(1, 9)]
    text = see(glance(sample_plan(coverage=tuple(coverage))))
    assert "Who is shortest: 5 of the 8 needs not wholly met" in text
    assert "North" in text
    assert "الشمال" in text
    assert text.index("EG250101") < text.index("EG250102") < text.index("EG250105")
    assert "EG250106" not in text


def test_says_which_villages_nothing_can_get_to(see):
    """A village that no truck reaches within a shift would look like one that was passed over."""
    coverage = (cover("EG250101", 100, 50), cover("EG250102", 100, 0))
    text = see(glance(sample_plan(coverage=coverage)))
    assert "Nothing that the rules allow gets to 1 village." in text
    assert "Nothing that the rules allow" not in see(glance(sample_plan()))


def test_says_so_when_nobody_is_short(see):
    """A planner would wonder whether the table of the short is missing."""
    text = see(glance(sample_plan(coverage=(cover("EG250101", 10, 10),))))
    assert "Every village gets all it needs." in text


def test_governorates_are_compared_where_there_are_several(see):
    """An unfair share between governorates would go unseen."""
    coverage = (cover("EG250101", 100, 50), cover("EG270101", 200, 50))
    names = Names(latin={"EG25": "Assiut", "EG27": "Sohag"})
    text = see(glance(sample_plan(coverage=coverage), names))
    assert "By governorate" in text
    [sohag] = [line for line in text.splitlines() if line.startswith("Sohag")]
    assert sohag.split()[:6] == ["Sohag", "1", "200", "50", "150", "25%"]
    assert "By governorate" not in see(glance(sample_plan(), names))


def test_tells_which_rules_hold_it_back_and_who_said_them(see):
    """Nobody would know whom to ask for more."""
    text = see(glance(sample_plan(rules=(rule_use(reason="Our docks are small."),))))
    for word in ("loading/W1 by Nour", "Assiut store, 2027-02-08", "Our docks are small."):
        assert word in text
    free = see(glance(sample_plan(rules=(rule_use(goal=None, shadow_price=0),))))
    assert "No limit by itself holds" in free


def test_a_rejected_plan_says_what_is_wrong_with_it(see):
    """A plan that breaks a rule would be handed out."""
    findings = tuple(Finding(check="stock", problem=f"{n} is more than 2") for n in range(3, 33))
    text = see(glance(sample_plan(status="rejected", findings=findings)))
    assert "Rejected: verification found 30 things wrong" in text
    assert "stock: 3 is more than 2" in text
    assert "and 10 more" in text


def test_fits_a_narrow_terminal(see):
    """Lines would be broken in the middle of numbers on a small window."""
    text = see(glance(sample_plan(), run="20270208-1a2b"), width=80)
    assert all(cell_len(line) <= 80 for line in text.splitlines())
    assert "60%" in text
