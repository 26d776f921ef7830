"""Plugins in processes of their own: whatever one does, the run goes on or ends in good order."""

import os
import re
import tempfile
import time
from pathlib import Path

import pytest

from mizalla.calls import Answer, Code
from mizalla.isolation import Limits, Task, ask
from mizalla_models.errors import PluginError
from tiny import tiny

HEAD = """from mizalla.hookspecs import hookimpl
from mizalla_models.rule import Forbid, Limit

organisation = "nour"


@hookimpl
def mizalla_rules(scenario):
"""
SHORT = Limits(seconds=4, scratch_mb=4)
LONG = Limits(seconds=20, scratch_mb=4, answer_mb=1)


def said(body: str, limits: Limits = LONG, **more: object) -> Answer | PluginError:
    """What comes of a plugin whose hook has this body."""
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    code = Code(plugin="nour.py", file="nour.py", text=HEAD + lines, organisation="nour")
    scenario = tiny().model_dump_json().encode()
    task = Task(code=code, asked=("mizalla_rules",), scenario=scenario, **more)  # type: ignore[arg-type]
    (answer,) = ask([task], [limits])
    return answer


def refusal(body: str, limits: Limits = LONG, **more: object) -> str:
    """Why a plugin is refused."""
    answer = said(body, limits, **more)
    if isinstance(answer, Answer):
        assert answer.refused, f"nothing was refused: {answer}"
        (answer,) = answer.refused.values()
    assert isinstance(answer, PluginError)
    assert (answer.exit_code, answer.plugin, answer.organisation) == (4, "nour.py", "nour")
    return str(answer)


def test_a_plugin_says_its_rules_as_text() -> None:
    """Nothing else here would be worth anything."""
    answer = said('yield Limit(reason="Packing.", where={"origin": ["W1"]}, at_most=4)')
    assert isinstance(answer, Answer)
    assert '"at_most": 4.0' in answer.said["mizalla_rules"][0]
    assert answer.hooks == ("mizalla_rules",)


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("import os; os._exit(0)", "ended with code 0 before it answered"),
        ("import os; os._exit(7)", "ended with code 7 before it answered"),
        ("import os; os.abort()", "it crashed (abort)"),
        ("import ctypes; ctypes.string_at(0)", "it crashed (segmentation fault)"),
        ("return 42", "gave a int in place of rules"),
        ("return [1]", "it gave a int, which is no rule"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt (nour.py, line 9: raise KeyboardInterrupt)"),
        ("return [] + [{}['way']]", "KeyError: 'way' (nour.py, line 9: return [] + [{}['way']])"),
        ("while True: print('x' * 1000)", "it printed more than 1 MB"),
        ("import os\nwhile True: os.write(1, b'x' * 1000)", "it printed more than 1 MB"),
        (
            "for _ in range(400): yield Forbid(reason='x' * 4000, where={'origin': ['W1']})",
            "answered more than 1 MB",
        ),
        ("yield Forbid(reason='x' * 6000, where={'origin': ['W1']})", "its reason than 5,000"),
        ("yield Limit(reason='x', at_most=1e300)", "the number 1e+300, which is more than anybody"),
        ("raise ValueError('x' * 10**7)", "xxx… (nour.py, line 9"),
        ("import os\nwhile True: os.mkdir('d'); os.chdir('d')", "folders more than 30 deep"),
        (
            "import itertools\nfor n in itertools.count(): open(str(n), 'w').close()",
            "it made more than 2,000 files",
        ),
        ("return [bytearray(2**28) for _ in range(99)]", "MemoryError"),
        (
            "import os\nfor fd in range(3, 20):\n    try: os.write(fd, b'{}')\n"
            "    except OSError: pass\nreturn []",
            "no message of ours",
        ),
    ],
)
def test_a_plugin_that_breaks_in_any_way_is_told_of_in_one_message(body: str, what: str) -> None:
    """One member's programmer could stop the alliance's plan, and nobody would know which."""
    assert what in refusal(body)


@pytest.mark.parametrize(
    "body",
    [
        "while True: pass",
        "import time; time.sleep(99)",
        "import threading\nwhile True: threading.Thread(target=lambda: 9**9**9).start()",
        "import signal\nfor n in range(1, 32):\n    try: signal.signal(n, signal.SIG_IGN)\n"
        "    except (OSError, ValueError): pass\nwhile True: pass",
    ],
)
def test_a_plugin_that_hangs_costs_its_limit_and_is_told_where_it_was(body: str) -> None:
    """A hang of one would cost everybody the night."""
    start = time.monotonic()
    text = refusal(body, SHORT)
    assert "did not answer within 4 s" in text
    assert time.monotonic() - start < 60  # it ended at all: how fast is for the benchmarks
    assert "nour.py, line" in text


def test_where_it_hangs_is_told_by_its_own_line() -> None:
    """Its programmer would look for the fault in Python's own library."""
    text = refusal("import re\nre.match(r'(a+)+$', 'a' * 40 + 'b')", SHORT)
    assert "nour.py, line 10, mizalla_rules" in text


def test_every_refusal_tells_how_to_go_on_without_it() -> None:
    """A planner would wait for a programmer who is asleep."""
    for body in ("1 / 0", "return 42", "import os; os._exit(1)"):
        answer = said(body)
        error = answer.refused["mizalla_rules"] if isinstance(answer, Answer) else answer
        assert "--without nour" in error.mend
        assert "--last-good" in error.mend


def test_nothing_is_left_of_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each night would leave a folder so deep that no tool removes it."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    deep = "import os\nfor _ in range(3000): os.mkdir('d'); os.chdir('d')\nreturn []"
    refusal(deep)
    refusal("import os\nos.mkdir('d', 0)\nos.mkdir('e')\nopen('e/f', 'w').close()\nreturn 1")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="what is held back by the kernel")
@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("import os\nwhile True: os.fork()", "start another process (nour.py, line 10"),
        ("import os\ntry: os.fork()\nexcept OSError: pass\nreturn []", "start another process"),
        ("import subprocess; subprocess.run(['true'])", "start another process"),
        ("import os; os.system('true')", "start another process"),
        ("import multiprocessing as m; m.Process(target=print).start()", "start another process"),
        ("import os; os.kill(os.getppid(), 9)", "send signals to other processes"),
        (
            "import os\ntry: os.killpg(os.getpgid(os.getppid()), 15)\nexcept OSError: pass\n"
            "return []",
            "send signals to other processes",
        ),
    ],
)
def test_a_plugin_starts_and_ends_no_processes(body: str, what: str) -> None:
    """A fork bomb takes the whole machine, and a signal the whole run."""
    assert f"it tried to {what}" in refusal(body)


def on_linux(body: str, **more: object) -> str:
    return refusal(f"import ctypes, os\nc = ctypes.CDLL(None, use_errno=True)\n{body}", **more)


LINUX = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="Linux alone")


@LINUX
@pytest.mark.parametrize(
    "call",
    [
        "c.fork()",
        "c.vfork()",
        "c.kill(os.getppid(), 9)",
        "c.prlimit(os.getppid(), 0, 0, 0)",
        "c.setsid()",
        "c.ptrace(16, os.getppid(), 0, 0)",
        "c.unshare(0x10000000)",
        "c.socket(2, 1, 0)",
        "c.chmod(b'/tmp', 0o777)",
        "c.execv(b'/bin/true', 0)",
        "c.killpg(0, 9)",
        "c.fcntl(0, 8, os.getppid())",
        "c.ioctl(2, 0x5412, b'x')",
        "c.prctl(1, 0, 0, 0, 0)",
        "c.prctl(4, 0, 0, 0, 0)",
        "c.setrlimit(9, b'\\xff' * 16)",
        "c.memfd_create(b'x', 0)",
        "c.unlink(b'/etc/hostname')",
        "c.open(b'/etc/passwd', 0)",
    ],
)
def test_what_python_does_not_see_the_kernel_holds_back(call: str) -> None:
    """A plugin that calls the C library itself would walk around every check in Python."""
    assert "ValueError: -1" in on_linux(f"raise ValueError({call})")


def test_a_plugin_writes_nowhere_but_to_its_own_folder(tmp_path: Path) -> None:
    """A plugin could change the tables it is planned from, or those of another campaign."""
    target = tmp_path / "pwned"
    text = refusal(f"try: open({str(target)!r}, 'w')\nexcept OSError: pass\nreturn []")
    assert f"it tried to write to {target}, outside its own folder (nour.py, line 9" in text
    assert not target.exists()
    answer = said("open('own', 'w').write('x')\nassert open('own').read() == 'x'\nreturn []")
    assert isinstance(answer, Answer)
    assert not answer.refused


def test_a_folder_of_its_own_can_not_fill_the_disk() -> None:
    """Nobody else could save anything."""
    text = refusal("n = 0\nwhile True:\n    n += 1\n    open(f'{n}', 'wb').write(b'x' * 10**6)")
    assert "more than 4 MB to its folder" in text


@LINUX
def test_a_plugin_reads_neither_the_scenario_nor_secrets(tmp_path: Path) -> None:
    """Others' costs, and passwords in files, would be there for the taking."""
    secret = tmp_path / "stock.csv"
    secret.write_text("unit_cost\n1\n")
    for path in (secret, Path("/etc/shadow"), "/proc/{os.getppid()}/environ"):
        text = refusal(f"import os\nraise ValueError(open(f'{path}').read())")
        assert "PermissionError" in text or "FileNotFoundError" in text


def test_a_plugin_has_no_secrets_in_its_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Database passwords of the alliance would be every member's."""
    monkeypatch.setenv("MIZALLA_DB", "postgresql://me:hunter2@db/plans")
    monkeypatch.setenv("STOCK_URL", "postgresql://nour@db/stock")
    text = refusal("import os; raise ValueError(dict(os.environ))")
    assert "hunter2" not in text
    assert "STOCK_URL" not in text
    granted = refusal(
        "import os; raise ValueError(os.environ['STOCK_URL'])",
        environment={"STOCK_URL": "postgresql://nour@db/stock"},
    )
    assert "postgresql://nour@db/stock" in granted


def test_the_network_is_out_of_reach_unless_it_is_granted() -> None:
    """What a plugin sees of the plan could be sent anywhere."""
    body = "import socket; socket.create_connection(('127.0.0.1', 9), timeout=1)"
    assert "PermissionError" in refusal(body) or "reach the network" in refusal(body)
    assert "ConnectionRefusedError" in refusal(body, network=True)


def test_one_that_hangs_does_not_keep_another_from_answering() -> None:
    """Members would wait for each other's faults."""
    good = Code(plugin="good.py", file="good.py", text=HEAD + "    return []\n")
    bad = Code(plugin="bad.py", file="bad.py", text=HEAD + "    while True: pass\n")
    scenario = tiny().model_dump_json().encode()
    tasks = [Task(code=code, asked=("mizalla_rules",), scenario=scenario) for code in (bad, good)]
    first, second = ask(tasks, [SHORT, LONG])
    assert isinstance(first, PluginError)
    assert isinstance(second, Answer)


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders of plugins would pile up with every plan."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    said("open('own', 'w').write('x')\nreturn []")
    refusal("while True: pass", SHORT)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("sign", ["\\x1b[2J", "\\x00", "\\r", "\\x9b2J", "\\x7f"])
def test_a_plugin_steers_no_terminal_and_keeps_no_run_from_being_kept(sign: str) -> None:
    """A member could forge what a planner reads; and PostgreSQL keeps no text with a NUL."""
    assert "control character" in refusal(f'yield Forbid(reason="a{sign}b", where={{"day": []}})')
    forged = refusal(f'raise RuntimeError("a{sign}b")')
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", forged)
    kept = said('yield Forbid(reason="a\\n\\tb \\\\x1b", where={"day": []})')
    assert isinstance(kept, Answer)
    assert kept.said["mizalla_rules"]


def test_what_a_plugin_prints_is_shown_in_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    """A plugin could clear the terminal and write a plan of its own there."""
    said("print('\\x1b[2JAll is well.\\nError: call Huda'); return []")
    assert capsys.readouterr().err == "nour.py: �[2JAll is well.\nnour.py: Error: call Huda\n"


FORGED = """import json, os
def forge(head, parts={}, tail=b''):
    text = head if isinstance(head, bytes) else json.dumps({'head': head, 'parts': parts}).encode()
    for fd in range(3, 20):
        try:
            os.write(fd, len(text).to_bytes(8, 'big') + text + tail)
            os.close(fd)
        except OSError: pass
    os._exit(0)
H = {'hooks': ['mizalla_rules', 'mizalla_travel'], 'organisation': 'nour'}
"""


@pytest.mark.parametrize(
    ("call", "what"),
    [
        ("b'[' * 10**6", "nested too deep"),
        ("b'{\"head\": ' + b'[' * 10**5 + b']' * 10**5 + b'}'", "nested too deep"),
        ("b' ' * (5 << 20)", "the head of the message is too long"),
        ("H | {'said': {'mizalla_travel': [1, 1]}}", "no message of ours"),
        (
            "H | {'said': {'mizalla_travel': [-1, -1]}}, {'km': 8, 'minutes': 8}, b'x' * 16",
            "no message of ours",
        ),
        ("H | {'said': {'mizalla_rules': 1}}", "no message of ours"),
        ("H | {'said': {'mizalla_rules': 9}}, {'mizalla_rules': 2}, b'{}'", "number of records"),
        (
            "H | {'said': {'mizalla_rules': 9}}, {'mizalla_rules': 300000}, b'\\n' * 300000",
            "more than 200,000 records",
        ),
        ("H | {'said': {'mizalla_rules': 1}}, {'mizalla_rules': 2}, b'\\xff\\xfe'", "ours"),
        ("H | {'seconds': float('inf')}", "no message of ours"),
        ("H | {'said': []}", "no message of ours"),
        ("H | {'said': {'mizalla_review': 1}}, {'mizalla_review': 2}, b'{}'", "ours"),
    ],
)
def test_a_message_that_a_plugin_forges_is_refused(call: str, what: str) -> None:
    """Whatever reads it would break, or fill the memory of the planner's machine."""
    assert what in refusal(f"{FORGED}forge({call})", Limits(seconds=20))


def test_what_a_forged_message_says_of_itself_steers_no_terminal() -> None:
    """A plugin could clear the terminal by the name of a hook that it does not have."""
    answer = said(FORGED + "forge({'hooks': ['\\x1b[2J'], 'organisation': '\\ud800\\x1b[2J'})")
    assert isinstance(answer, Answer)
    assert not re.search("[\x00-\x1f\ud800]", "".join((*answer.hooks, answer.organisation)))


@pytest.mark.parametrize(
    "body",
    [
        "import json\njson.dumps = lambda *_, **__: 'hello'\nyield Forbid(reason='x', where={})",
        "import mizalla.isolation.child as c\nc.pack = lambda *_: b''\nreturn []",
        "import mizalla.calls.answer as a\na.records = None\nimport os\nos.closerange(0, 99)",
        "import pluggy\npluggy.PluginManager.register = None\nimport sys\nsys.exit(0)",
        "class E(BaseException):\n    def __str__(self): raise self\nraise E",
        "class M(type):\n    def __getattribute__(c, n): raise KeyboardInterrupt\n"
        "class X(metaclass=M): pass\nreturn [X()]",
        "class X:\n    def __iter__(self): return self\n    def __next__(self): return self\n"
        "    def __repr__(self): raise MemoryError\nreturn X()",
        "import threading, _thread, time\n"
        "threading.Thread(target=lambda: (time.sleep(.1), _thread.interrupt_main())).start()\n"
        "while True: time.sleep(.01)",
        "import signal, os\nos.kill(os.getpid(), signal.SIGALRM)",
        "x = []\nfor _ in range(10**5): x = [x]\nyield Limit.model_construct(reason=x, at_most=1)",
        "import sys\nsys.setrecursionlimit(10**4)\ndef f(): f()\nf()",
    ],
)
def test_a_plugin_that_changes_its_own_process_breaks_itself_alone(body: str) -> None:
    """What it turned around in Python would decide what becomes of its answer."""
    assert "nour" in refusal(body)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("while True: pass", "nour.py, line 1"),
        (f"{HEAD}    return []\ndef __getattr__(name):\n    while True: pass", "__getattr__"),
        (
            f"{HEAD}    return []\nclass V:\n    def __str__(self):\n        while True: pass\n"
            "__version__ = V()",
            "__str__",
        ),
    ],
    ids=["while it loads", "asked for what it is", "asked for its version"],
)
def test_a_plugin_hangs_before_it_is_asked(text: str, where: str) -> None:
    """Only its hooks would be held to the time, not all that it runs besides."""
    code = Code(plugin="nour.py", file="nour.py", text=text, organisation="nour")
    task = Task(code=code, asked=("mizalla_rules",), scenario=tiny().model_dump_json().encode())
    (answer,) = ask([task], [SHORT])
    assert "did not answer within 4 s" in str(answer)
    assert where in str(answer)


@LINUX
@pytest.mark.parametrize(
    "body",
    [
        "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)\nreturn []",
        "import os, time\nos.closerange(0, 99)\nwhile True: time.sleep(1)",
        "import ctypes\nctypes.PyDLL(None).pause()",
        "import faulthandler\nfaulthandler.cancel_dump_traceback_later()\nwhile True: pass",
    ],
    ids=["stopped", "all closed", "holds the interpreter", "without last words"],
)
def test_a_plugin_that_can_not_say_where_it_hangs_is_ended_too(body: str) -> None:
    """The run would wait for last words that never come."""
    assert "did not answer within 4 s" in refusal(body, SHORT)


@LINUX
@pytest.mark.parametrize(
    "opened",
    [
        "os.open(str(n), os.O_CREAT | os.O_RDWR)",
        "os.open('.', os.O_TMPFILE | os.O_RDWR)",
    ],
)
def test_files_without_a_name_fill_no_disk_either(opened: str) -> None:
    """A file that was removed takes its room for as long as it is open."""
    body = f"""import os, itertools, time
held = []
for n in itertools.count():
    held += [{opened}]
    if os.path.exists(str(n)): os.unlink(str(n))
    os.write(held[-1], bytes(3 << 20)); time.sleep(.05)"""
    assert "more than 4 MB to its folder" in refusal(body)


@LINUX
def test_no_open_file_is_hidden_in_a_socket() -> None:
    """Files on their way from one socket to another take room that nobody counts."""
    body = """import array, os, socket
a, b = socket.socketpair()
a.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0]))])"""
    assert "PermissionError" in refusal(body)


def test_a_pair_of_sockets_of_its_own_is_let_be() -> None:
    """Libraries that wait for several things at once would break."""
    answer = said("import asyncio\nasyncio.run(asyncio.sleep(0.01))\nreturn []")
    assert isinstance(answer, Answer)
    assert not answer.refused


@pytest.mark.parametrize("sign", ["\\u202e", "\\u202d", "\\u2028", "\\ud800"])
def test_marks_that_turn_text_around_are_refused(sign: str) -> None:
    """A limit of 100 could be read as one of 001, and half a character can't even be printed."""
    assert refusal(f'yield Forbid(reason="a{sign}b", where={{"day": []}})').isprintable()
    assert refusal(f'raise RuntimeError("a{sign}b")').isprintable()
    arabic = said('yield Forbid(reason="\\u200fa \\u2067b\\u2069", where={"day": []})')
    assert isinstance(arabic, Answer)
    assert arabic.said["mizalla_rules"]
