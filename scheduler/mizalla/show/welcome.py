"""What to do with a folder that was just written."""

import shlex
from collections.abc import Sequence
from pathlib import Path

from rich.console import RenderableType
from rich.text import Text

from mizalla.show.words import plural


def welcome(folder: Path, files: Sequence[Path]) -> RenderableType:
    """Show where a new scenario lies and the first steps with it."""
    word = shlex.quote(str(folder))
    return Text.assemble(
        f"{plural(len(files), 'file')} in ",
        (str(folder), "name"),
        ". Put your own rows into its tables, then:\n",
        f"  mizalla check {word}\n  mizalla plan {word}",
    )
