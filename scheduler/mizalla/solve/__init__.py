"""Solve: the problem to an allocation in whole parcels, with a proof for each goal."""

from mizalla.solve.allocation import Allocation, Proof, RowPrice
from mizalla.solve.certificate import certify
from mizalla.solve.ledger import Progress
from mizalla.solve.solve import solve
from mizalla.solve.warm import Start, Trail

__all__ = ["Allocation", "Progress", "Proof", "RowPrice", "Start", "Trail", "certify", "solve"]
