"""The reference page of all commands, from their own help: ``python -m mizalla.cli.reference``."""

import sys
from collections.abc import Iterator

import click

from mizalla.cli.main import cli

HEAD = """# Commands

From `mizalla COMMAND --help`; `make reference` writes this page anew.
"""
WIDTH = 90


def reference() -> str:
    """Write the page: Markdown with each command's help under its name."""
    root = click.Context(cli, info_name="mizalla", terminal_width=WIDTH, **cli.context_settings)
    return "\n".join([HEAD, *_pages(cli, root)])


def _pages(command: click.Command, ctx: click.Context) -> Iterator[str]:
    yield f"## {ctx.command_path}\n\n```text\n{command.get_help(ctx)}\n```\n"
    if isinstance(command, click.Group):
        for name in command.list_commands(ctx):
            sub = command.commands[name]
            yield from _pages(
                sub, click.Context(sub, info_name=name, parent=ctx, terminal_width=WIDTH)
            )


if __name__ == "__main__":
    sys.stdout.write(reference())
