"""Reading: from a scenario folder to a scenario, or to everything that is wrong in it."""

from mizalla.read.closest import Closest
from mizalla.read.faults import Faults
from mizalla.read.fields import TABLES
from mizalla.read.inputs_hash import inputs_hash
from mizalla.read.inspect import inspect, inspect_registration
from mizalla.read.officer import SHEETS, OfficerSheet
from mizalla.read.pydantic_faults import told
from mizalla.read.read import read
from mizalla.read.sourced import Sources
from mizalla.read.yaml_file import dotted, read_yaml

__all__ = [
    "SHEETS",
    "TABLES",
    "Closest",
    "Faults",
    "OfficerSheet",
    "Sources",
    "dotted",
    "inputs_hash",
    "inspect",
    "inspect_registration",
    "read",
    "read_yaml",
    "told",
]
