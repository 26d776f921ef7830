"""The edge of the program: what any error becomes for the person or program that called it."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

import click

from mizalla.cli.failure import report, report_defect
from mizalla.cli.streams import prepare, silence_stdout
from mizalla_models.errors import MizallaError, UsageError

INTERRUPTED = 130  # 128 + SIGINT, as shells have it
READER_GONE = 141  # 128 + SIGPIPE


class Boundary(click.Group):
    """A group of commands that ends with the exit codes of the project's error tree.

    With ``--json`` anywhere among the arguments an error is one JSON object on stdout too.
    """

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

    def _run(self, words: list[str], prog_name: str | None, extra: dict[str, Any]) -> int:
        as_json = "--json" in words
        try:
            code = super().main(words, prog_name, **(extra | {"standalone_mode": False}))
        except _ReaderGoneError:
            raise
        except click.Abort:
            click.echo("Interrupted.", err=True)
            return INTERRUPTED
        except click.ClickException as error:
            if not as_json:
                error.show()
            else:
                report(UsageError(error.format_message()), as_json=True)
            return error.exit_code
        except MizallaError as error:
            report(error, as_json=as_json)
            return error.exit_code
        except OSError as error:
            problem = f"{error.filename or 'Input or output'}: {error.strerror or error}."
            report(UsageError(problem, mend="Check path, permissions and room."), as_json=as_json)
            return UsageError.exit_code
        except Exception as error:  # noqa: BLE001 - the last resort: no traceback for a planner
            report_defect(error, as_json=as_json, in_full="-v" in words or "--verbose" in words)
            return MizallaError.exit_code
        return code if isinstance(code, int) else 0

    def make_context(self, *arguments: Any, **extra: Any) -> click.Context:
        """Read the arguments, or print the help that they ask for."""
        with _ahead_of_click():
            return super().make_context(*arguments, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was named."""
        with _ahead_of_click():
            return super().invoke(ctx)


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
