"""Benchmark instances and their best-known solutions."""

from pathlib import Path

import pytest

from mizalla.routing import read_solution, read_vrplib, route
from mizalla_models.errors import UsageError
from mizalla_models.routing import FOREVER

CVRP = """NAME : tiny
TYPE : CVRP
DIMENSION : 4
EDGE_WEIGHT_TYPE : EUC_2D
CAPACITY : 10
NODE_COORD_SECTION
1 0 0
2 0 10
3 3 4
4 10 0
DEMAND_SECTION
1 0
2 6
3 6
4 4
DEPOT_SECTION
1
-1
EOF
"""
MIXED = CVRP.replace("CAPACITY : 10", "VEHICLES : 3").replace(
    "DEPOT_SECTION",
    """CAPACITY_SECTION
1 6
2 10
3 10
VEHICLES_FIXED_COST_SECTION
1 5
2 9
3 9
VEHICLES_UNIT_DISTANCE_COST_SECTION
1 1
2 2
3 2
VEHICLES_MAX_DISTANCE_SECTION
1 21
2 100
3 100
VEHICLES_RELOAD_DEPOT_SECTION
1 1
2 1
3 1
DEPOT_SECTION""",
)
TIMED = CVRP.replace(
    "DEPOT_SECTION",
    """TIME_WINDOW_SECTION
1 0 100
2 5 20.5
3 0 50
4 0 50
SERVICE_TIME_SECTION
1 0
2 1.5
3 1
4 1
DEPOT_SECTION""",
)
SOLOMON = """R101

VEHICLE
NUMBER     CAPACITY
  2          10

CUSTOMER
CUST NO.   XCOORD.   YCOORD.   DEMAND    READY TIME  DUE DATE   SERVICE TIME

    0      0         0          0          0        100          0
    1      0        10          6          5         20          1
    2      3         4          6          0         50          1
"""


def written(folder: Path, text: str, name: str = "tiny.vrp") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_capacities_and_ways(tmp_path: Path) -> None:
    """Benchmarks would be solved for other loads or ways than they ask."""
    instance = read_vrplib(written(tmp_path, CVRP))
    assert [task.load for task in instance.tasks] == [(6,), (6,), (4,)]
    (truck,) = instance.trucks
    assert (truck.count, truck.capacity) == (3, (10,))
    assert instance.distance[0, 0].tolist() == [0, 10, 5, 10]
    # 2 with 4 and 3 alone: 10 + 14 + 10 + 10; 3 with 4 and 2 alone: 5 + 8 + 10 + 20
    assert route(instance, seconds=0.2).cost == 43


def test_trucks_that_differ(tmp_path: Path) -> None:
    """Heterogeneous and multi-trip benchmarks would be read as plain ones."""
    instance = read_vrplib(written(tmp_path, MIXED))
    small, large = instance.trucks
    assert (small.count, small.capacity, small.fixed_cost, small.furthest) == (1, (6,), 5, 21)
    assert (large.count, large.distance_cost, large.trips) == (2, 2, 3)


def test_times_are_scaled_as_the_best_known_solutions_have_them(tmp_path: Path) -> None:
    """Costs could not be held against those that are published."""
    instance = read_vrplib(written(tmp_path, TIMED))
    assert instance.tasks[0].window == (50, 205)
    assert instance.tasks[0].service == 15
    assert instance.trucks[0].shift == (0, 1000)
    assert instance.distance[0, 1, 2] == 67
    assert read_vrplib(written(tmp_path, TIMED), rounding="round").distance[0, 1, 2] == 7


def test_solomon_files(tmp_path: Path) -> None:
    """The oldest format of all would be refused."""
    instance = read_vrplib(written(tmp_path, SOLOMON, "r101.txt"))
    assert (instance.trucks[0].count, instance.tasks[0].window) == (2, (50, 200))
    assert instance.tasks[0].trucks is None
    assert instance.trucks[0].furthest == FOREVER


def test_solutions_are_priced_in_the_instances_units(tmp_path: Path) -> None:
    """Gaps would be of sums that were rounded otherwise."""
    instance = read_vrplib(written(tmp_path, CVRP))
    best = read_solution(
        written(tmp_path, "Route #1: 1\nRoute #2: 2 3\nCost 1\n", "b.sol"), instance
    )
    assert best is not None
    assert best.cost == 43
    wrong = written(tmp_path, "Route #1: 1 2 3\nCost 1\n", "w.sol")
    assert read_solution(wrong, instance) is None


def test_what_instances_can_not_say_is_refused(tmp_path: Path) -> None:
    """Another question than the file's would be answered."""
    groups = CVRP.replace("DEPOT_SECTION", "MUTUALLY_EXCLUSIVE_GROUP_SECTION\n1 2\nDEPOT_SECTION")
    with pytest.raises(UsageError, match="mutually_exclusive_group"):
        read_vrplib(written(tmp_path, groups))
    with pytest.raises(UsageError, match="no VRPLIB or Solomon file"):
        read_vrplib(written(tmp_path, "hello: world\n"))


MATRIX = [[0, 10, 5, 10], [10, 0, 7, 14], [5, 7, 0, 8], [10, 14, 8, 0]]
LAYOUTS = {
    "FULL_MATRIX": "0 10 5 10\n10 0 7 14\n5 7 0 8\n10 14 8 0",
    "LOWER_ROW": "10\n5 7\n10 14 8",
    "UPPER_COL": "10 5 7\n10 14 8",
    "LOWER_DIAG_ROW": "0 10 0 5\n7 0 10 14 8 0",
    "UPPER_DIAG_COL": "0\n10 0\n5 7 0\n10 14 8 0",
    "UPPER_ROW": "10 5 10\n7 14\n8",
    "LOWER_COL": "10 5 10 7 14 8",
    "UPPER_DIAG_ROW": "0 10 5 10\n0 7 14\n0 8\n0",
    "LOWER_DIAG_COL": "0 10 5 10 0\n7 14 0 8 0",
}


def explicit(layout: str, figures: str) -> str:
    head = f"EDGE_WEIGHT_TYPE : EXPLICIT\nEDGE_WEIGHT_FORMAT : {layout}"
    rest = f"EDGE_WEIGHT_SECTION\n{figures}\nDEMAND_SECTION"
    return CVRP.replace("EDGE_WEIGHT_TYPE : EUC_2D", head).replace("DEMAND_SECTION", rest)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_matrices_in_every_layout(tmp_path: Path, layout: str) -> None:
    """Ways would be read as others', or half of the public instances refused."""
    instance = read_vrplib(written(tmp_path, explicit(layout, LAYOUTS[layout])))
    assert instance.distance[0].tolist() == MATRIX


def test_ways_there_and_back_may_differ(tmp_path: Path) -> None:
    """A one-way street would be driven both ways."""
    uneven = LAYOUTS["FULL_MATRIX"].replace("10 14 8 0", "10 14 3 0")
    instance = read_vrplib(written(tmp_path, explicit("FULL_MATRIX", uneven)))
    assert (instance.distance[0, 2, 3], instance.distance[0, 3, 2]) == (8, 3)


@pytest.mark.parametrize(
    ("kind", "apart"),
    [("CEIL_2D", 7), ("FLOOR_2D", 6), ("MAN_2D", 9), ("MAX_2D", 6), ("ATT", 3), ("GEO", 747)],
)
def test_kinds_of_coordinates(tmp_path: Path, kind: str, apart: int) -> None:
    """Ways would be measured otherwise than by those who published what is best."""
    instance = read_vrplib(written(tmp_path, CVRP.replace("EUC_2D", kind)))
    assert instance.distance[0, 1, 2] == instance.distance[0, 2, 1] == apart


@pytest.mark.parametrize(
    "broken",
    [
        explicit("LOWER_ROW", "10 5 7 10 14"),
        explicit("SOME_ROW", "10 5 7 10 14 8"),
        explicit("LOWER_ROW", "10 5 7 10 14 eight"),
        CVRP.replace("EUC_2D", "XRAY1"),
    ],
)
def test_distances_that_can_not_be_read_are_refused(tmp_path: Path, broken: str) -> None:
    """An instance with ways that nobody stated would be answered."""
    with pytest.raises(UsageError, match="no VRPLIB or Solomon file"):
        read_vrplib(written(tmp_path, broken))


def test_a_limit_of_distance_holds_with_what_stops_take(tmp_path: Path) -> None:
    """Tours of the instances with service times would be cheaper than what is best."""
    text = CVRP.replace("CAPACITY : 10", "CAPACITY : 10\nDISTANCE : 26\nSERVICE_TIME : 4")
    instance = read_vrplib(written(tmp_path, text))
    (truck,) = instance.trucks
    assert (truck.longest, truck.furthest) == (26, 26)
    assert [task.service for task in instance.tasks] == [4, 4, 4]
    # 3 and 4 together are 23 and two stops of 4: too long, so each is brought alone.
    assert route(instance, seconds=0.2).cost == 50
