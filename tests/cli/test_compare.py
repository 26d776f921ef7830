"""``mizalla compare`` from the command line."""


def test_two_runs_are_compared(mizalla, scenario):
    """A planner could not see what a what-if changes."""
    first = mizalla("plan", scenario, "--json").data["run"]
    second = mizalla("plan", scenario, "--sharing", "own", "--json").data["run"]
    ended = mizalla("compare", first, second, "--json")
    assert ended.code == 0
    assert {first, second} <= set(str(ended.data).replace("'", " ").split())
    assert mizalla("compare", first, second).code == 0
    assert mizalla("compare", first, "nosuch").code == 2
