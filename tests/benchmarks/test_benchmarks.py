"""The benchmarks themselves: they must measure what they say."""

import json
from collections import defaultdict
from datetime import date

import pytest
from benchmarks.__main__ import main
from benchmarks.dispatch import measure_dispatch
from benchmarks.nearest import nearest_allocation
from benchmarks.plan import PlanRun, measure_plan
from benchmarks.read import measure_read
from benchmarks.show import plan_table
from click.testing import CliRunner

from problems import said
from tiny import tiny


def test_reads_as_many_rows_as_asked():
    """A figure for a folder much smaller than the one promised would flatter."""
    found = measure_read(6000)
    assert found.rows == pytest.approx(6000, rel=0.1)
    assert found.seconds > 0


def test_json_has_only_the_parts_asked_for():
    """A part left out must not be given as if it had been measured."""
    result = CliRunner().invoke(main, ["--part", "read", "--rows", "100", "--json"])
    assert result.exit_code == 0, result.output
    found = json.loads(result.output)
    assert found["read"]["rows"] > 100
    assert (found["plan"], found["store"]) == ([], None)
    assert found["machine"]["cores"] >= 1


def test_a_plan_that_fails_gives_no_figures(tmp_path):
    """The seconds until a fault is found must not pass for those of a plan."""
    with pytest.raises(RuntimeError, match="campaign"):
        measure_plan(tmp_path)


def test_share_outside_the_solver_leaves_out_solve_and_dispatch():
    """The promise of a tenth is about the stages that don't look for the plan."""
    run = plan_run()
    assert run.outside_solver == pytest.approx(0.5)
    assert "50.0%" in list(plan_table([run]).columns[1].cells)


def plan_run() -> PlanRun:
    stages = {"read": 1, "collect": 1, "build": 1, "solve": 4, "dispatch": 1, "verify": 1}
    return PlanRun(
        scenario="any",
        status="optimal",
        wall=11,
        processor=8,
        stages=stages | {"store": 1, "total": 10},
        peak=100,
        lanes=5,
        shipments=2,
        gaps={"coverage": 0.0},
        findings=0,
    )


def test_an_allocation_without_a_solver_keeps_hours_and_needs():
    """Dispatch would be measured on base-days that no allocation makes."""
    scenario = tiny()
    rules = said(scenario)
    rows = nearest_allocation(scenario, rules, 0.5)
    assert sum(row.quantity for row in rows) <= 300
    assert {row.fleet for row in rows} == {"F1"}
    hours: dict[date, float] = defaultdict(float)
    for row in rows:
        hours[row.day] += row.truck_hours
    assert max(hours.values()) <= 2 * 8 * 0.5 + 1e-9
    found = measure_dispatch(scenario, rules, rows, "nearest", 2)
    assert found.base_days == len(hours)
    assert found.trips >= found.base_days
    assert found.short == 0
