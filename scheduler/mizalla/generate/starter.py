"""The small scenario that ``mizalla init`` writes."""

from importlib.resources import files
from pathlib import Path

from mizalla.generate.folder import empty_folder


def starter(folder: Path) -> None:
    """Write a small scenario to start from: all it needs to be planned as it is.

    Parameters
    ----------
    folder
        Where to; new or empty.

    Raises
    ------
    UsageError
        If the folder holds files already, or can't be written.
    """
    template = files("mizalla.generate").joinpath("template")
    with empty_folder(folder):
        for file in sorted(template.iterdir(), key=lambda item: item.name):
            (folder / file.name).write_bytes(file.read_bytes())
