"""The machine that figures are measured on."""

import os
import platform
from dataclasses import dataclass
from pathlib import Path

from mizalla import __version__

CPU_INFO = Path("/proc/cpuinfo")


@dataclass(frozen=True)
class Machine:
    """What a figure depends on besides the code."""

    mizalla: str
    python: str
    system: str
    processor: str
    cores: int
    busy: float
    """Processes that wanted to run in the last minute, on average; figures rise with it."""

    def line(self) -> str:
        """Say it in one line."""
        return (
            f"Mizalla {self.mizalla}, Python {self.python}, {self.system}, {self.processor}, "
            f"{self.cores} cores, load {self.busy:.1f}"
        )


def machine() -> Machine:
    """Look at the machine at hand."""
    return Machine(
        mizalla=__version__,
        python=platform.python_version(),
        system=f"{platform.system()} {platform.machine()}",
        processor=_processor(),
        cores=os.cpu_count() or 1,
        busy=round(os.getloadavg()[0], 2),
    )


def _processor() -> str:
    if not CPU_INFO.exists():
        return platform.processor() or "unknown processor"
    lines = CPU_INFO.read_text("utf-8").splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else "unknown processor"
