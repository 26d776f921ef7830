"""``mizalla sweep`` from the command line."""


def test_a_grid_is_planned_case_by_case(mizalla, scenario):
    """A planner would have to plan each variation by hand."""
    words = ("sweep", scenario, "--axis", "stock=0.5,1", "--jobs", "1", "--json")
    ended = mizalla(*words)
    assert ended.code == 0
    assert [case["case"] for case in ended.data["cases"]] == ["as it is", "stock=0.5", "stock=1"]
