"""What to do with a folder that was just written."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import RenderableType
from rich.text import Text

from mizalla.show.words import plural


def welcome(folder: Path, files: Sequence[Path]) -> RenderableType:
    """Show where a new scenario lies and the first steps with it."""
    return Text.assemble(
        f"{plural(len(files), 'file')} in ",
        (str(folder), "name"),
        ". Next:\n",
        f"  mizalla check {folder}     after you put in your own rows\n",
        f"  mizalla plan {folder}      a first plan",
    )
