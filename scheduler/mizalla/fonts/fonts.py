"""Where the fonts lie, and what is in them."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FAMILIES = ("Noto Sans", "Noto Sans Arabic")
WEIGHTS = {"Regular": 400, "Bold": 700}


@dataclass(frozen=True)
class Face:
    """One weight of one font, for a page."""

    family: str
    """Name of the font."""
    weight: int
    """Weight, 400 or 700."""
    data: str
    """The font as WOFF2, in base64."""


def font_folder() -> Path:
    """Folder of the fonts as TrueType files."""
    return Path(__file__).parent


def faces() -> Iterator[Face]:
    """Every font and weight, ready to be put into a page."""
    for family in FAMILIES:
        for name, weight in WEIGHTS.items():
            file = font_folder() / f"{family.replace(' ', '')}-{name}.woff2"
            yield Face(family, weight, base64.b64encode(file.read_bytes()).decode())
