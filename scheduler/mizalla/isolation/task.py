"""One question to one plugin."""

from dataclasses import dataclass, field
from pathlib import Path

from mizalla.calls import Code


@dataclass(frozen=True)
class Task:
    """What a plugin is asked, and what it is given for it."""

    code: Code
    """Its code."""
    asked: tuple[str, ...] = ()
    """Hooks to call, those of them that it implements."""
    scenario: bytes = b""
    """Scenario as JSON, what its member may see of it; empty where nothing asked needs one."""
    plan: bytes = b""
    """Plan as JSON, likewise."""
    campaign: bytes = b""
    """Campaign as JSON, for sources."""
    network: bool = False
    """Whether it may reach the network."""
    environment: dict[str, str] = field(default_factory=dict)
    """Variables that it is given besides those that every program needs."""
    readable: tuple[Path, ...] = ()
    """Folders that it may read besides Python's own and its distribution's."""
    hidden: tuple[Path, ...] = ()
    """Folders that it must not read: the scenario's, the working folder."""
    seed: str = "0"
    """Seed of Python's hashes: the order of its sets."""
    words: tuple[str, ...] | None = None
    """Words of a command of the plugin's; None: hooks are asked."""
