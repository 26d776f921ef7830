"""A folder to write a scenario to."""

from pathlib import Path


def refuse_unless_empty(folder: Path) -> None:
    """See that nothing would be overwritten.

    Raises
    ------
    UsageError
        There is something in the folder.
    """
    from mizalla_models.errors import UsageError

    if folder.is_dir() and any(folder.iterdir()):
        raise UsageError(
            f"{folder} is not empty.",
            mend="Name a folder that is new or empty; nothing is ever overwritten.",
        )
