"""Which plugins a run is asked to leave out or to forgive, and what each may take."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from mizalla.isolation import Limits
from mizalla_models.rule import Rule


@dataclass(frozen=True)
class LastGood:
    """Rules that a plugin gave in an earlier run, or a member in an earlier registration."""

    run: str
    """Id of that run, or number of that registration."""
    version: str
    """Version of the plugin then."""
    rules: tuple[Rule, ...]
    """What it said."""


@dataclass(frozen=True)
class Choice:
    """What a run does about members' plugins."""

    without: Sequence[str] = ()
    """Members, by id, and plugins, by name, to plan without."""
    last_good: Callable[[str, str], LastGood | None] | None = None
    """Finds the rules that a plugin, the second, gave last for a campaign, the first, where it
    fails. None: a failure stops the run."""
    forgiven: Mapping[str, str] = field(default_factory=dict)
    """Files of ``capacity/``, by their names as plugins, that are broken and stand in with what was
    registered last; and what is to be said of each."""
    limits: Limits = field(default_factory=Limits)
    """What each plugin's process may take."""
    seed: str = "0"
    """Seed of Python's hashes in plugins' processes."""
