"""``--without``, ``--last-good`` and ``--plugin-timeout``, and who said which rule."""

import json

import openpyxl
import pytest
from pypdf import PdfReader

PLUGIN = """
from mizalla.hookspecs import hookimpl
from mizalla_models.rule import Limit
from mizalla_models.said import Objection, Report

organisation = "nour"


@hookimpl
def mizalla_rules(scenario):
    {first}
    yield Limit(name="line", reason="Our line fills 50.", where={{"origin": ["W1"]}}, per=("day",),
                at_most=50)


@hookimpl
def mizalla_reports(plan, scenario):
    yield Report(name="sent", title="What we sent", columns=("parcels",),
                 rows=((sum(row.quantity for row in plan.shipments),),))


@hookimpl
def mizalla_review(plan, scenario):
    yield Objection(about="W1", text="Our volunteers are tired.")
"""
BROKEN = "import os; os._exit(3)"


def write(tmp_path, first="pass"):
    (tmp_path / "ours.py").write_text(PLUGIN.format(first=first))


def test_a_plugin_that_fails_stops_the_run_with_one_message(mizalla, scenario, tmp_path):
    """A planner would not know whom to call."""
    write(tmp_path, BROKEN)
    ended = mizalla("plan", scenario, "--plugin", "ours.py", "--json")
    assert ended.code == 4
    error = ended.data["error"]
    assert (error["plugin"], error["organisation"]) == ("ours.py", "nour")
    assert "code 3" in error["message"]
    assert "--without nour" in error["mend"]
    write(tmp_path, "while True: pass")
    ended = mizalla("plan", scenario, "--plugin", "ours.py", "--plugin-timeout", "4")
    assert ended.code == 4
    assert "did not answer within 4 s" in ended.err
    assert "ours.py, line 11" in ended.err


def test_the_run_goes_on_without_a_member_and_says_so(mizalla, scenario, tmp_path):
    """A plan would look as if everybody had had a say."""
    write(tmp_path, BROKEN)
    words = ("plan", scenario, "--plugin", "ours.py")
    for who in ("nour", "ours.py"):
        ended = mizalla(*words, "--without", who, "--json")
        assert ended.code == 0
        assert ended.data["notes"] == ["ours.py of nour: Planned without it: --without nour."]
    assert "Planned without it" in mizalla("show", "latest").out
    assert mizalla("show", "latest", "--json").data["notes"]
    assert mizalla(*words, "--without", "nobody").code == 2
    mizalla("export", "latest", "out")
    plan = json.loads((tmp_path / "out/plan.json").read_text("utf-8"))
    assert "Planned without it" in json.dumps(plan)


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "-" * 200_000 + "1\n",
        "x = " + "+".join(["1"] * 100_000) + "\n",
        "def f(:\n",
        "x = '\0'\n",
        "#" + "x" * (6 << 20),
        None,
    ],
    ids=["deep", "long", "broken", "nul", "large", "not installed"],
)
def test_a_plugin_that_can_not_even_be_read_is_left_out_too(mizalla, scenario, tmp_path, text):
    """Whoever can't be read could stop everybody, --without or not."""
    name = tmp_path / "ours.py"
    if text is None:
        name = "nour-plugin-that-nobody-installed"
    else:
        name.write_text(f'organisation = "nour"\n{text}')
    campaign = (scenario / "campaign.yaml").read_text("utf-8")
    use = f"plugins: [{{name: {name}, organisation: nour}}]\n"
    (scenario / "campaign.yaml").write_text(campaign + use, "utf-8")
    failed = mizalla("check", scenario, "--json")
    assert failed.code == 4, failed.out
    assert failed.data["error"]["plugin"] in str(name)
    ended = mizalla("plan", scenario, "--without", "nour", "--no-store", "--json")
    assert ended.code == 0, ended.out
    assert "Planned without it: --without nour." in ended.data["notes"][0]


def test_sheets_of_a_member_are_left_out_too(mizalla, scenario, tmp_path):
    """Half of what a member says would hold."""
    (scenario / "capacity").mkdir()
    (scenario / "capacity/nour.yaml").write_text(
        "daily_limits:\n  - {warehouse: W1, parcels_per_day: 10}\n"
    )
    limited = mizalla("plan", scenario, "--json", "--no-store").data
    assert limited["served"]["parcels"] == 30
    free = mizalla("plan", scenario, "--json", "--no-store", "--without", "nour").data
    assert free["served"]["parcels"] == 240
    assert "capacity/nour.yaml" in free["notes"][0]


def test_the_last_good_rules_stand_in(mizalla, scenario, tmp_path):
    """A crash on the last night would leave a member without a say."""
    write(tmp_path)
    words = ("plan", scenario, "--plugin", "ours.py", "--json")
    first = mizalla(*words).data
    assert first["served"]["parcels"] == 150
    write(tmp_path, BROKEN)
    again = mizalla(*words, "--last-good")
    assert again.code == 0
    assert again.data["served"]["parcels"] == 150
    assert f"gave in run {first['run']}" in again.data["notes"][0]
    other = (tmp_path / "other.py").write_text(PLUGIN.format(first=BROKEN))
    assert other
    never = mizalla("plan", scenario, "--plugin", "other.py", "--last-good")
    assert never.code == 4
    assert "no earlier run" in never.err


def test_every_output_of_a_run_says_what_it_was_planned_without(mizalla, scenario, tmp_path):
    """Whoever gets a waybill or a report would not know that a member had no say in it."""
    write(tmp_path, BROKEN)
    words = ("--plugin", "ours.py", "--without", "nour")
    first = mizalla("plan", scenario, *words, "--json").data["run"]
    said = "ours.py of nour: Planned without it: --without nour."
    for command in (
        ("show", first),
        ("show", first, "--rules"),
        ("show", first, "--coverage"),
        ("show", first, "--trips"),
        ("show", first, "--reports"),
        ("explain", first),
        ("verify", first),
        ("sensitivity", first),
        ("report", first, "-o", "page.html"),
        ("waybills", first, "-o", "paper.pdf"),
        ("export", first, "tables"),
        ("export", first, "--xlsx"),
    ):
        assert said in mizalla(*command).out, command
        assert mizalla(*command, "--json").data["notes"] == [said], command
    assert said in (tmp_path / "page.html").read_text("utf-8")
    pages = PdfReader(tmp_path / "paper.pdf").pages
    assert said in " ".join(pages[0].extract_text().split())
    (book,) = tmp_path.glob("*.xlsx")
    cells = [cell.value for row in openpyxl.load_workbook(book).worksheets[0] for cell in row]
    assert said in cells
    assert "خُطّط بدونها" in mizalla("show", first, "--lang", "ar").out


def test_sweep_and_umbrella_do_without_a_member_or_take_its_last_rules(mizalla, scenario, tmp_path):
    """One broken plugin would stop every what-if of the alliance."""
    write(tmp_path)
    first = mizalla("plan", scenario, "--plugin", "ours.py", "--json").data
    write(tmp_path, BROKEN)
    sweep = ("sweep", scenario, "--axis", "stock=0.5", "--plugin", "ours.py", "--jobs", "1")
    umbrella = ("umbrella", scenario, "--plugin", "ours.py", "--jobs", "1")
    for command in (sweep, umbrella):
        failed = mizalla(*command, "--json")
        assert failed.code == 4
        assert failed.data["error"]["organisation"] == "nour"
        out = mizalla(*command, "--without", "nour", "--json").data
        assert out["notes"] == ["ours.py of nour: Planned without it: --without nour."]
    rows = mizalla(*sweep, "--last-good", "--json").data
    assert f"gave in run {first['run']}" in rows["notes"][0]
    assert len(rows["notes"]) == 1
    assert [row["served"] for row in rows["cases"]] == [150, 120]
    assert "Planned without it" in mizalla(*sweep, "--without", "ours.py").out
    both = mizalla(*umbrella, "--last-good", "--json").data
    assert f"gave in run {first['run']}" in both["notes"][0]
    kept = mizalla("show", both["runs"]["pooled"], "--json").data
    assert kept["notes"] == both["notes"]
    never = mizalla("plan", scenario, "--plugin", "ours.py", "--last-good", "--json").data
    assert f"gave in run {first['run']}" in never["notes"][0]


def test_notes_of_several_runs_tell_which_they_are_of(mizalla, scenario, tmp_path):
    """A comparison would look as if both plans had been made without the member."""
    write(tmp_path)
    words = ("plan", scenario, "--plugin", "ours.py", "--json")
    whole = mizalla(*words).data["run"]
    part = mizalla(*words, "--without", "nour").data["run"]
    notes = mizalla("compare", whole, part, "--json").data["notes"]
    assert notes == [f"{part}: ours.py of nour: Planned without it: --without nour."]


def test_every_rule_is_shown_with_provider_and_hashes(mizalla, scenario, tmp_path):
    """Nobody could find out what a plan was made from."""
    write(tmp_path)
    mizalla("plan", scenario, "--plugin", "ours.py")
    data = mizalla("show", "latest", "--rules", "--json").data
    [record] = [one for one in data["provenance"] if one["name"] == "ours.py"]
    assert len(record["code_hash"]) == len(record["rules_hash"]) == 64
    [rule] = [one for one in data["said"] if one["id"] == "ours.py/line"]
    assert rule["provider"]["organisation"] == "nour"
    assert {use["bound"] for use in rule["uses"]} == {50}
    assert all(use["shadow_price"] for use in rule["uses"])
    shown = mizalla("show", "latest", "--rules").out
    assert "Our line fills 50." in shown
    assert record["code_hash"][:12] in shown


def test_reports_and_objections_are_kept_and_shown(mizalla, scenario, tmp_path):
    """A member's objection would be forgotten with the terminal."""
    write(tmp_path)
    ended = mizalla("plan", scenario, "--plugin", "ours.py")
    assert "Our volunteers are tired." in ended.out
    data = mizalla("show", "latest", "--json").data
    assert data["reports"][0]["rows"] == [[150]]
    assert data["objections"][0]["organisation"] == "nour"
    assert "What we sent" in mizalla("show", "latest", "--reports").out


def test_the_order_of_plugins_changes_no_plan(mizalla, scenario, tmp_path):
    """The same rules would give another plan on another machine."""
    write(tmp_path)
    (tmp_path / "more.py").write_text(
        PLUGIN.format(
            first="yield Limit(name='line', reason='Less.', where={'owner': ['nour']}, at_most=100)"
        )
    )
    plans = []
    for order in (("ours.py", "more.py"), ("more.py", "ours.py")):
        words = [word for name in order for word in ("--plugin", name)]
        mizalla("plan", scenario, *words)
        data = mizalla("show", "latest", "--shipments", "--rules", "--json").data
        plans.append((data["shipment_rows"], data["rules"], data["provenance"]))
    assert plans[0] == plans[1]


YAML = """\
rules:
  - {kind: limit, reason: Our line., name: line, where: {origin: [W1]}, per: [day], at_most: 70}
"""


def test_a_broken_file_of_capacity_is_left_out_or_stands_in(mizalla, scenario, tmp_path):
    """A file that somebody put there by hand would stop the whole alliance, whatever it is told."""
    (tmp_path / "nour.yaml").write_text(YAML, "utf-8")
    assert mizalla("plugins", "register", "--organisation", "nour", scenario, "nour.yaml").code == 0
    file = scenario / "capacity" / "nour.yaml"
    file.write_text("rules: [{kind: limit", "utf-8")
    assert mizalla("plan", scenario).code == 3
    without = mizalla("plan", scenario, "--without", "nour", "--json")
    assert without.code == 0, without.err
    (left_out,) = without.data["notes"]
    assert left_out == "capacity/nour.yaml of nour: Planned without it: --without nour."
    stood_in = mizalla("plan", scenario, "--last-good", "--json")
    assert stood_in.code == 0, stood_in.err
    (note,) = stood_in.data["notes"]
    assert "capacity/nour.yaml is broken" in note
    assert "registration 1" in note
    said = mizalla("show", "latest", "--rules", "--json").data["said"]
    (rule,) = [one for one in said if one["id"].startswith("capacity/nour")]
    assert {use["bound"] for use in rule["uses"]} == {70}
    assert mizalla("check", scenario, "--without", "nour").code == 0
    # A fault of the alliance's own tables nobody can be forgiven.
    (scenario / "stock.csv").write_text("warehouse\nW1\n", "utf-8")
    assert mizalla("plan", scenario, "--last-good").code == 3
