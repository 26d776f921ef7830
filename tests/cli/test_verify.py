"""``mizalla verify``."""

import json


def test_a_kept_run_is_verified_again(mizalla, scenario):
    """A plan could not be checked by who did not make it."""
    run = mizalla("plan", scenario, "--json").data["run"]
    ended = mizalla("verify", "latest", "--json")
    assert (ended.code, ended.data["run"], ended.data["findings"]) == (0, run, [])
    assert ended.data["certificate"]["needs"] == 2
    assert "Nothing is wrong" in mizalla("verify", "latest").out


def test_a_falsified_certificate_is_found(mizalla, scenario, tmp_path):
    """Somebody could raise a bound in an exported certificate."""
    assert mizalla("plan", scenario).code == 0
    assert "certificate.json" in mizalla("export", "latest", "out", "--json").data["files"]
    file = tmp_path / "out" / "certificate.json"
    assert mizalla("verify", "latest", "--certificate", str(file)).code == 0
    told = json.loads(file.read_text("utf-8"))
    told["rounds"][0]["bound"] *= 1.01
    file.write_text(json.dumps(told), "utf-8")
    ended = mizalla("verify", "latest", "--certificate", str(file), "--json")
    assert ended.code == 1
    assert any("Round 1" in finding["problem"] for finding in ended.data["findings"])


def test_any_other_file_is_wrong_use(mizalla, scenario, tmp_path):
    """A file of another kind would end in a traceback."""
    assert mizalla("plan", scenario).code == 0
    file = tmp_path / "other.json"
    file.write_text("{}", "utf-8")
    ended = mizalla("verify", "latest", "--certificate", str(file), "--json")
    assert (ended.code, ended.data["error"]["kind"]) == (2, "usage")
