"""``mizalla plugins new``, ``check`` and ``run``."""

GOOD = """
import click
from mizalla.hookspecs import hookimpl
from mizalla_models.rule import Forbid, Limit

organisation = "nour"


@hookimpl
def mizalla_rules(scenario):
    yield Limit(name="line", reason="Our line.", where={"origin": ["W1"]}, per=("day",), at_most=50)
    yield Forbid(name="south", reason="Not the south.",
                 where={"origin": ["W1"], "village": ["EG250102"]})


@hookimpl
def mizalla_commands(group):
    @group.command()
    @click.option("--loud", is_flag=True)
    def hello(loud):
        scenario = click.get_current_context().obj
        word = "HELLO" if loud else "hello"
        click.echo(f"{word} {scenario.campaign.name}" if scenario else word)

    @group.command()
    def broken():
        raise RuntimeError("so sorry")
"""


def test_a_new_plugin_is_written(mizalla, tmp_path):
    """A programmer would begin with an empty file."""
    words = ("plugins", "new", "packing", "--organisation", "nour", "mine")
    assert "src/mizalla_packing/__init__.py" in mizalla(*words, "--json").data["files"]
    assert mizalla(*words).code == 2


def test_a_plugin_is_looked_at(mizalla, scenario, tmp_path):
    """A plugin would be let in without anybody knowing what it does."""
    (tmp_path / "ours.py").write_text(GOOD)
    ended = mizalla("plugins", "check", "ours.py", "--scenario", scenario, "--json")
    assert ended.code == 0
    data = ended.data
    assert [check["passed"] for check in data["checks"]] == [True] * 5
    rules = {rule["id"]: rule for rule in data["rules"]}
    assert rules["ours.py/south"]["lanes_removed"] == 3
    assert rules["ours.py/line"]["rows"] == 3
    assert rules["ours.py/line"]["binds"] == 3
    assert data["costs"]["served_parcels"] == 150 - 240
    table = mizalla("plugins", "check", "ours.py", "--scenario", scenario)
    assert "Not the south." in table.out


def test_what_a_plugin_says_of_a_plan_is_looked_at_too(mizalla, scenario, tmp_path):
    """A review that breaks would be found out on the night of the campaign."""
    head = "from mizalla.hookspecs import hookimpl\nfrom mizalla_models.said import Objection\n"
    text = head + 'organisation = "nour"\n@hookimpl\ndef mizalla_review(plan):\n    '
    words = ("plugins", "check", "ours.py", "--scenario", scenario, "--json")
    (tmp_path / "ours.py").write_text(text + "yield Objection(text='Too late.')\n")
    said = {check["name"]: check for check in mizalla(*words).data["checks"]}
    assert said["reports and review"]["detail"] == "0 reports, 1 objections and notes"
    (tmp_path / "ours.py").write_text(text + "return plan.shipments[0].arrives.hour\n")
    ended = mizalla(*words)
    assert ended.code == 4
    (wrong,) = [check for check in ended.data["checks"] if not check["passed"]]
    assert wrong["name"] == "reports and review"
    assert "has no attribute 'arrives'" in wrong["detail"]


def test_what_is_wrong_with_a_plugin_is_told(mizalla, scenario, tmp_path):
    """A plugin that says something else each time would change every plan."""
    (tmp_path / "moody.py").write_text(
        GOOD.replace("at_most=50", "at_most=__import__('random').random()")
    )
    words = ("--scenario", scenario, "--json")
    ended = mizalla("plugins", "check", "moody.py", *words, "--no-plan")
    assert ended.code == 4
    assert [c["name"] for c in ended.data["checks"] if not c["passed"]] == ["determinism"]
    (tmp_path / "odd.py").write_text(GOOD.replace("(scenario)", "(scenery)"))
    ended = mizalla("plugins", "check", "odd.py", *words)
    assert ended.code == 4
    assert [c["name"] for c in ended.data["checks"]] == ["hooks and arguments"]


def test_a_command_of_a_plugin_runs(mizalla, scenario, tmp_path):
    """A member's own tool would need a program of its own."""
    (tmp_path / "ours.py").write_text(GOOD)
    assert mizalla("plugins", "run", "ours.py", "hello", "--loud").out == "HELLO\n"
    told = mizalla("plugins", "run", "--scenario", scenario, "--json", "ours.py", "hello").data
    assert told == {"plugin": "ours.py", "output": "hello Tiny\n", "code": 0}
    assert "hello" in mizalla("plugins", "run", "ours.py").out
    assert mizalla("plugins", "run", "ours.py", "hello", "--soft").code == 2
    broken = mizalla("plugins", "run", "ours.py", "broken")
    assert broken.code == 4
    assert "so sorry" in broken.err
