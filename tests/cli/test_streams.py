"""The standard streams of the program, also where they are closed, full or shared."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tiny import write_folder

pytestmark = pytest.mark.skipif(os.name != "posix", reason="closes file numbers by a shell")


def shell(redirection: str, *words: str | Path, cwd: Path, **env: str) -> tuple[int, bytes, bytes]:
    """Run ``mizalla`` with its streams redirected as a shell does; code, stdout, stderr."""
    ended = subprocess.run(
        ["sh", "-c", f'exec "$@" {redirection}', "sh", sys.executable, "-m", "mizalla", *words],
        cwd=cwd,
        env=os.environ | env,
        capture_output=True,
        check=False,
    )
    return ended.returncode, ended.stdout, ended.stderr


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_plan_is_made_whatever_stream_is_closed(closed: str, tmp_path: Path) -> None:
    """A plan started without streams would be a defect, or write its words into the database."""
    write_folder(tmp_path / "tiny")
    assert shell(closed, "plan", "tiny", cwd=tmp_path)[0] == 0
    code, out, _ = shell("", "runs", "--json", cwd=tmp_path)
    assert (code, len(json.loads(out)["runs"])) == (0, 1)


@pytest.mark.parametrize("closed", [">&-", "2>&-"])
def test_an_error_keeps_its_exit_code_where_a_stream_is_closed(closed: str, tmp_path: Path) -> None:
    """A script could not tell a wrong id from a defect."""
    assert shell(closed, "show", "nosuch", cwd=tmp_path)[0] == 2
    assert shell(closed, "show", "nosuch", "--json", cwd=tmp_path)[0] == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("words", [["plan", "tiny", "--json"], ["plan", "tiny"], ["--help"]])
def test_a_full_disk_under_stdout_is_told_without_a_traceback(
    words: list[str], tmp_path: Path
) -> None:
    """A planner who writes the answer to a full disk would see a traceback."""
    write_folder(tmp_path / "tiny")
    code, _, err = shell(">/dev/full", *words, cwd=tmp_path)
    assert code == 2
    assert b"No space left" in err
    assert b"Traceback" not in err


def test_what_native_code_prints_stays_out_of_the_json(tmp_path: Path) -> None:
    """A line of a solver or of a plugin's own program would make the answer unreadable."""
    write_folder(tmp_path / "tiny")
    (tmp_path / "chatty.py").write_text(
        "import os\n"
        "from mizalla.hookspecs import hookimpl\n"
        "@hookimpl\n"
        "def mizalla_rules(scenario):\n"
        "    os.write(1, b'straight to the file')\n"
        "    return []\n",
        "utf-8",
    )
    code, out, err = shell("", "plan", "tiny", "--plugin", "chatty.py", "--json", cwd=tmp_path)
    assert code == 0
    assert json.loads(out)["status"] == "optimal"
    assert b"straight to the file" in err


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no UTF-8")
def test_a_folder_whose_name_is_no_text_is_planned_and_listed(tmp_path: Path) -> None:
    """A folder unpacked from an old archive could not be planned at all."""
    name = os.fsdecode(b"caf\xe9")
    write_folder(tmp_path / name)
    assert shell("", "plan", name, "--db", f"sqlite:///{name}.db", cwd=tmp_path)[0] == 0
    code, out, _ = shell("", "runs", "--json", "--db", f"sqlite:///{name}.db", cwd=tmp_path)
    assert code == 0
    assert json.loads(out)["runs"][0]["folder"].endswith("caf\N{REPLACEMENT CHARACTER}")


@pytest.mark.skipif(sys.platform != "linux", reason="a locale that knows ASCII only")
def test_arabic_paths_under_a_locale_that_knows_none(tmp_path: Path) -> None:
    """A cron job, which has no locale, could not plan a folder with an Arabic name."""
    write_folder(tmp_path / "حملة أسيوط")
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    words = ("--json", "--db", "sqlite:///قاعدة.db")
    code, out, _ = shell("", "plan", "حملة أسيوط", *words, cwd=tmp_path, **plain)
    assert (code, json.loads(out)["status"]) == (0, "optimal")
    code, out, _ = shell("", "runs", *words, cwd=tmp_path)
    assert json.loads(out)["runs"][0]["folder"].endswith("حملة أسيوط")
