"""``mizalla runs``."""


def test_lists_runs_newest_first(mizalla, scenario):
    """A planner would take an old plan for the last one."""
    made = [mizalla("plan", scenario, "--seed", seed, "--json").data["run"] for seed in "123"]
    ended = mizalla("runs", "--json", "--limit", "2")
    assert ended.code == 0
    assert ended.data["total"] == 3
    listed = [run["id"] for run in ended.data["runs"]]
    assert set(listed) <= set(made)
    created = [run["created"] for run in ended.data["runs"]]
    assert created == sorted(created, reverse=True)
    table = mizalla("runs", "--limit", "2").out
    assert listed[0] in table
    assert "1 older run not shown." in table


def test_an_empty_database_says_what_to_do(mizalla):
    """A newcomer would see nothing at all."""
    ended = mizalla("runs")
    assert ended.code == 0
    assert "mizalla plan" in ended.out
