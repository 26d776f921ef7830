"""What a plugin was found to do."""

from pydantic import Field

from mizalla_models.base import Word
from mizalla_models.run import Figures


class Check(Word):
    """One thing that was looked at."""

    name: str
    """What was looked at."""
    passed: bool
    """Whether all is well."""
    detail: str = ""
    """What was found."""


class RuleEffect(Word):
    """What one rule does."""

    id: str
    """Id of the rule."""
    kind: str
    """Kind of rule."""
    reason: str
    """Its reason."""
    lanes_removed: int
    """Lanes that would be there without it."""
    rows: int
    """Groups that it limits."""
    binds: int
    """Groups that hold a goal back in the plan."""


class Conformance(Word):
    """What a plugin was found to do."""

    plugin: str
    """Name of the plugin."""
    version: str = ""
    """Its version."""
    organisation: str = ""
    """Id of the member that it speaks for; empty for the alliance."""
    hooks: tuple[str, ...] = ()
    """Hooks that it implements."""
    checks: tuple[Check, ...] = ()
    """What was looked at."""
    rules: tuple[RuleEffect, ...] = ()
    """What each of its rules does."""
    with_it: Figures | None = None
    """What the plan comes to with it. None: it was not planned."""
    without_it: Figures | None = None
    """What the plan comes to without it. None: it was not planned."""
    costs: dict[str, float] = Field(default_factory=dict)
    """What it costs the campaign: figures with it less those without."""

    @property
    def passed(self) -> bool:
        """Whether nothing was found wrong."""
        return all(check.passed for check in self.checks)
