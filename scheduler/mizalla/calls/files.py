"""Single-file plugins: a Python file named by its path."""

import hashlib
import linecache
import sys
from pathlib import Path
from types import ModuleType

from mizalla.calls.broken import code_of


def load(name: str, path: Path, text: str) -> ModuleType:
    """Load the text of a Python file as a module of its own, never by way of the import path.

    Parameters
    ----------
    name
        Name of the plugin.
    path
        The file, for messages; it is not opened, so its folder may be out of reach.
    text
        What stands in it.

    Raises
    ------
    PluginError
        If it breaks.
    """
    module_name = f"mizalla_plugin_{hashlib.sha256(str(path).encode()).hexdigest()[:16]}"
    module = ModuleType(module_name)
    module.__file__ = str(path)
    # Tracebacks quote the line, and look it up by the file's name.
    linecache.cache[str(path)] = (len(text), None, text.splitlines(keepends=True), str(path))
    # Dataclasses and pydantic look the module of a class up by its name.
    sys.modules[module_name] = module
    try:
        with code_of(name, "Loading it"):
            exec(compile(text, str(path), "exec"), vars(module))  # noqa: S102 - what a plugin is
    except BaseException:
        del sys.modules[module_name]
        raise
    return module
