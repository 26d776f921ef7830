"""The environment of a plugin's process: what every program needs, and nothing of ours."""

import os
from collections.abc import Mapping
from pathlib import Path

KEPT = ("PATH", "SYSTEMROOT", "WINDIR", "TZ", "LD_LIBRARY_PATH", "SSL_CERT_FILE")
"""Variables that are passed on: where programs and libraries are. None of them is a secret."""
ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
"""Each plugin computes on one core: what one takes, others would wait for."""


def environment(scratch: Path, granted: Mapping[str, str], seed: str) -> dict[str, str]:
    """Make the environment of a plugin.

    Parameters
    ----------
    scratch
        Its own folder.
    granted
        Variables that the campaign grants it.
    seed
        Seed of Python's hashes.
    """
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    folder = str(scratch)
    return {
        **kept,
        **dict.fromkeys(ONE_THREAD, "1"),
        "HOME": folder,
        "TMPDIR": folder,
        "TEMP": folder,
        "TMP": folder,
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": seed,
        **granted,
    }
