"""What can be told of rules before any solver starts: which contradict, and which are pointless."""

from mizalla.foresee.contradictions import contradictions
from mizalla.foresee.pointless import pointless

__all__ = ["contradictions", "pointless"]
