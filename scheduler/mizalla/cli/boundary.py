"""The edge of the program: what any error becomes for the person or program that called it."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

import click

from mizalla.cli.failure import report, report_defect
from mizalla.cli.spoken import SPOKEN, Spoken, spoken
from mizalla.cli.streams import prepare, silence_stdout
from mizalla_models.errors import MizallaError, UsageError

INTERRUPTED = 130  # 128 + SIGINT, as shells have it
READER_GONE = 141  # 128 + SIGPIPE


class Boundary(click.Group):
    """A group of commands that ends with the exit codes of the project's error tree.

    With ``--json`` anywhere among the arguments an error is one JSON object on stdout too.
    """

    context_class = Spoken

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Commands in the order in which a planner meets them."""
        return list(self.commands)

    def main(  # type: ignore[override]
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> NoReturn:
        """Run, and end the process: click's own ``standalone_mode`` is never wanted here."""
        words = sys.argv[1:] if args is None else list(args)
        prepare(as_json="--json" in words)
        try:
            code = self._run(words, prog_name, extra)
            sys.stdout.flush()
        except (_ReaderGoneError, BrokenPipeError):
            silence_stdout()
            code = READER_GONE
        except OSError as error:
            silence_stdout()
            click.echo(f"Error: stdout takes nothing more: {error.strerror}.", err=True)
            code = UsageError.exit_code
        sys.exit(code)

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Take a command in, whose help is then in the language of whoever calls."""
        super().add_command(cmd, name)
        _speak(cmd)

    def _run(self, words: list[str], prog_name: str | None, extra: dict[str, Any]) -> int:
        as_json = "--json" in words
        language = None if as_json else spoken(words)
        try:
            code = super().main(words, prog_name, **(extra | {"standalone_mode": False}))
        except _ReaderGoneError:
            raise
        except click.Abort:
            click.echo("Interrupted.", err=True)
            return INTERRUPTED
        except click.ClickException as error:
            if not as_json and language is None:
                error.show()
            else:
                mend = _help_hint(error) if not as_json else ""
                told = UsageError(error.format_message(), mend=mend)
                report(told, as_json=as_json, language=language)
            return error.exit_code
        except MizallaError as error:
            report(error, as_json=as_json, language=language)
            return error.exit_code
        except OSError as error:
            problem = f"{error.filename or 'Input or output'}: {error.strerror or error}."
            told = UsageError(problem, mend="Check path, permissions and room.")
            report(told, as_json=as_json, language=language)
            return UsageError.exit_code
        except Exception as error:  # noqa: BLE001 - the last resort: no traceback for a planner
            in_full = "-v" in words or "--verbose" in words
            report_defect(error, as_json=as_json, in_full=in_full, language=language)
            return MizallaError.exit_code
        return code if isinstance(code, int) else 0

    def make_context(self, *arguments: Any, **extra: Any) -> click.Context:
        """Read the arguments, or print the help that they ask for."""
        with _ahead_of_click():
            return super().make_context(*arguments, **extra)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments, the language of the help before all."""
        ctx.meta[SPOKEN] = spoken(args)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was named."""
        with _ahead_of_click():
            return super().invoke(ctx)


def _speak(command: click.Command) -> None:
    command.context_class = Spoken
    for inner in command.commands.values() if isinstance(command, click.Group) else ():
        _speak(inner)


def _help_hint(error: click.ClickException) -> str:
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    return f"Try '{ctx.command_path} --help' for help." if ctx is not None else ""


class _ReaderGoneError(Exception):
    """Whoever read stdout went away."""


@contextmanager
def _ahead_of_click() -> Iterator[None]:
    """Keep a broken pipe from click, which would end the process with 1: a defect of ours."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError as error:
        raise _ReaderGoneError from error
