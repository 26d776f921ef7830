"""Plugins whose processes are forked from one: each as much apart as if it had been started."""

import contextlib
import os
import signal
import tempfile
from pathlib import Path

import pytest

from mizalla.calls import Answer, Code
from mizalla.isolation import Limits, Task, ask
from mizalla.isolation.nursery import Nursery
from mizalla_models.errors import PluginError
from tiny import tiny

pytestmark = pytest.mark.skipif(not Nursery.can_be(), reason="Linux alone")
HEAD = """from mizalla.hookspecs import hookimpl


@hookimpl
def mizalla_rules(scenario):
"""
LIMITS = Limits(seconds=6, scratch_mb=4)


def asked(*bodies: str, **more: object) -> list[str]:
    """What comes of plugins whose hooks have these bodies, asked at once, in words."""
    tasks = []
    for number, body in enumerate(bodies):
        text = HEAD + "\n".join(f"    {line}" for line in body.splitlines())
        code = Code(plugin=f"p{number}.py", file=f"p{number}.py", text=text)
        scenario = tiny().model_dump_json().encode()
        tasks.append(Task(code=code, asked=("mizalla_rules",), scenario=scenario, **more))  # type: ignore[arg-type]
    return [in_words(answer) for answer in ask(tasks, [LIMITS] * len(tasks))]


def in_words(answer: Answer | PluginError) -> str:
    if isinstance(answer, PluginError):
        return str(answer)
    return str(next(iter(answer.refused.values()), "well"))


def test_each_is_told_of_by_what_it_did_itself() -> None:
    """One member would be named for what another's plugin did."""
    found = asked(
        "return []",
        "import os; os._exit(7)",
        "import os; os.abort()",
        "while True: pass",
        "import os; os.fork()",
        "import os, signal; os.kill(os.getpid(), signal.SIGSTOP)",
        "import os; os.kill(os.getppid(), 9)",
        "raise ValueError('mine')",
        "return [bytearray(2**28) for _ in range(99)]",
        "open('x', 'wb').write(bytes(5 << 20))",
    )
    for text, what in zip(
        found,
        (
            "well",
            "ended with code 7",
            "it crashed (abort)",
            "did not answer within 6 s",
            "start another process",
            "did not answer within 6 s",
            "send signals",
            "ValueError: mine (p7.py, line 6",
            "MemoryError",
            "File too large",
        ),
        strict=True,
    ):
        assert what in text


def test_none_finds_anything_of_another() -> None:
    """A member's plugin could read what another was told, or keep something for the next."""
    look = """import os, sys, tempfile
open('mine', 'w').write('x')
there = [fd for fd in range(3, 300) if os.path.exists(f'/proc/self/fd/{fd}')]
raise ValueError(sorted(os.listdir('.')), sorted(os.environ), len(there), hash('a'), os.getcwd())"""
    one, other, third = asked(look, look, "import os; raise ValueError(dict(os.environ))")
    assert "['mine']" in one
    assert one.partition("'/")[0].replace("p0", "p1") == other.partition("'/")[0]  # same seed
    assert one.partition("'/")[2].split("'")[0] != other.partition("'/")[2].split("'")[0]
    assert "MIZALLA" not in third


def test_a_variable_is_given_to_all_that_are_granted_it_and_no_seed_is_mixed() -> None:
    """A plugin would get no password, or one run differ from the next."""
    body = "import os; raise ValueError(os.environ.get('STOCK_URL'), hash('seed'))"
    granted = asked(body, body, environment={"STOCK_URL": "postgresql://x"}, seed="7")
    assert all("postgresql://x" in text for text in granted)
    plain = asked(body, body, seed="8")
    assert all("None" in text for text in plain)
    assert granted[0].partition(", ")[2] != plain[0].partition(", ")[2]


def test_nothing_is_left_of_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes and folders would pile up with every plan."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = children()  # workers that other tests keep for the next sweep
    asked("open('x', 'w')\nreturn []", "while True: pass", "import os; os._exit(0)")
    assert list(tmp_path.iterdir()) == []
    assert children() <= before


def children() -> set[str]:
    """Numbers of the processes that this one has started and not yet waited for."""
    found = set()
    for place in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it has ended since
            number, _, rest = place.read_text().partition(" (")
            if rest.rpartition(")")[2].split()[1] == str(os.getpid()):
                found.add(number)
    return found


def test_those_that_are_alive_end_when_what_they_come_from_ends(tmp_path: Path) -> None:
    """A planner that is killed would leave plugins behind that go on for ever."""
    nursery = Nursery("0")
    born = nursery.start(tmp_path, {"PATH": os.environ["PATH"]})
    while not born.pid and born.poll() is None:
        pass
    os.kill(nursery._process.pid, signal.SIGKILL)
    assert born.stdout is not None
    assert born.stdout.read() == b""  # its end of the pipe is closed: it is gone
    assert born.wait() == -signal.SIGKILL
    born.close()
    nursery.close()
    late = nursery.start(tmp_path, {})
    assert late.poll() == -signal.SIGKILL
    late.close()
