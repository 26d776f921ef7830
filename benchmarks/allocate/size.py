"""Sizes of the benchmark's campaigns."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """How large a campaign is."""

    name: str
    warehouses: int
    points: int
    """Distribution points; a village has two."""
    peers: bool = True
    """Whether the plain model is solved too."""


SIZES = {
    size.name: size
    for size in (
        Size("XS", 12, 160),
        Size("S", 60, 2_000),
        Size("M", 150, 5_000),
        Size("L", 300, 10_000),
        Size("XL", 600, 40_000, peers=False),
    )
}
