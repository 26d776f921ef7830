"""Reading: from a scenario folder to a scenario, or to everything that is wrong in it."""

from mizalla.read.fields import TABLES
from mizalla.read.inspect import inspect
from mizalla.read.read import read

__all__ = ["TABLES", "inspect", "read"]
