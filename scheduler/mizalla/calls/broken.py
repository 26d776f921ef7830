"""Running a plugin's code, and saying whose it was when it breaks."""

import contextlib
import re
import sys
import traceback
from collections.abc import Iterator

from pydantic import ValidationError

from mizalla.calls.plain import cut
from mizalla_models.errors import MizallaError, PluginError

BROKEN = "Mend the plugin, or switch it off in campaign.yaml."
"""What to do about a plugin that breaks."""


@contextlib.contextmanager
def code_of(plugin: str, doing: str, *, rule: str = "") -> Iterator[None]:
    """Run a plugin's code in this context.

    What it prints goes to stderr, because stdout belongs to the answer of the command.

    Parameters
    ----------
    plugin
        Name of the plugin.
    doing
        What it is about to do, for the message.
    rule
        The rule it is about to give, when it is one.

    Raises
    ------
    PluginError
        If it raises anything but an error of Mizalla's own, with the last line of its traceback.
    """
    try:
        with contextlib.redirect_stdout(sys.stderr):
            yield
    except MizallaError:
        raise
    except (Exception, SystemExit) as error:
        raise PluginError(
            plugin,
            f"{doing} broke: {last_line(error)}",
            rule=rule,
            mend=BROKEN,
        ) from error


def last_line(error: BaseException) -> str:
    """Kind and message of an error that was raised, and the line of the plugin that raised it."""
    said = "".join(traceback.format_exception_only(error)).strip().splitlines()[-1]
    if isinstance(error, SyntaxError):
        return f"{cut(said)} (line {error.lineno})."
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        message = str(first["msg"]).removeprefix("Value error, ")
        said = f"{error.title}: {f'{field}: ' if field else ''}{message}"
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if not _LIBRARY.search(frame.filename.replace("\\", "/"))]
    if not own:  # it broke before any of its lines ran
        return f"{cut(said)}."
    last = own[-1]
    file = last.filename.replace("\\", "/").rsplit("/", 1)[-1]
    return f"{cut(said)} ({file}, line {last.lineno}: {cut(last.line or last.name)})."


_LIBRARY = re.compile(r"/(site|dist)-packages/|/lib/python[0-9.]+/|/mizalla/(calls|isolation)/")
