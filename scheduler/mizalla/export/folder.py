"""Folders that appear whole: filled beside their place, then moved into it."""

import errno
import os
import secrets
import shutil
from collections.abc import Iterator, Set
from contextlib import contextmanager
from pathlib import Path

from mizalla_models.errors import UsageError

MEND = "Name a folder that is not there yet, in one that you may write in."

LEFT_BY_DESKTOPS = {".DS_Store", "Thumbs.db", "desktop.ini"}


@contextmanager
def whole_folder(folder: Path, files: Set[str], mark: str) -> Iterator[Path]:
    """Fill a folder so that it is never seen half full.

    Parameters
    ----------
    folder
        Where it should be. Not there, empty, or filled by this function before: then it is
        replaced whole.
    files
        Names of all files that may be in it.
    mark
        The one of them that always is.

    Yields
    ------
    Path
        An empty folder beside it, to be filled. If anything goes wrong meanwhile, it is removed
        and the old folder left as it was.

    Raises
    ------
    UsageError
        If the folder holds anything else, is a file, or can't be written.
    """
    folder = folder.resolve()
    try:
        _refuse_foreign(folder, files, mark)
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}")
        beside.mkdir()
    except OSError as error:
        raise _unwritable(folder, error) from error
    try:
        yield beside
        _put(beside, folder)
    except OSError as error:
        raise _unwritable(folder, error) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def require_room(folder: Path, files: Set[str], mark: str) -> None:
    """Make sure that a folder may be filled, before the work that it takes to have what to put.

    Parameters
    ----------
    folder, files, mark
        As for :func:`whole_folder`.

    Raises
    ------
    UsageError
        If the folder holds anything else, is a file, or can't be written.
    """
    folder = folder.resolve()
    try:
        _refuse_foreign(folder, files, mark)
        above = next(parent for parent in folder.parents if parent.exists())
        if not above.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        if not os.access(above, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        raise _unwritable(folder, error) from error


def _refuse_foreign(folder: Path, files: Set[str], mark: str) -> None:
    if folder.is_dir():
        there = {path.name for path in folder.iterdir()} - LEFT_BY_DESKTOPS
        foreign = sorted(there - files)
        if foreign:
            raise UsageError(
                f"{folder} holds {foreign[0]}, which is no part of an export.", mend=MEND
            )
        if there and mark not in there:
            raise UsageError(f"{folder} holds files, but no whole export.", mend=MEND)
    elif folder.exists():
        raise UsageError(f"{folder} is a file.", mend=MEND)


def _put(beside: Path, folder: Path) -> None:
    if not folder.exists():
        beside.rename(folder)
        return
    old = beside.with_name(f"{beside.name}.old")
    folder.rename(old)
    try:
        beside.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _unwritable(folder: Path, error: OSError) -> UsageError:
    return UsageError(f"{folder} can't be written: {error.strerror or error}.", mend=MEND)
