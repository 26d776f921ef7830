"""Finding the messages of a program in its source.

Two kinds of message are looked for. What is *said* goes through ``say`` and ``count`` and is
translated where it is made. What is *told* (faults, errors, help, headings on the terminal) is
made in English, kept in English in databases and JSON, and translated where a person reads it: for
these every string is taken that reads like words, f-strings with ``{0}``, ``{1}`` for their values.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SAID = {"say", "_say"}
COUNTED = {"count"}
WORDS = re.compile(r"[^\W\d_]{2,}.*\s.*[^\W\d_]|[^\W\d_].*\s.*[^\W\d_]{2,}", re.DOTALL)
HEADING = re.compile(r"[A-Z][a-z]")
NO_WORDS = re.compile(
    r"""^(?:https?:|\{\{"|[\w.]+://|SELECT|PRAGMA|BEGIN|CREATE|\(\?|\^|<|\.\.\.$)|\\[dwsb]|\)\?|\[\^"""
)
TERMINAL = {"show", "cli"}
VIEWS = ("compare/view.py", "sweep/view.py", "umbrella/view.py")
"""Other files whose single words stand on the terminal, such as heads of tables."""
NAMED = re.compile(r"\{[a-z_]+\}")
INTERNAL = (
    "calls/arrays.py",
    "cli/reference.py",
    "dispatch/",
    "explain/",  # keeps its own sentences in both languages
    "fonts/",
    "generate/facts",
    "generate/names.py",
    "generate/readme.py",
    "isolation/child",
    "isolation/commands",
    "isolation/guard",
    "isolation/landlock",
    "isolation/message",
    "isolation/nurse",
    "isolation/seccomp",
    "language/",
    "reference/",
    "routing/",
    "solve/",
    "store/migrations",
    "testing/",
    "verify/",
)
"""Files whose texts no planner reads: findings are defects of ours, the rest is for programs."""
NO_MESSAGES = {
    "pip install '{0}'.",
    "pip install 'mizalla[{0}]'.",
    "pip install {0}.",
    "ar",
    "en",
    "%(levelname)s %(name)s: %(message)s",
    "REPEATABLE READ",
    "Table Style Medium 4",
    "import sys; sys.path[:] = sys.argv[1:]; from mizalla.isolation.child import main; main()",
    "bold green",
    "bold red",
    "bold yellow",
}
WORDS_TOLD = (
    *("warehouse", "parcel", "organisation", "village", "governorate", "district", "point"),
    *("vehicle", "fleet", "supply", "member", "plugin", "day", "week", "measure", "file", "sheet"),
    *("optimal", "feasible", "rejected", "pooled", "own", "at most", "at least", "all"),
    *("delivery", "transfer", "storage", "limit", "forbid", "charge", "need", "vehicles"),
    *("read", "collect", "build", "solve", "dispatch", "verify", "store", "travel", "total"),
    *("opened", "written", "fault", "warning", "transport", "charges", "purchases", "penalties"),
    *("which", "it", "the alliance", "missing", "more", "less", "one"),
    *("Usage", "Options", "Commands", "Arguments", "Error", "Aliases"),
    "Show this message and exit.",
    "Show the version and exit.",
    "Try '{0}' for help.",
    "Missing argument '{0}'.",
    "Missing command.",
    "Missing parameter: {0}",
    "No such option '{0}'.",
    "No such command '{0}'.",
    "Did you mean '{0}'?",
    "(Did you mean one of: {0}?)",
    "Got unexpected extra argument ({0})",
    "Got unexpected extra arguments ({0})",
    "Option '{0}' requires an argument.",
    "Invalid value for '{0}': {1}",
    "'{0}' is not one of {1}.",
    "Directory '{0}' does not exist.",
    "File '{0}' does not exist.",
    "Directory '{0}' is a file.",
    "File '{0}' is a directory.",
    "'{0}' is not a valid integer.",
    "'{0}' is not a valid integer range.",
    "'{0}' does not match the format {1}.",
    "{0} is not in the range {1}.",
    "{0} more",
    "{0} by {1}",
    "{0} and {1}",
    "{0} and {1} more",
    "{0} of {1}",
    "{0} s",
    "one {0} more",
    "one {0} less",
    "{0} saves {1}",
    "transport {0}",
    "charges {0}",
    "purchases {0}",
    "penalties {0}",
    "env var: {0}",
    "default: {0}",
    "required",
    "{0} to {1}, {2}",
    "{0}: Planned without it: --without {1}.",
    "Plugin {0}: {1}",
    "Plugin {0} of {1}: {2}",
    "Plugin {0}, rule {1}: {2}",
    "Plugin {0} of {1}, rule {2}: {3}",
    "{0} broke: {1}",
    "Loading it broke: {0}",
)
"""Words that others' templates are filled with, and messages of the library of commands."""
COUNTS_TOLD = (
    ("{n} fault", "{n} faults"),
    ("{n} warning", "{n} warnings"),
    ("{n} day", "{n} days"),
)
TEMPLATE_CALL = re.compile(r"\bsay\(\s*\"((?:[^\"\\]|\\.)*)\"")
TEMPLATE_COUNT = re.compile(r"\bcount\(\s*\"((?:[^\"\\]|\\.)*)\",\s*\"((?:[^\"\\]|\\.)*)\"")


@dataclass(frozen=True)
class Message:
    """A message of the program."""

    text: str
    """The English text; of a counted one, that for one."""
    more: str = ""
    """The English text for more than one; empty where it is not counted."""
    where: str = ""
    """File that holds it, relative to the package."""


def messages(package: Path) -> Iterator[Message]:
    """Find every message in the files of a package, in the order of files and lines."""
    for text in WORDS_TOLD:
        yield Message(text, where="words")
    for one, more in COUNTS_TOLD:
        yield Message(one, more, "words")
    for file in sorted(package.rglob("*")):
        where = file.relative_to(package).as_posix()
        if where.startswith(INTERNAL):
            continue
        if file.suffix == ".py":
            yield from _of_module(ast.parse(file.read_text("utf-8")), where)
        elif file.suffix == ".j2":
            text = file.read_text("utf-8")
            for found in TEMPLATE_CALL.finditer(text):
                yield Message(found[1], where=where)
            for found in TEMPLATE_COUNT.finditer(text):
                yield Message(found[1], found[2], where)


def _of_module(tree: ast.Module, where: str) -> Iterator[Message]:
    passed = _no_messages(tree)
    terminal = where.split("/")[0] in TERMINAL or where in VIEWS
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _of_call(node, where, passed)
    for node in ast.walk(tree):
        if id(node) in passed:
            continue
        text = template(node)
        if text is not None and _is_message(text, terminal=terminal):
            yield Message(text, where=where)
    if terminal:
        yield from _helps(tree, where)


def _of_call(node: ast.Call, where: str, passed: set[int]) -> Iterator[Message]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
    words = [text for text in texts if isinstance(text, str)]
    if name in SAID and words and words[0] not in NO_MESSAGES:
        passed.update(id(part) for arg in node.args for part in ast.walk(arg))
        yield Message(words[0], where=where)
    elif name in COUNTED and len(words) >= 2:
        passed.update(id(part) for arg in node.args for part in ast.walk(arg))
        yield Message(words[0], words[1], where)
    elif name == "plural" and words:
        passed.update(id(part) for arg in node.args[1:] for part in ast.walk(arg))
        more = words[1] if len(words) > 1 else f"{words[0]}s"
        yield Message(f"{{n}} {words[0]}", f"{{n}} {more}", where)


def template(node: ast.AST) -> str | None:
    """Text of a string, with ``{0}``, ``{1}`` for the values of an f-string; None for others."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if NAMED.search(node.value):  # said by name elsewhere in its function
            return node.value
        return node.value.replace("{", "{{").replace("}", "}}")
    if not isinstance(node, ast.JoinedStr):
        return None
    parts, values = [], 0
    for part in node.values:
        if isinstance(part, ast.Constant):
            parts.append(str(part.value).replace("{", "{{").replace("}", "}}"))
        else:
            parts.append(f"{{{values}}}")
            values += 1
    return "".join(parts)


def _no_messages(tree: ast.Module) -> set[int]:
    """Nodes that are no messages: docstrings, annotations, keys, parts of f-strings."""
    passed: set[int] = set()

    def leave(node: ast.AST | None) -> None:
        if node is not None:
            passed.update(id(part) for part in ast.walk(node))

    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)):
            for statement in node.body:
                if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                    leave(statement.value)
        if isinstance(node, ast.FunctionDef):
            leave(node.returns)
            for arg in (*node.args.args, *node.args.kwonlyargs):
                leave(arg.annotation)
        elif isinstance(node, ast.AnnAssign):
            leave(node.annotation)
        elif isinstance(node, ast.Dict):
            for key in node.keys:
                leave(key)
        elif isinstance(node, (ast.Subscript,)):
            leave(node.slice)
        elif isinstance(node, ast.JoinedStr):
            for part in node.values:
                if isinstance(part, ast.Constant):
                    passed.add(id(part))
                elif isinstance(part, ast.FormattedValue):
                    leave(part.format_spec)
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {
            "compile",
            "startswith",
        }:
            leave(node)
        elif isinstance(node, ast.Assign):
            names = {target.id for target in node.targets if isinstance(target, ast.Name)}
            if names & {"__all__", "HXL"}:
                leave(node.value)
    return passed


def _is_message(text: str, *, terminal: bool) -> bool:
    bare = re.sub(r"\{\d*\}", "", text)
    if text in NO_MESSAGES or NO_WORDS.search(text) or not re.search(r"[A-Za-z]{2}", bare):
        return False
    if re.search("[\u0600-\u06ff]", bare):
        return False
    return bool(WORDS.search(bare)) or (terminal and bool(HEADING.match(text)))


def _helps(tree: ast.Module, where: str) -> Iterator[Message]:
    """Help of commands: each paragraph of their docstrings."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and any(_is_command(d) for d in node.decorator_list):
            for paragraph in re.split(r"\n\s*\n", ast.get_docstring(node) or ""):
                yield Message(
                    " ".join(paragraph.split()).replace("{", "{{").replace("}", "}}"), where=where
                )


def _is_command(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return getattr(called, "attr", "") in {"command", "group"}
