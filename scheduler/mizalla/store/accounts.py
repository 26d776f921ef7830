"""Accounts of plans in their tables."""

from collections.abc import Mapping, Sequence
from typing import Any

from mizalla_models.account import Account, Blocker, Round, Source, Standing
from mizalla_models.base import Word
from mizalla_models.tables import AccountRoundRow, BlockerRow, Part, SourceRow, StandingRow

TABLES: dict[str, tuple[type[Part], type[Word]]] = {
    "rounds": (AccountRoundRow, Round),
    "standings": (StandingRow, Standing),
    "blockers": (BlockerRow, Blocker),
    "sources": (SourceRow, Source),
}
"""Fields of an account, each with its table, whose columns are the word's fields."""


def account_records(run: str, account: Account) -> dict[type[Part], list[dict[str, Any]]]:
    """Make the rows of an account, table by table."""
    return {
        row: [
            {"run": run, "place": place, **vars(word)}
            for place, word in enumerate(getattr(account, field))
        ]
        for field, (row, _) in TABLES.items()
    }


def account_of(parts: Mapping[str, Sequence[Mapping[str, Any]]]) -> Account:
    """Put an account together from its rows, by field."""
    return Account(
        **{
            field: tuple(word(**record) for record in parts.get(field, ()))
            for field, (_, word) in TABLES.items()
        }
    )
