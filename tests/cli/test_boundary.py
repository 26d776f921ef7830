"""What errors become at the edge of the program."""

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from mizalla.cli.boundary import Boundary
from mizalla_models.errors import (
    InfeasibleError,
    MizallaError,
    PluginError,
    RejectedPlanError,
    ScenarioError,
    StoreError,
    UsageError,
)
from mizalla_models.fault import Fault
from mizalla_models.plan import Conflict, Finding

FAULT = Fault(file="stock.csv", row=4, column="quantity", problem="It is -3.", mend="Mend it.")
WARNING = FAULT.model_copy(update={"severity": "warning", "problem": "It is odd."})
CONFLICT = Conflict(
    provider="packing (nour)",
    organisation="nour",
    rule="packing/line",
    groups=("2027-02-08", "2027-02-09", "2027-02-10", "2027-02-11"),
    reason="Our line is small.",
    relax_by=12.5,
)
ERRORS = {
    "usage": (UsageError("There is no run x.", mend="Name another."), 2),
    "scenario": (ScenarioError([FAULT, WARNING]), 3),
    "plugin": (PluginError("packing", "it broke.", rule="line", mend="Mend it."), 4),
    "infeasible": (InfeasibleError([CONFLICT]), 5),
    "store": (StoreError("The disk is full.", mend="Make room."), 6),
    "rejected": (RejectedPlanError([Finding(check="stock", problem="3 is more than 2.")]), 1),
    "defect": (MizallaError("It went wrong.", mend="Tell us."), 1),
}


def raising(error: BaseException) -> Boundary:
    """A command line whose one command raises an error."""

    @click.group(cls=Boundary)
    def cli() -> None: ...

    @cli.command()
    @click.option("--json", "as_json", is_flag=True)
    @click.option("-v", "verbose", is_flag=True)
    def go(as_json: bool, verbose: bool) -> None:
        raise error

    return cli


@pytest.mark.parametrize("kind", ERRORS)
def test_each_branch_of_errors_has_its_exit_code_and_kind(kind):
    """A script could not tell a fault of the scenario from one of the database."""
    error, code = ERRORS[kind]
    ended = CliRunner().invoke(raising(error), ["go", "--json"])
    told = json.loads(ended.stdout)["error"]
    assert (ended.exit_code, told["kind"], told["exit_code"]) == (code, kind, code)
    assert told["message"] == error.problem
    assert told["mend"] == error.mend.strip()
    assert ended.stderr == ""


@pytest.mark.parametrize("kind", ERRORS)
def test_without_json_an_error_is_told_on_stderr_alone(kind):
    """What is piped on to another program would have an error message in it."""
    error, code = ERRORS[kind]
    ended = CliRunner().invoke(raising(error), ["go"], env={"COLUMNS": "120"})
    assert ended.exit_code == code
    assert ended.stdout == ""
    assert "Traceback" not in ended.stderr
    if kind not in ("scenario", "infeasible"):
        assert error.problem.splitlines()[0] in ended.stderr
        assert error.mend.strip() in ended.stderr


def test_faults_are_told_with_place_and_mend():
    """A planner would know that something is wrong, but not where."""
    told = json.loads(CliRunner().invoke(raising(ERRORS["scenario"][0]), ["go", "--json"]).stdout)
    assert told["faults"] == told["error"]["faults"] == [FAULT.model_dump(mode="json")]
    assert told["warnings"] == [WARNING.model_dump(mode="json")]
    table = CliRunner().invoke(raising(ERRORS["scenario"][0]), ["go"]).stderr
    for word in ("1 fault", "1 warning", "stock.csv", "4", "quantity", "It is -3.", "Mend it."):
        assert word in table


def test_a_conflict_is_told_with_providers_reasons_and_what_to_relax():
    """Nobody would know whom to talk to when rules can't hold together."""
    told = json.loads(CliRunner().invoke(raising(ERRORS["infeasible"][0]), ["go", "--json"]).stdout)
    assert told["status"] == "infeasible"
    assert told["conflict"] == [CONFLICT.model_dump(mode="json")]
    table = CliRunner().invoke(raising(ERRORS["infeasible"][0]), ["go"]).stderr
    for word in ("packing (nour)", "packing/line", "Our line is small.", "12.5", "and 1 more"):
        assert word in table


def test_an_unforeseen_error_leaves_its_traceback_in_a_file_only():
    """A planner would see a traceback; or nobody could find the defect."""
    ended = CliRunner().invoke(raising(KeyError("W9")), ["go", "--json"])
    told = json.loads(ended.stdout)["error"]
    assert (ended.exit_code, told["kind"]) == (1, "defect")
    assert "KeyError: 'W9'" in told["message"]
    assert "Traceback" not in ended.stdout + ended.stderr
    log = told["mend"].removeprefix("Please report it, with ").removesuffix(".")
    assert "Traceback" in Path(log).read_text("utf-8")


def test_verbose_shows_the_traceback_too():
    """Somebody who mends Mizalla would have to look for the file."""
    ended = CliRunner().invoke(raising(KeyError("W9")), ["go", "-v"])
    assert "Traceback" in ended.stderr


def test_a_file_that_cannot_be_touched_is_no_defect():
    """A full disk or a missing permission would be reported as our defect."""
    ended = CliRunner().invoke(raising(PermissionError(13, "Permission denied", "/x")), ["go"])
    assert ended.exit_code == 2
    assert "/x: Permission denied" in ended.stderr


def test_an_interrupt_ends_as_shells_expect():
    """A loop of a shell would go on after Ctrl-C."""
    ended = CliRunner().invoke(raising(KeyboardInterrupt()), ["go"])
    assert ended.exit_code == 130
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("words", [["go", "--what"], ["gone"], ["--what"]])
def test_wrong_use_is_told_as_json_too(words):
    """A script that asked for JSON would get text where it made a mistake itself."""
    ended = CliRunner().invoke(raising(KeyError()), [*words, "--json"])
    assert ended.exit_code == 2
    assert json.loads(ended.stdout)["error"]["kind"] == "usage"
    assert CliRunner().invoke(raising(KeyError()), words).exit_code == 2


@pytest.mark.parametrize("words", [["plugins", "list"], ["plugins", "list", "--json"], ["--help"]])
def test_a_reader_that_goes_away_ends_a_command_quietly(words):
    """``mizalla … | head -1`` would end in a traceback."""
    program = subprocess.Popen(
        [sys.executable, "-m", "mizalla", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.close()
    told = program.stderr.read()
    program.stderr.close()
    assert (program.wait(), told) == (141, b"")
