"""``mizalla check``."""

from tiny import write_folder

ROADS = [  # two networks with no way from one to the other
    {"from_lat": 27.18, "from_lon": 31.18, "to_lat": 27.25, "to_lon": 31.15, "km": 9},
    {"from_lat": 27.05, "from_lon": 31.15, "to_lat": 27.04, "to_lon": 31.1, "km": 6},
]


def test_a_sound_scenario_passes(mizalla, scenario):
    """A good folder would be held up."""
    ended = mizalla("check", scenario)
    assert ended.code == 0
    assert "No faults" in ended.out
    assert mizalla("check", scenario, "--json").data["faults"] == []


def test_all_faults_are_told_with_their_places(mizalla, tmp_path):
    """Planners would mend one fault at a time, or in the wrong row."""
    stock = [
        {"warehouse": "W1", "parcel": "dry", "quantity": -5},
        {"warehouse": "W9", "parcel": "dry", "quantity": 5},
    ]
    folder = write_folder(tmp_path / "broken", stock=stock)
    ended = mizalla("check", folder, "--json")
    assert ended.code == 3
    places = {(fault["file"], fault["row"], fault["column"]) for fault in ended.data["faults"]}
    assert {("stock.csv", 2, "quantity"), ("stock.csv", 3, "warehouse")} <= places
    table = mizalla("check", folder)
    assert table.code == 3
    assert "2 faults" in table.out
    assert "quantity" in table.out


def test_a_point_that_no_truck_can_reach_is_a_fault_with_its_name(mizalla, tmp_path):
    """A village would get nothing, and nobody would know why."""
    folder = write_folder(tmp_path / "cut off", roads=ROADS)
    ended = mizalla("check", folder, "--json")
    assert ended.code == 3
    assert any("South" in fault["problem"] for fault in ended.data["faults"])


def test_a_plugin_that_breaks_is_told_by_name(mizalla, scenario, tmp_path):
    """The scenario would be blamed for a plugin's fault."""
    (tmp_path / "bad.py").write_text(
        "from mizalla.hookspecs import hookimpl\n\n"
        "@hookimpl\ndef mizalla_rules(scenario):\n    raise ValueError('no')\n"
    )
    ended = mizalla("check", scenario, "--plugin", "bad.py", "--json")
    assert ended.code == 4
    assert ended.data["error"]["plugin"] == "bad.py"


def test_progress_goes_to_stderr_and_quiet_silences_it(mizalla, scenario):
    """Progress would end up in a file that the result is sent to."""
    loud, quiet = mizalla("check", scenario), mizalla("check", scenario, "-q")
    assert "read" in loud.err
    assert loud.out == quiet.out
    assert quiet.err == ""
