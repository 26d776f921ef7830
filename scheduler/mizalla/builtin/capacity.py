"""Capacity: what members registered in ``capacity/``, each file a plugin in its member's name."""

import hashlib
import json
from collections.abc import Iterator

from mizalla.hookspecs import hookimpl
from mizalla_models.rule import RULE, Rule
from mizalla_models.scenario import MemberRules, Scenario

CAPACITY = "capacity"


class Capacity:
    """A file of ``capacity/`` as a plugin.

    Parameters
    ----------
    member
        The file, as read.
    """

    def __init__(self, member: MemberRules) -> None:
        self.organisation = member.organisation
        self.rules = member.rules
        lines = sorted(
            json.dumps(RULE.dump_python(rule, mode="json"), sort_keys=True) for rule in member.rules
        )
        self.__version__ = "sha256:" + hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]

    @hookimpl
    def mizalla_rules(self, scenario: Scenario) -> Iterator[Rule]:  # noqa: ARG002
        """Its rules, as registered."""
        yield from self.rules


def members(scenario: Scenario) -> dict[str, Capacity]:
    """A plugin for each file that a member registered, by name: ``capacity/<file>``."""
    return {
        f"{CAPACITY}/{member.file.removeprefix(f'{CAPACITY}/')}": Capacity(member)
        for member in scenario.capacity
    }
