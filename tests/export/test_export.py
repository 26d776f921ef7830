import csv
import io
import json
import re
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import hxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from any_plan import ANY_PLAN
from mizalla.export import export
from mizalla.store import Store
from mizalla_models.errors import UsageError
from mizalla_models.plan import Plan
from mizalla_models.run import Run
from plans import SECOND, SHIPMENT, TRANSFER, rule_use, rules_of, run_of, sample_plan

COLUMNS = {
    "shipments.csv": "day,organisation,fleet,origin,lot,parcel,destination,village,quantity",
    "transfers.csv": "day,arrives,organisation,origin,lot,parcel,destination,quantity",
    "coverage.csv": "village,parcel,needed,served,ratio",
    "trips.csv": "day,fleet,vehicle,trip,stop,destination,parcel,quantity,arrive,depart,km,"
    "truck,leaves,returns,pauses,cost",
    "short.csv": "day,fleet,vehicle,origin,destination,village,parcel,quantity,reason",
    "rules.csv": "provider,organisation,rule,group,bound,used,shadow_price,reason",
    "purchases.csv": "supply,warehouse,lot,parcel,quantity,unit_cost,cost",
}
ROWS = {
    "shipments.csv": [
        "2027-02-08,nour,F1,W1,W1/dry,dry,EG250101,EG250101,120",
        "2027-02-09,nour,F1,W1,W1/dry,dry,P2,EG250102,60",
    ],
    "transfers.csv": ["2027-02-08,2027-02-09,nour,W0,L7,dry,W1,40"],
    "coverage.csv": ["EG250101,dry,200,120,0.6", "EG250102,dry,100,60,0.6"],
    "trips.csv": ["2027-02-08,F1,van,F1/2027-02-08/1,1,EG250101,dry,120,08:12,08:42,20.2,1,,,,0.0"],
    "short.csv": [],
    "rules.csv": [
        "loading,nour,loading/W1,W1|2027-02-08,120.0,120.0,-0.25,نحمل 120 كرتونة في اليوم."
    ],
    "purchases.csv": ["W0/L7,W0,L7,dry,40,99.9,3996.0"],
}
HXL_1_1 = re.findall(
    r"#\w+",
    """
    #access #activity #adm1 #adm2 #adm3 #adm4 #adm5 #affected #beneficiary #capacity #cause #channel
    #contact #country #crisis #currency #date #description #event #frequency #geo #group #impact
    #indicator #inneed #item #loc #meta #modality #need #operations #org #output #population
    #reached #region #respondee #sector #service #severity #status #subsector #targeted #value
    """,
)
"""Hashtags of the HXL 1.1 dictionary, hxlstandard.org/standard/1-1final/dictionary."""


def table(path: Path) -> list[dict[str, str]]:
    """Rows of an exported file, by heading."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_files_and_columns_are_those_of_the_design(tmp_path: Path) -> None:
    """Would break if a column moved or changed its name: outside programs read these files."""
    written = export(sample_plan(), tmp_path / "out")
    assert [path.name for path in written] == [*COLUMNS, "plan.json"]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(
        [*COLUMNS, "plan.json"]
    )
    for name, columns in COLUMNS.items():
        lines = [columns, *ROWS[name], ""]
        assert (tmp_path / "out" / name).read_bytes() == "\n".join(lines).encode()


def test_a_plan_without_anything_has_all_files(tmp_path: Path) -> None:
    """Would break if a program that opens every file stumbled over a plan without transfers."""
    empty = dict.fromkeys(
        ("shipments", "transfers", "purchases", "coverage", "trips", "rules", "goals"), ()
    )
    export(sample_plan(**empty), tmp_path / "out")
    for name, columns in COLUMNS.items():
        assert (tmp_path / "out" / name).read_text() == f"{columns}\n"


def test_supplies_of_a_lot_are_one_row(tmp_path: Path) -> None:
    """Would break if the same lot were listed twice for one drop, or one supply's parcels lost."""
    second = {"supply": "W1/dry#2", "quantity": 7}
    plan = sample_plan(
        shipments=(SHIPMENT, SHIPMENT.model_copy(update=second)),
        transfers=(TRANSFER, TRANSFER.model_copy(update=second)),
    )
    export(plan, tmp_path / "out")
    assert [row["quantity"] for row in table(tmp_path / "out" / "shipments.csv")] == ["127"]
    assert [row["quantity"] for row in table(tmp_path / "out" / "transfers.csv")] == ["47"]


def test_what_tells_shipments_apart_stays_apart(tmp_path: Path) -> None:
    """Would break if summing joined two fleets, days, warehouses, lots, parcels or points."""
    changes = {
        "day": SECOND,
        "organisation": "amal",
        "fleet": "F2",
        "origin": "W2",
        "lot": "L2",
        "parcel": "fresh",
        "destination": "P9",
    }
    others = [SHIPMENT.model_copy(update={name: value}) for name, value in changes.items()]
    export(sample_plan(shipments=(SHIPMENT, *others)), tmp_path / "out")
    assert len(table(tmp_path / "out" / "shipments.csv")) == 8


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(plan=ANY_PLAN, hxl_row=st.booleans())
def test_nothing_is_lost_from_any_plan(
    tmp_path_factory: pytest.TempPathFactory, plan: Plan, hxl_row: bool
) -> None:
    """Would break if odd text tore a row apart, or quantities went missing."""
    folder = tmp_path_factory.mktemp("any") / "out"
    export(plan, folder, hxl=hxl_row)
    tables = {name: table(folder / name)[1 if hxl_row else 0 :] for name in COLUMNS}
    assert all(
        None not in row and None not in row.values() for rows in tables.values() for row in rows
    )
    for name, records in (("shipments", plan.shipments), ("transfers", plan.transfers)):
        total = sum(int(row["quantity"]) for row in tables[f"{name}.csv"])
        assert total == sum(record.quantity for record in records)
    assert [float(row["ratio"]) for row in tables["coverage.csv"]] == [
        cover.ratio for cover in plan.coverage
    ]
    assert [float(row["shadow_price"]) for row in tables["rules.csv"]] == [
        use.shadow_price for use in plan.rules
    ]
    assert len(tables["trips.csv"]) == len(plan.trips)
    assert Plan.model_validate_json((folder / "plan.json").read_bytes()) == plan


def test_an_outside_database_takes_the_files_in(tmp_path: Path) -> None:
    """Would break if quoting, line ends or encoding were of a private kind."""
    plan = sample_plan(rules=(rule_use(reason='He said "no, not\nthere"; =1+1'),))
    export(plan, tmp_path / "out")
    database = sqlite3.connect(":memory:")
    for name in COLUMNS:
        with (tmp_path / "out" / name).open(encoding="utf-8", newline="") as file:
            heading, *rows = csv.reader(file)
        database.execute(f'CREATE TABLE "{name}" ({", ".join(f"{c!r}" for c in heading)})')
        marks = ", ".join("?" * len(heading))
        database.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)
    found = database.execute(
        'SELECT c.village, c.served, sum(s.quantity) FROM "coverage.csv" c'
        ' JOIN "shipments.csv" s USING (village, parcel) GROUP BY 1, 2 ORDER BY 1'
    ).fetchall()
    assert found == [("EG250101", "120", 120), ("EG250102", "60", 60)]
    assert database.execute('SELECT reason FROM "rules.csv"').fetchall() == [
        ('He said "no, not\nthere"; =1+1',)
    ]
    database.close()


def test_hxl_is_read_by_its_own_library(tmp_path: Path) -> None:
    """Would break if a hashtag were malformed, unknown to HXL, or wrong for its values."""
    for path in export(sample_plan(), tmp_path / "out", hxl=True)[:-1]:
        source = hxl.data(io.BytesIO(path.read_bytes())).cache()
        assert [column.header for column in source.columns] == COLUMNS[path.name].split(",")
        assert {column.tag for column in source.columns} <= set(HXL_1_1)
        assert len({column.display_tag for column in source.columns}) == len(source.columns)
        assert [",".join(row.values) for row in source] == ROWS[path.name]
        assert hxl.validate(source)["is_valid"]


def test_hxl_finds_its_columns(tmp_path: Path) -> None:
    """Would break if tools that look for places, dates and numbers by hashtag found none."""
    export(sample_plan(), tmp_path / "out", hxl=True)
    source = hxl.data(io.BytesIO((tmp_path / "out" / "shipments.csv").read_bytes()))
    counted = source.count("#adm3+code", "sum(#output+num) as #output+num")
    assert {tuple(row.values) for row in counted} == {("EG250101", 120), ("EG250102", 60)}


def test_equal_plans_give_equal_bytes(tmp_path: Path) -> None:
    """Would break if bytes depended on where a plan was kept, or when it was made."""
    plan = sample_plan(rules=(rule_use(shadow_price=0.0),))
    twin = sample_plan(
        rules=(rule_use(shadow_price=-0.0),),
        settings=dict(reversed(plan.settings.items())),
        solver=dict(reversed(plan.solver.items())),
        cost=dict(reversed(plan.cost.items())),
    )
    assert twin == plan
    with Store("sqlite://") as store:
        store.save(run_of(twin, id="run"), twin, rules_of(twin))
        kept = store.plan("run")
    for name, one in (("a", plan), ("b", twin), ("c", kept)):
        export(one, tmp_path / name, hxl=True)
    assert contents(tmp_path / "a") == contents(tmp_path / "b") == contents(tmp_path / "c")
    assert b"-0.0" not in b"".join(contents(tmp_path / "b").values())


def test_infinity_is_valid_json(tmp_path: Path) -> None:
    """Would break if a bound that nobody could prove made plan.json unreadable."""
    plan = sample_plan(rules=(rule_use(bound=float("inf")),))
    export(plan, tmp_path / "out")

    def refuse(word: str) -> float:
        raise AssertionError(f"{word} is no JSON")

    text = (tmp_path / "out" / "plan.json").read_text("utf-8")
    assert json.loads(text, parse_constant=refuse)["rules"][0]["bound"] == "Infinity"
    assert Plan.model_validate_json(text) == plan


def test_the_run_is_told_on_demand(tmp_path: Path) -> None:
    """Would break if an export could not say which run it is of, or plan.json told the time."""
    run = run_of(sample_plan())
    export(sample_plan(), tmp_path / "plain")
    written = export(sample_plan(), tmp_path / "out", run=run)
    assert written[-1].name == "run.json"
    assert Run.model_validate_json(written[-1].read_bytes()) == run
    assert (tmp_path / "out" / "plan.json").read_bytes() == (
        tmp_path / "plain" / "plan.json"
    ).read_bytes()


def test_a_byte_order_mark_on_demand(tmp_path: Path) -> None:
    """Would break if Excel took Arabic reasons for Latin letters, or JSON got a mark."""
    export(sample_plan(), tmp_path / "out", bom=True)
    marked = {
        name for name, data in contents(tmp_path / "out").items() if data[:3] == b"\xef\xbb\xbf"
    }
    assert marked == set(COLUMNS)


def test_formulas_are_disarmed(tmp_path: Path) -> None:
    """Would break if a member's text could run a formula on the planner's computer."""
    formula = '=HYPERLINK("http://example.org","details")'
    plan = sample_plan(
        shipments=(SHIPMENT.model_copy(update={"lot": "-7"}),), rules=(rule_use(reason=formula),)
    )
    export(plan, tmp_path / "out")
    assert table(tmp_path / "out" / "rules.csv")[0]["reason"] == f"'{formula}"
    assert table(tmp_path / "out" / "rules.csv")[0]["shadow_price"] == "-0.25"
    assert table(tmp_path / "out" / "shipments.csv")[0]["lot"] == "'-7"
    assert json.loads((tmp_path / "out" / "plan.json").read_text())["rules"][0]["reason"] == formula


def test_days_are_iso_and_sorted(tmp_path: Path) -> None:
    """Would break if rows came in the order of the solver's columns."""
    days = [date(2027, 3, 1), date(2027, 2, 9), date(2027, 2, 10)]
    plan = sample_plan(shipments=tuple(SHIPMENT.model_copy(update={"day": day}) for day in days))
    export(plan, tmp_path / "out")
    assert [row["day"] for row in table(tmp_path / "out" / "shipments.csv")] == [
        "2027-02-09",
        "2027-02-10",
        "2027-03-01",
    ]


def test_killed_while_exporting(tmp_path: Path) -> None:
    """Would break if a power cut left half an export that looks whole."""
    folder = tmp_path / "out"
    export(sample_plan(), folder)
    before = contents(folder)
    program = (
        "import sys; from pathlib import Path; from plans import big_plan;"
        "from mizalla.export import export;"
        "export(big_plan(30_000), Path(sys.argv[1]))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(folder)],
        env={"PYTHONPATH": str(Path(__file__).parents[1])},
    )
    while not list(tmp_path.glob(".out.*/coverage.csv")):
        assert process.poll() is None
        time.sleep(0.001)
    process.kill()
    assert process.wait(60) == -signal.SIGKILL
    assert contents(folder) == before


def test_an_export_that_fails_leaves_the_old_one(tmp_path: Path) -> None:
    """Would break if a failure half-way replaced a good export by half of one."""
    export(sample_plan(), tmp_path / "out")
    before = contents(tmp_path / "out")
    unwritable = rule_use(reason="half a pair").model_copy(update={"reason": "\ud800"})
    with pytest.raises(UnicodeEncodeError):
        export(sample_plan().model_copy(update={"rules": (unwritable,)}), tmp_path / "out")
    assert contents(tmp_path / "out") == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    """Would break if exporting into the wrong folder removed somebody's files."""
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(UsageError, match=r"notes\.txt"):
        export(sample_plan(), tmp_path)
    assert contents(tmp_path) == {"notes.txt": b"mine"}
