"""``mizalla``: all commands under one name."""

import click

from mizalla import __version__
from mizalla.cli.boundary import Boundary
from mizalla.cli.check import check
from mizalla.cli.compare import compare
from mizalla.cli.completion import completion
from mizalla.cli.explain import explain
from mizalla.cli.export import export
from mizalla.cli.generate import generate
from mizalla.cli.init import init
from mizalla.cli.plan import plan
from mizalla.cli.plugins import plugins
from mizalla.cli.report import report
from mizalla.cli.runs import runs
from mizalla.cli.sensitivity import sensitivity
from mizalla.cli.show import show
from mizalla.cli.spoken import spoken_options
from mizalla.cli.sweep import sweep
from mizalla.cli.umbrella import umbrella
from mizalla.cli.verify import verify
from mizalla.cli.waybills import waybills

COMMANDS = (
    init,
    check,
    plan,
    runs,
    show,
    sensitivity,
    umbrella,
    sweep,
    compare,
    explain,
    report,
    export,
    verify,
    waybills,
    plugins,
    generate,
    completion,
)


@spoken_options
@click.group("mizalla", cls=Boundary, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mizalla")
def cli() -> None:
    """Plan how an alliance of charities hands out food parcels.

    A scenario is a folder of tables that a spreadsheet opens. Start with "mizalla init DIR", mend
    what "mizalla check DIR" finds, and make a plan with "mizalla plan DIR".

    Exit codes: 0 done, 1 a defect of Mizalla or a rejected plan, 2 wrong use, 3 faults in the
    scenario, 4 a plugin's fault, 5 rules that can't hold together, 6 the database.
    """


for command in COMMANDS:
    cli.add_command(command)


def main() -> None:
    """Run the command line and end the process with its exit code."""
    cli.main(prog_name="mizalla")
