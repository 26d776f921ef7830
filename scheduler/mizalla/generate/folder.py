"""A folder to write a scenario to."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mizalla_models.errors import UsageError


@contextmanager
def empty_folder(folder: Path) -> Iterator[Path]:
    """Make a folder to be written to, and say what is wrong where that can't be done.

    Raises
    ------
    UsageError
        If it holds anything, or can't be made or written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise UsageError(
                f"{folder} is not empty.",
                mend="Name a folder that is new or empty: nothing is overwritten.",
            )
        yield folder
    except OSError as error:
        raise UsageError(
            f"{folder} can't be written: {error.strerror or error}.", mend="Name another folder."
        ) from error
