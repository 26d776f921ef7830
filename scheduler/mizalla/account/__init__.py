"""The account of a plan: what decided it, worked out while its problem is at hand."""

from mizalla.account.account import RANGED, account, ranged
from mizalla.account.blockers import gain
from mizalla.account.conflict import with_forbids
from mizalla.account.reasons import rounds_of

__all__ = ["RANGED", "account", "gain", "ranged", "rounds_of", "with_forbids"]
