"""Where villages lie: real places of a file, or made-up ones along a river and its delta."""

import csv
from pathlib import Path

import numpy as np

from benchmarks.allocate.instance import Figures

KM_PER_DEGREE = 111.195


def read_places(file: Path) -> Figures:
    """Read positions (places, 2) from a CSV with ``lat`` and ``lon``.

    Where there is a column ``coord_quality``, only rows with a + in it are taken: the others stand
    at the centre of their district.

    Raises
    ------
    ValueError
        If no row has a position.
    """
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = [
            (float(row["lat"]), float(row["lon"]))
            for row in csv.DictReader(lines)
            if row.get("lat") and row.get("lon") and "+" in row.get("coord_quality", "+")
        ]
    if not rows:
        raise ValueError(f"{file} holds no row with lat and lon (and a + in coord_quality)")
    return np.unique(np.array(rows), axis=0)


def made_up(rng: np.random.Generator, count: int) -> Figures:
    """Positions (count, 2) around towns: half along a river, half in its delta."""
    towns = max(8, count // 40)
    along = rng.uniform(24.0, 30.0, towns // 2)
    river = np.stack([along, 32.8 - (along - 24.0) * 0.27 + 0.25 * np.sin(3 * along)], axis=1)
    lat = rng.uniform(30.1, 31.4, towns - towns // 2)
    delta = np.stack([lat, 31.2 + (lat - 30.0) * rng.uniform(-0.7, 0.7, len(lat))], axis=1)
    centres = np.concatenate([river, delta])
    around = rng.choice(len(centres), size=count, p=_shares(rng, len(centres)))
    return _jittered(rng, centres[around], 6.0)


def enough(rng: np.random.Generator, real: Figures, count: int) -> Figures:
    """So many positions (count, 2): real ones, and where these do not suffice others near them."""
    if len(real) >= count:
        return real[np.sort(rng.choice(len(real), size=count, replace=False))]
    more = real[rng.choice(len(real), size=count - len(real))]
    return np.concatenate([real, _jittered(rng, more, 2.5)])


def _shares(rng: np.random.Generator, count: int) -> Figures:
    size = rng.lognormal(0.0, 0.5, count)
    shares: Figures = size / size.sum()
    return shares


def _jittered(rng: np.random.Generator, at: Figures, km: float) -> Figures:
    step = rng.normal(0.0, km / KM_PER_DEGREE, at.shape)
    step[:, 1] /= np.cos(np.radians(at[:, 0]))
    result: Figures = np.round(at + step, 5)
    return result
