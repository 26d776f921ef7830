"""Benchmark instances from files: VRPLIB format with its common extensions, and Solomon's."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from mizalla.routing.edge_weights import edge_weights, section
from mizalla_models.errors import UsageError
from mizalla_models.routing import FOREVER, Instance, Task, Truck

Rounding = Literal["auto", "round", "dimacs", "exact", "trunc"]
ROUNDINGS: dict[str, Callable[[NDArray[np.float64]], NDArray[np.float64]]] = {
    "round": np.rint,
    "trunc": np.trunc,
    "dimacs": lambda values: np.trunc(10 * values + 1e-9),
    "exact": lambda values: np.rint(1000 * values),
}
SCALE = {"round": 1, "trunc": 1, "dimacs": 10, "exact": 1000}
"""What one unit of the file becomes."""
KNOWN = {
    "backhaul",
    "capacity",
    "comment",
    "demand",
    "depot",
    "dimension",
    "distance",
    "edge_weight",
    "edge_weight_format",
    "edge_weight_type",
    "linehaul",
    "name",
    "node_coord",
    "display_data_type",
    "prize",
    "release_time",
    "service_time",
    "time_window",
    "type",
    "vehicles",
    "vehicles_allowed_clients",
    "vehicles_depot",
    "vehicles_fixed_cost",
    "vehicles_max_distance",
    "vehicles_max_duration",
    "vehicles_max_reloads",
    "vehicles_reload_depot",
    "vehicles_unit_distance_cost",
    "vehicles_unit_duration_cost",
}
"""What a file may say; anything else would change the question, and is refused."""


def read_vrplib(path: Path, *, rounding: Rounding = "auto") -> Instance:
    """Read a benchmark instance.

    Parameters
    ----------
    path
        A file in VRPLIB format (CVRP, VRPTW, heterogeneous fleet, multi-trip with reload depots,
        release times, several depots, prizes), or in Solomon's.
    rounding
        How distances and times become whole: ``round`` to the nearest, ``dimacs`` truncated to a
        tenth, ``exact`` rounded to a thousandth, ``trunc`` truncated. ``auto``: dimacs where there
        are time windows, else round: the conventions of the best-known solutions.

    Raises
    ------
    UsageError
        If the file can't be read, or asks for what instances don't have (pick-ups, groups).
    """
    try:
        said = _read(path.read_text("utf-8", errors="replace"))
    except (OSError, ValueError, KeyError, IndexError, RuntimeError, TypeError) as error:
        raise UsageError(f"{path} is no VRPLIB or Solomon file: {error}") from error
    unknown = sorted(set(said) - KNOWN)
    if unknown or np.any(said.get("backhaul", 0)):
        raise UsageError(
            f"{path.name} asks for {', '.join(unknown) or 'backhaul'}, which instances can't say.",
            mend="Leave it out of the folder.",
        )
    if rounding == "auto":
        rounding = "dimacs" if "time_window" in said else "round"
    return _File(path.stem, said, rounding).instance()


def _read(text: str) -> dict[str, Any]:
    """What a file says, by lower-case name."""
    from vrplib.parse import parse_solomon, parse_vrplib

    if ":" not in text.partition("\n")[0] and "SECTION" not in text:
        return dict(parse_solomon(text))
    rest, figures = section(text)
    said: dict[str, Any] = dict(parse_vrplib(rest, compute_edge_weights=False))
    said["edge_weight"] = edge_weights(said, figures)
    return said


class _File:
    def __init__(self, name: str, said: dict[str, Any], rounding: str) -> None:
        self._name, self._said = name, said
        self._whole = ROUNDINGS[rounding]
        self._size = len(said["edge_weight"])
        self._depots = [int(depot) for depot in np.atleast_1d(said.get("depot", [0]))]

    def instance(self) -> Instance:
        matrix = self._whole(np.asarray(self._said["edge_weight"], dtype=float))
        np.fill_diagonal(matrix, 0)
        types, allowed = self._types()
        clients = [node for node in range(self._size) if node not in self._depots]
        loads = np.asarray(
            self._said.get("demand", self._said.get("linehaul", np.zeros(self._size)))
        ).reshape(self._size, -1)
        service = self._column("service_time", 0)
        if np.ndim(self._said.get("service_time", 0)) == 0:
            service[self._depots] = 0
        released = self._column("release_time", 0)
        prizes = self._column("prize", 0) if "prize" in self._said else None
        windows = self._windows()
        tasks = []
        for node in clients:
            able = frozenset(kind for kind, mine in enumerate(allowed) if node in mine)
            tasks.append(
                Task(
                    location=node,
                    load=tuple(int(load) for load in loads[node]),
                    service=int(service[node]),
                    window=windows[node],
                    released=int(released[node]),
                    trucks=None if len(able) == len(allowed) else able,
                    prize=None if prizes is None else int(prizes[node]),
                )
            )
        square = matrix.astype(np.int64)[None]
        return Instance(tuple(tasks), types, square, square, self._name)

    def _column(self, name: str, default: float) -> NDArray[np.float64]:
        value = np.asarray(self._said.get(name, default), dtype=float)
        return self._whole(np.array(np.broadcast_to(value, self._size)))

    def _windows(self) -> list[tuple[int, int]]:
        if "time_window" not in self._said:
            return [(0, FOREVER)] * self._size
        windows = self._whole(np.asarray(self._said["time_window"], dtype=float))
        return [(int(first), int(last)) for first, last in windows]

    def _types(self) -> tuple[tuple[Truck, ...], list[frozenset[int]]]:
        """Trucks that are alike, in the order of the file, and the clients of each type."""
        clients = frozenset(range(self._size)) - set(self._depots)
        count = int(self._said.get("vehicles", len(clients)))
        names = (
            "vehicles_depot",
            "vehicles_max_distance",
            "vehicles_max_duration",
            "vehicles_fixed_cost",
            "vehicles_unit_distance_cost",
            "vehicles_unit_duration_cost",
            "vehicles_max_reloads",
        )
        columns = {name: np.broadcast_to(self._said.get(name, np.nan), count) for name in names}
        capacity = np.asarray(self._said.get("capacity", 2**40))
        if capacity.ndim == 0:
            capacity = np.broadcast_to(capacity, count)
        capacity = capacity.reshape(count, -1)
        reloads = self._rows("vehicles_reload_depot", count)
        served = self._rows("vehicles_allowed_clients", count)
        windows = self._windows()
        kinds: dict[tuple[Truck, frozenset[int]], int] = {}
        for number in range(count):
            row = {name: float(column[number]) for name, column in columns.items()}
            home = (
                self._depots[0]
                if np.isnan(row["vehicles_depot"])
                else int(row["vehicles_depot"]) - 1
            )
            again = reloads[number] if reloads else None
            if again is not None and again != frozenset({home}):
                raise UsageError(
                    f"{self._name}: a truck loads again elsewhere than at its start.",
                    mend="Leave it out of the folder.",
                )
            most = row["vehicles_max_reloads"]
            truck = Truck(
                count=1,
                capacity=tuple(int(value) for value in capacity[number]),
                start=home,
                end=home,
                fixed_cost=self._money(row["vehicles_fixed_cost"], 0),
                distance_cost=self._plain(row["vehicles_unit_distance_cost"], 1),
                duration_cost=self._plain(row["vehicles_unit_duration_cost"], 0),
                shift=windows[home],
                longest=self._longest(row["vehicles_max_duration"]),
                furthest=self._furthest(row["vehicles_max_distance"]),
                trips=1 if again is None else len(clients) if np.isnan(most) else int(most) + 1,
            )
            key = truck, clients if served is None else served[number]
            kinds[key] = kinds.get(key, 0) + 1
        trucks = tuple(
            Truck(**{**vars(truck), "count": number}) for (truck, _), number in kinds.items()
        )
        return trucks, [mine for _, mine in kinds]

    def _rows(self, name: str, count: int) -> list[frozenset[int]] | None:
        if name not in self._said:
            return None
        rows = self._said[name]
        if np.ndim(rows[0]) == 0:
            rows = [[value] for value in rows]
        found = [frozenset(int(node) - 1 for node in row) for row in rows]
        return found * count if len(found) == 1 else found

    def _longest(self, value: float) -> int:
        # Without windows a limit of distance holds with what stops take (N. Christofides,
        # A. Mingozzi and P. Toth, 1979).
        if np.isnan(value) and "service_time" in self._said and "time_window" not in self._said:
            value = float(self._said.get("distance", np.nan))
        return self._money(value, FOREVER)

    def _furthest(self, value: float) -> int:
        if np.isnan(value):
            value = float(self._said.get("distance", np.nan))
        return self._money(value, FOREVER)

    def _money(self, value: float, default: int) -> int:
        return default if np.isnan(value) else int(self._whole(np.array([value]))[0])

    def _plain(self, value: float, default: int) -> int:
        if np.isnan(value):
            return default
        if value != int(value):
            raise UsageError(f"{self._name}: cost of a unit of distance {value:g} is not whole.")
        return int(value)
