"""Where the code of a plugin lies, found without running any of it."""

import ast
import hashlib
import importlib.util
import re
from importlib import metadata
from pathlib import Path

from mizalla.calls import Code
from mizalla.hookspecs import PROJECT
from mizalla_models.errors import PluginError

CLAIM = "organisation"
LARGEST_MB = 5
"""Largest single file that is taken for a plugin: whoever runs it need not wait for its reading."""
_HOOK = re.compile(rf"\b{PROJECT}_[a-z]+\b")
_CLAIM = re.compile(rf"""^ *{CLAIM} *(?::[^=\n]*)?= *(["'])([^"'\n]*)\1""", re.MULTILINE)
"""The claim in a text that can't be parsed: it can't be run either, but must be left out by it."""


def file_code(name: str, path: Path) -> Code:
    """Read a single-file plugin.

    Parameters
    ----------
    name
        Name of the plugin.
    path
        The file.

    Raises
    ------
    PluginError
        If it can't be read.
    """
    try:
        if path.stat().st_size > LARGEST_MB << 20:
            raise PluginError(
                name,
                f"its file is larger than {LARGEST_MB} MB.",
                mend="Keep data apart from code, or make it a distribution of its own.",
            )
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise PluginError(name, f"it can't be read: {error}.", mend="Save it as UTF-8.") from error
    return Code(
        plugin=name,
        file=str(path),
        text=text,
        organisation=claim(text),
        named=_named(text),
        sha256=hashlib.sha256(data).hexdigest(),
    )


def installed_code(name: str, point: metadata.EntryPoint) -> Code:
    """Find the code of an installed plugin.

    Parameters
    ----------
    name
        Name of the plugin.
    point
        Its entry point.
    """
    assert point.dist is not None
    top, *below = point.module.split(".")
    home, files = _files(top)
    main = _module_file(home, below) if home is not None else None
    digest = hashlib.sha256()
    named: set[str] = set()
    for path in files:
        data = path.read_bytes()
        digest.update(path.name.encode() + b"\0" + data + b"\0")
        named.update(_named(data.decode("utf-8", "replace")))
    return Code(
        plugin=name,
        module=point.module,
        attribute=point.attr or "",
        version=point.dist.version,
        organisation=claim(main.read_text("utf-8")) if main is not None else "",
        sha256=digest.hexdigest() if files else "",
        named=tuple(sorted(named)),
    )


def _named(text: str) -> tuple[str, ...]:
    return tuple(sorted(set(_HOOK.findall(text))))


def claim(text: str) -> str:
    """Read for which member a module says that it speaks; empty where it says nothing as text."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        found = _CLAIM.search(text)
        return "" if found is None else found[2]
    bodies = [tree.body, *(node.body for node in tree.body if isinstance(node, ast.ClassDef))]
    for body in bodies:
        for node in body:
            targets = node.targets if isinstance(node, ast.Assign) else []
            if isinstance(node, ast.AnnAssign):
                targets = [node.target]
            for target in targets:
                value = getattr(node, "value", None)
                if (
                    isinstance(target, ast.Name)
                    and target.id == CLAIM
                    and isinstance(value, ast.Constant)
                    and isinstance(value.value, str)
                ):
                    return value.value
    return ""


def _files(top: str) -> tuple[Path | None, list[Path]]:
    """Home of a top-level module, and all its Python files; looking for it runs nothing of it."""
    try:
        spec = importlib.util.find_spec(top)
    except (ImportError, ValueError):
        return None, []
    if spec is None:
        return None, []
    for place in spec.submodule_search_locations or ():
        folder = Path(place)
        return folder, sorted(folder.rglob("*.py"))
    if spec.origin and Path(spec.origin).is_file():
        return Path(spec.origin), [Path(spec.origin)]
    return None, []


def _module_file(home: Path, below: list[str]) -> Path | None:
    if home.is_file():
        return home
    place = home.joinpath(*below)
    candidates = (
        (place.with_suffix(".py"), place / "__init__.py") if below else (home / "__init__.py",)
    )
    return next((path for path in candidates if path.is_file()), None)
