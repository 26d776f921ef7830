"""``mizalla completion``: commands, options and runs by the tab key."""

import click

from mizalla.cli.options import common
from mizalla.cli.output import Session

SHELLS = ("bash", "zsh", "fish")
VARIABLE = "_MIZALLA_COMPLETE"


@click.command(short_help="Print the script that makes the tab key work.")
@click.argument("shell", type=click.Choice(SHELLS))
@common
def completion(session: Session, shell: str) -> None:
    """Print the script that teaches a shell to complete mizalla's commands and runs.

    For bash, put this line into ~/.bashrc: eval "$(mizalla completion bash)"
    """
    from click.shell_completion import get_completion_class
    from rich.text import Text

    completer = get_completion_class(shell)
    if completer is None:
        raise click.BadParameter(f"{shell} is not a shell that can complete.")
    root = click.get_current_context().find_root().command
    script = completer(root, {}, "mizalla", VARIABLE).source()
    session.give({"shell": shell, "script": script}, lambda: Text(script))
