"""The account of a plan: what decided it, worked out while its problem is at hand."""

from mizalla.account.account import RANGED, account, ranged
from mizalla.account.blockers import gain

__all__ = ["RANGED", "account", "gain", "ranged"]
