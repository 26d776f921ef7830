"""Where the code of a plugin is, as data that another process can load it from."""

import importlib
import operator
from pathlib import Path

from mizalla.calls.broken import code_of
from mizalla.calls.files import load
from mizalla_models.base import Word


class Code(Word):
    """The code of one plugin: the text of a single file, or what an entry point names."""

    plugin: str
    """Name of the plugin."""
    file: str = ""
    """Path of a single-file plugin; empty for an installed one."""
    text: str = ""
    """What stood in that file: the same that was hashed, whatever stands in it by now."""
    module: str = ""
    """Module of an entry point."""
    attribute: str = ""
    """Dotted attribute within that module; empty for the module itself."""
    version: str = ""
    """Version of its distribution; empty for a file."""
    organisation: str = ""
    """Id of the member it speaks for, as its text says without being run."""
    sha256: str = ""
    """SHA-256 of its code."""
    named: tuple[str, ...] = ()
    """Hooks that its text names: no other can it have."""

    def load(self) -> object:
        """Load it.

        Raises
        ------
        PluginError
            If it can't be read or breaks.
        """
        if self.file:
            return load(self.plugin, Path(self.file), self.text)
        with code_of(self.plugin, "Loading it"):
            module = importlib.import_module(self.module)
            return operator.attrgetter(self.attribute)(module) if self.attribute else module
