"""What is known of a kept run, read as far as a question asks for it."""

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from mizalla.store import Store
from mizalla_models.account import Account
from mizalla_models.errors import UsageError
from mizalla_models.rule import ProvidedRule
from mizalla_models.run import Run
from mizalla_models.scenario import Scenario

if TYPE_CHECKING:
    from mizalla.build import Problem
    from mizalla.solve.why import Why

CHOICES = ("at_most_active", "smallest_drop", "whole_pallets")
"""Kinds of rules of all or nothing."""
SMALL = 60_000
"""Lanes up to which an account that is not kept is worked out when it is asked for."""


class Evidence:
    """A kept run, and what can be worked out of it.

    Parameters
    ----------
    store
        The store.
    name
        The run.
    part
        The part of the account that is asked for, of a large run; see
        :meth:`mizalla.store.Store.account`. None: all of it.
    """

    def __init__(self, store: Store, name: str, part: Mapping[str, Any] | None = None) -> None:
        self.store, self._part = store, dict(part or {})
        self.run: Run = store.run(name)
        self._rules: dict[str, ProvidedRule] = {}

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario as it was planned.

        Raises
        ------
        UsageError
            It was not kept.
        """
        found = self.store.scenario(self.run.id)
        if found is None:
            raise UsageError(
                f"Run {self.run.id} was kept without its scenario.",
                mend="Plan it again with this version of Mizalla.",
            )
        return found

    @cached_property
    def small(self) -> bool:
        """Whether levels can be solved again while somebody waits."""
        return self.store.lanes(self.run.id) <= SMALL

    @cached_property
    def problem(self) -> "Problem":
        """The problem, built again from what was kept."""
        from mizalla.build import build
        from mizalla.run import answers_of
        from mizalla.travel import travel

        rules = self.store.rules(self.run.id)
        return build(self.scenario, rules, travel(self.scenario, answers_of(self.scenario, rules)))

    @cached_property
    def why(self) -> "Why | None":
        """The rounds of leximin, found again; of what choices leave, where there are some."""
        from mizalla.account import rounds_of
        from mizalla.solve.why import why

        if not self.problem.choices:
            return why(self.problem, seed=self.run.seed)
        from mizalla.solve import solve

        return rounds_of(solve(self.problem, seed=self.run.seed), seed=self.run.seed)

    @cached_property
    def choosy(self) -> tuple[str, ...]:
        """Ids of the rules of all or nothing that the run kept."""
        return self.store.rules_of_kinds(self.run.id, CHOICES)

    @cached_property
    def account(self) -> Account | None:
        """What decided the plan; None where it was not kept and is too large to work out."""
        kept = self.store.account(self.run.id, **({} if self.small else self._part))
        if kept is not None or not self.small:
            return kept
        from mizalla.account import account

        made = account(self.problem, self.store.plan(self.run.id), self.why)
        self.store.save_account(self.run.id, made)
        return made

    def ranged(self, number: int) -> Account | None:
        """The account, with the ranges of one round's prices where they can be worked out."""
        known = self.account
        if known is None or not self.small:
            return known
        from mizalla.account import RANGED, ranged

        first = [blocker for blocker in known.blockers if blocker.round == number][:RANGED]
        if all(blocker.proof == "range" or blocker.gain is not None for blocker in first):
            return known
        why = self.why
        if why is None:
            return known
        made = ranged(known, why, number)
        self.store.save_account(self.run.id, made)
        self.account = made
        return made

    def read_rules(self, keys: Collection[str]) -> None:
        """Read rules by their ids all at once, ahead of asking for one after the other."""
        unknown = set(keys) - self._rules.keys()
        if unknown:
            self._rules |= self.store.rules_named(self.run.id, unknown)

    def rule(self, key: str) -> ProvidedRule | None:
        """A rule by its id."""
        self.read_rules([key])
        return self._rules.get(key)

    def part(self, field: str, **only: Any) -> tuple[Any, ...]:
        """Some rows of one part of the plan."""
        return self.store.part(self.run.id, field, **only)
