"""``mizalla completion``, and completion itself."""

import pytest

from mizalla.store import Store
from plans import rules_of, run_of, sample_plan


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_prints_a_script_for_the_shell(mizalla, shell):
    """The tab key would do nothing."""
    ended = mizalla("completion", shell)
    assert ended.code == 0
    assert f"_MIZALLA_COMPLETE={shell}_complete" in ended.out
    assert mizalla("completion", shell, "--json").data["script"] == ended.out.removesuffix("\n")


def test_runs_are_offered(mizalla):
    """Planners would have to copy ids of runs by hand."""
    plan = sample_plan()
    run = run_of(plan)
    with Store("sqlite:///mizalla.db") as store:
        store.save(run, plan, rules_of(plan))
    words = {"COMP_WORDS": f"mizalla show {run.id[:4]}", "COMP_CWORD": "2"}
    offered = mizalla(_MIZALLA_COMPLETE="bash_complete", **words)
    assert offered.out.split() == [f"plain,{run.id}"]


def test_no_database_offers_nothing(mizalla, tmp_path):
    """Pressing the tab key would print an error into the line being typed."""
    words = {"COMP_WORDS": "mizalla show --db nosuch:// ", "COMP_CWORD": "4"}
    offered = mizalla(_MIZALLA_COMPLETE="bash_complete", **words)
    assert offered.out.strip() == ""
    words = {"COMP_WORDS": "mizalla show ", "COMP_CWORD": "2"}
    mizalla(_MIZALLA_COMPLETE="bash_complete", **words)
    assert not list(tmp_path.iterdir()), "the tab key made a database"
