"""The documents of hooks, built-in plugins and how to write one say what the code does."""

import re
from pathlib import Path
from typing import Any, get_args

import pluggy
import pytest
import yaml

from collected import collected, rules_of, speaker
from mizalla import hookspecs
from mizalla.builtin import BUILTIN, CAPACITY
from mizalla.calls import Code
from mizalla.collect import collect, plugin_manager
from mizalla.isolation import Limits, Task, ask, run_command
from mizalla.reference import hooks_page, records_page, rules_page
from mizalla_models.campaign import Campaign
from mizalla_models.errors import PluginError
from mizalla_models.plan import Plan, Shipment
from mizalla_models.routing import Instance
from mizalla_models.rule import Need, Rest, Rule
from mizalla_models.said import Objection, Report, SourceTable
from mizalla_models.scenario import Scenario
from plans import sample_plan
from tiny import DRY, tiny

DOCS = Path(__file__).parents[2] / "docs"
HOOKS = (DOCS / "reference/hooks.md").read_text("utf-8")
RECORDS = (DOCS / "reference/records.md").read_text("utf-8")
RULES = (DOCS / "reference/rules.md").read_text("utf-8")
BUILT_IN = (DOCS / "reference/builtin-plugins.md").read_text("utf-8")
HOW_TO = (DOCS / "how-to/write-a-plugin.md").read_text("utf-8")


def sections(text: str) -> dict[str, str]:
    text = text.split("\n## Dimensions\n")[0]
    parts = re.split(r"^## `(.+)`$", text, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, flags=re.DOTALL)


def hooks() -> dict[str, tuple[str, ...]]:
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    return {
        name: tuple(caller.spec.argnames)
        for name, caller in vars(manager.hook).items()
        if isinstance(caller, pluggy.HookCaller) and caller.spec is not None
    }


def using(folder: Path, code: str, settings: object = None, **changes: object) -> Scenario:
    (folder / "nour.py").write_text(code, "utf-8")
    campaign = {"plugins": [{"name": "nour.py", "settings": settings or {}}]}
    return tiny(folder=str(folder), campaign=campaign, **changes)


def test_every_hook_has_a_section_with_its_arguments() -> None:
    """A hook that nobody can look up, or whose arguments have changed since."""
    assert set(sections(HOOKS)) == {
        f"{name}({', '.join(given)})" for name, given in hooks().items()
    }


def asked(hook: str, code: str) -> Any:
    """What a plugin says in a process of its own, when it is asked that hook alone."""
    task = Task(
        code=Code(plugin="nour.py", file="nour.py", text=code),
        asked=(hook,),
        scenario=tiny(needs=None).model_dump_json().encode(),
        campaign=tiny().campaign.model_dump_json().encode(),
        plan=sample_plan().model_dump_json().encode(),
        words=("hello",) if hook == "mizalla_commands" else None,
    )
    if hook == "mizalla_commands":
        return run_command(task, Limits()).out
    (answer,) = ask([task], [Limits()])
    assert not isinstance(answer, PluginError), answer
    assert not answer.refused, answer.refused
    assert answer.hooks == (hook,)
    return answer.said[hook]


@pytest.mark.parametrize("hook", sorted(set(hooks()) - {"mizalla_routing"}))
def test_the_example_of_every_hook_runs(hook: str) -> None:
    """An example that does not run teaches the wrong thing."""
    text = next(body for title, body in sections(HOOKS).items() if title.startswith(hook))
    assert asked(hook, blocks(text, "python")[0])


def test_the_pages_of_hooks_and_rules_are_in_step_with_the_code() -> None:
    """A page that was made of an older code tells of arguments that are no more."""
    assert hooks_page() == HOOKS
    assert rules_page() == RULES
    assert records_page() == RECORDS


def test_every_record_that_hooks_see_or_give_is_told_with_all_its_fields() -> None:
    """Whoever writes a plugin from the pages alone would have to read the code."""
    told = dict(re.findall(r"^### `(\w+)`\n(.*?)(?=^##|\Z)", RECORDS, re.MULTILINE | re.DOTALL))
    for model in (Report, Objection, SourceTable, Rest, Scenario, Campaign, Plan, Shipment):
        names = re.findall(r"^\| `(\w+)`", told[model.__name__], flags=re.MULTILINE)
        assert set(model.model_fields) <= set(names)
    assert set(Instance.__dataclass_fields__) <= set(
        re.findall(r"^\| `(\w+)`", told["Instance"], flags=re.MULTILINE)
    )
    empty = [
        line
        for line in RECORDS.splitlines()
        if line.startswith("| `") and line.rstrip(" |").endswith("|")
    ]
    assert empty == [], "a field of which nothing is said"


def test_every_rule_has_a_section_with_its_fields_and_an_example_that_is_taken() -> None:
    """A kind of rule that nobody can look up is one that nobody uses."""
    found = sections(RULES)
    models = {model.__name__: model for model in get_args(get_args(Rule)[0])}
    assert set(found) == {*models}
    for name, model in models.items():
        told = re.findall(r"^\| `(\w+)` \|", found[name], flags=re.MULTILINE)
        assert {*told, "kind", "name", "reason", "reason_ar"} == set(model.model_fields)
        code = f"from mizalla_models.rule import *\n\nrule = {blocks(found[name], 'python')[0]}"
        place: dict[str, Any] = {}
        exec(code, place)
        rule = place["rule"]
        assert isinstance(rule, model)
        if isinstance(rule, Need):
            continue
        given = speaker([rule], organisation="nour")
        stacked = tiny(parcels=(DRY.model_copy(update={"measures": {"pallet": 48.0}}),))
        assert [i.rule for i in collected(stacked, ours=given).provided if i.rule == rule]


def test_every_built_in_plugin_has_a_section_with_its_settings() -> None:
    """A setting that is not documented is a setting that nobody uses."""
    found = sections(BUILT_IN)
    assert set(found) == {*BUILTIN, CAPACITY}
    for name, module in BUILTIN.items():
        settings = getattr(module, "Settings", None)
        told = re.findall(r"^\| `(\w+)` \|", found[name], flags=re.MULTILINE)
        assert told == list(settings.model_fields if settings else [])


def test_the_settings_shown_for_built_in_plugins_are_taken() -> None:
    """A planner copies them into campaign.yaml."""
    for text in blocks(BUILT_IN, "yaml"):
        uses = yaml.safe_load(text)["plugins"]
        parcels = tuple(
            tiny().parcels[0].model_copy(update={"id": name}) for name in ("dry", "infant")
        )
        scenario = tiny(needs=None, parcels=parcels, campaign={"plugins": uses})
        assert collect(scenario, plugin_manager(scenario)).provided


def test_the_plugin_of_the_how_to_runs_with_the_settings_it_shows(tmp_path: Path) -> None:
    """It is the first plugin that a member's programmer writes."""
    settings = yaml.safe_load(blocks(HOW_TO, "yaml")[0])["plugins"]["nour.py"]
    limit, charge = rules_of(using(tmp_path, blocks(HOW_TO, "python")[0], settings), "nour.py")
    assert (limit.at_most, dict(limit.where)) == (5000, {"origin": ("W1",)})
    assert charge.amount == 1.2
