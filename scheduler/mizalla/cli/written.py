"""A file that appears whole or not at all."""

import secrets
from pathlib import Path


def written(file: Path, content: bytes) -> Path:
    """Write a file beside its place, then move it there.

    Raises
    ------
    UsageError
        If it can't be written.
    """
    from mizalla_models.errors import UsageError

    beside = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        beside.replace(file)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise UsageError(
            f"{file} can't be written: {error.strerror or error}.",
            mend="Name a file in a folder that you may write in.",
        ) from error
    return file
