"""Single-file plugins: a Python file named by its path."""

import hashlib
import importlib.util
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType

from mizalla.collect.broken import code_of


class _Fresh(SourceFileLoader):
    """Loads what stands in the file now, and leaves no ``__pycache__`` in the scenario folder."""

    def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002
        return self.source_to_code(self.get_data(self.path), self.path)


def load(name: str, path: Path) -> ModuleType:
    """Load a Python file as a module of its own, never by way of the import path.

    Parameters
    ----------
    name
        Name of the plugin.
    path
        The file.

    Raises
    ------
    PluginError
        If the file can't be read or breaks.
    """
    path = path.resolve()
    module_name = f"mizalla_plugin_{hashlib.sha256(str(path).encode()).hexdigest()[:16]}"
    spec = importlib.util.spec_from_file_location(
        module_name, path, loader=_Fresh(module_name, str(path))
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # Dataclasses and pydantic look the module of a class up by its name.
    sys.modules[module_name] = module
    try:
        with code_of(name, "Loading it"):
            spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[module_name]
        raise
    return module
