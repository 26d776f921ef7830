"""What a run comes to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mizalla_models.account import Account
from mizalla_models.certificate import Certificate
from mizalla_models.fault import Fault
from mizalla_models.plan import Plan
from mizalla_models.rules import Rules
from mizalla_models.said import Said
from mizalla_models.scenario import Scenario

if TYPE_CHECKING:
    from mizalla.solve import Trail


@dataclass(frozen=True)
class Outcome:
    """A finished and verified plan, with what it was made from."""

    scenario: Scenario
    """What was read."""
    rules: Rules
    """What the plugins said."""
    plan: Plan
    """The plan; its status is ``rejected`` where verification found something."""
    warnings: tuple[Fault, ...]
    """What reading found odd, but not wrong."""
    seed: int
    """Seed that the run was given."""
    seconds: Mapping[str, float]
    """Wall time by stage in order, and ``total``, s."""
    trail: "Trail | None" = None
    """Where the engine ended, for plans of similar scenarios to begin from."""
    account: Account | None = None
    """What decided the plan, of a large one."""
    certificate: Certificate | None = None
    """What proves the levels of villages; None where coverage is not the first goal."""
    said: tuple[Said, ...] = ()
    """What plugins say of it: reports and objections."""
