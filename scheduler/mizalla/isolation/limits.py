"""What a plugin's process may take."""

from pydantic import Field

from mizalla_models.base import Word

MEGABYTE = 1024 * 1024


class Limits(Word):
    """Limits of one plugin's process."""

    seconds: float = Field(default=30, gt=0)
    """Wall time from its start to its answer, s."""
    memory_mb: int = Field(default=1024, ge=128)
    """Address space, MB, where the system can limit it (Linux)."""
    chatter_mb: float = Field(default=1, gt=0)
    """What it may print, MB."""
    answer_mb: float = Field(default=256, gt=0)
    """What it may answer, MB."""
    scratch_mb: float = Field(default=64, gt=0)
    """What it may write to its own folder, MB."""
    scratch_files: int = Field(default=2000, gt=0)
    """Files and folders that it may make there."""
