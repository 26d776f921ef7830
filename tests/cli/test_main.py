"""The commands as a whole."""

import subprocess
import sys

import pytest

import mizalla
from mizalla.cli.main import COMMANDS
from mizalla.cli.options import DEFAULT_DB
from mizalla.store import DEFAULT_URL

HEAVY = ("ortools", "pydantic", "rich", "numpy", "scipy", "sqlmodel", "sqlalchemy", "pluggy")
NAMES = [command.name for command in COMMANDS if command.name is not None]


@pytest.mark.parametrize("words", [[], *([name] for name in NAMES), ["plugins", "list"]])
def test_help_loads_nothing_heavy(words):
    """Help, and completion by the tab key, would keep people waiting."""
    code = (
        "import runpy, sys\n"
        f"sys.argv = ['mizalla', *{words!r}, '--help']\n"
        "try:\n    runpy.run_module('mizalla', run_name='__main__')\n"
        "except SystemExit as end:\n    assert not end.code, end.code\n"
        f"print('loaded:', sorted(set({HEAVY!r}) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("loaded: []")
    assert "Usage: mizalla" in done.stdout


def test_importing_mizalla_loads_no_solver():
    """A program that only reads plans would load a solver."""
    code = (
        "import sys, mizalla, mizalla.cli.main, mizalla.run, mizalla.show\n"
        "print([name for name in sys.modules if name.startswith('ortools')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("name", [name for name in NAMES if name != "plugins"])
def test_every_command_has_the_common_options(mizalla, name):
    """A script that passes --json or --db to any command would fail at one."""
    text = mizalla(name, "--help").out
    for option in ("--json", "--db URL", "--verbose", "--quiet"):
        assert option in text


def test_version(mizalla):
    """A report of a defect could not say which version it is about."""
    ended = mizalla("--version")
    assert (ended.code, ended.out) == (0, f"mizalla, version {_version()}\n")


def test_the_store_and_the_commands_mean_the_same_database():
    """A run would be kept in one file and looked for in another."""
    assert DEFAULT_DB == DEFAULT_URL


def _version() -> str:
    return mizalla.__version__
