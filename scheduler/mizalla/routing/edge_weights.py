"""Distances of a VRPLIB file: matrices in all of TSPLIB's layouts, and its kinds of coordinates.

G. Reinelt, TSPLIB 95, 1995, sections 1.1 to 2.6.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Figures = NDArray[np.float64]

TRIANGLES = {
    "LOWER_ROW": ("lower", -1),
    "UPPER_COL": ("lower", -1),
    "LOWER_DIAG_ROW": ("lower", 0),
    "UPPER_DIAG_COL": ("lower", 0),
    "UPPER_ROW": ("upper", 1),
    "LOWER_COL": ("upper", 1),
    "UPPER_DIAG_ROW": ("upper", 0),
    "LOWER_DIAG_COL": ("upper", 0),
}
"""Triangle that figures fill row by row, and the diagonal that it begins at."""
EARTH = 6378.388
"""Radius that TSPLIB's GEO counts with, km."""
PI = 3.141592
"""What TSPLIB takes for it."""


def section(text: str) -> tuple[str, list[float] | None]:
    """Take the figures of ``EDGE_WEIGHT_SECTION`` out of a file.

    Parameters
    ----------
    text
        The file.

    Returns
    -------
    rest, figures
        The file without the section, and its figures as one stream; None where it has none.

    Raises
    ------
    ValueError
        If one of them is no number.
    """
    kept: list[str] = []
    figures: list[float] | None = None
    inside = False
    for line in text.splitlines():
        words = line.split()
        if inside and words and not (words[0][0].isdigit() or words[0][0] in "+-."):
            inside = False
        if words and words[0].rstrip(":") == "EDGE_WEIGHT_SECTION":
            inside, figures = True, []
        elif not inside:
            kept.append(line)
        elif figures is not None:
            figures += [float(word) for word in words]
    return "\n".join(kept) + "\n", figures


def edge_weights(said: Mapping[str, Any], figures: list[float] | None) -> Figures:
    """Make the square of distances, not yet rounded but where the kind of file asks for it.

    Parameters
    ----------
    said
        The rest of the file, by lower-case name.
    figures
        Of ``EDGE_WEIGHT_SECTION``.

    Raises
    ------
    ValueError
        If the kind or layout is none of TSPLIB's, or there are more or fewer figures than it asks
        for.
    """
    kind = str(said.get("edge_weight_type", "EUC_2D" if figures is None else "EXPLICIT"))
    if kind != "EXPLICIT":
        if kind not in KINDS:
            raise ValueError(f"EDGE_WEIGHT_TYPE is {kind}, not one of {', '.join(sorted(KINDS))}")
        if "node_coord" not in said:
            raise ValueError(f"EDGE_WEIGHT_TYPE is {kind}, and there is no NODE_COORD_SECTION")
        return KINDS[kind](np.asarray(said["node_coord"], dtype=float))
    size = int(said["dimension"])
    layout = str(said.get("edge_weight_format", "FULL_MATRIX"))
    stream = np.array(figures or [], dtype=float)
    if layout == "FULL_MATRIX":
        _enough(stream, size * size)
        return stream.reshape(size, size)
    if layout not in TRIANGLES:
        raise ValueError(f"EDGE_WEIGHT_FORMAT is {layout}, which TSPLIB does not know")
    triangle, diagonal = TRIANGLES[layout]
    indices = (np.tril_indices if triangle == "lower" else np.triu_indices)(size, diagonal)
    _enough(stream, len(indices[0]))
    square = np.zeros((size, size))
    square[indices] = stream
    return np.where(square == 0, square.T, square)


def _enough(stream: Figures, asked: int) -> None:
    if len(stream) != asked:
        raise ValueError(f"EDGE_WEIGHT_SECTION has {len(stream)} figures in place of {asked}")


def _apart(places: Figures) -> list[Figures]:
    """How far places lie apart on each axis."""
    return [np.abs(axis[:, None] - axis[None]) for axis in places.T]


def _euclidean(places: Figures) -> Figures:
    return np.asarray(np.sqrt(sum(axis**2 for axis in _apart(places))))


def _attic(places: Figures) -> Figures:
    """Pseudo-Euclidean: never rounded below what it is."""
    return np.asarray(np.ceil(_euclidean(places) / np.sqrt(10)))


def _geographic(places: Figures) -> Figures:
    """Great circle, coordinates in degrees and minutes (DDD.MM), in whole km."""
    degrees = np.trunc(places)
    latitude, longitude = (PI * (degrees + 5 * (places - degrees) / 3) / 180).T
    east = np.cos(longitude[:, None] - longitude[None])
    less = np.cos(latitude[:, None] - latitude[None])
    more = np.cos(latitude[:, None] + latitude[None])
    angle = np.arccos(np.clip(((1 + east) * less - (1 - east) * more) / 2, -1, 1))
    square = np.asarray(np.trunc(EARTH * angle + 1), dtype=np.float64)
    np.fill_diagonal(square, 0)
    return square


KINDS: Mapping[str, Callable[[Figures], Figures]] = {
    "EUC_2D": _euclidean,
    "EUC_3D": _euclidean,
    "FLOOR_2D": lambda places: np.floor(_euclidean(places)),
    "CEIL_2D": lambda places: np.ceil(_euclidean(places)),
    "EXACT_2D": lambda places: np.round(1000 * _euclidean(places)),
    "MAN_2D": lambda places: np.asarray(sum(_apart(places))),
    "MAX_2D": lambda places: np.asarray(np.maximum.reduce(_apart(places))),
    "ATT": _attic,
    "GEO": _geographic,
}
"""How distances are made of coordinates, by name."""
