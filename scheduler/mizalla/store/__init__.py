"""The store: where runs, their plans and their rules are kept."""

from mizalla.store.record import new_run
from mizalla.store.store import DEFAULT_URL, Store

__all__ = ["DEFAULT_URL", "Store", "new_run"]
