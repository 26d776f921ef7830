"""Build: scenario × rules to arrays."""

from mizalla.build.build import build
from mizalla.build.problem import Problem

__all__ = ["Problem", "build"]
