"""What people see on a terminal: plans, runs, faults and plugins as tables."""

from mizalla.show.conflict import conflict_table, failure
from mizalla.show.conformance import conformance_view
from mizalla.show.console import Screen, console
from mizalla.show.data import plan_data
from mizalla.show.faults import fault_table
from mizalla.show.names import Names
from mizalla.show.parts import Filter, Parts, parts_data, parts_view
from mizalla.show.plugins import installed_table, plugin_table
from mizalla.show.progress import Pipeline, PlainLines
from mizalla.show.provenance import provenance_data, provenance_view
from mizalla.show.registrations import (
    history_view,
    member_data,
    member_view,
    registration_view,
)
from mizalla.show.runs import run_table
from mizalla.show.statements import notes_view, report_view, said_data
from mizalla.show.summary import summary
from mizalla.show.tables import Sheet
from mizalla.show.trips import TripSheets, short_table, trips_data, trips_view
from mizalla.show.welcome import welcome

__all__ = [
    "Filter",
    "Names",
    "Parts",
    "Pipeline",
    "PlainLines",
    "Screen",
    "Sheet",
    "TripSheets",
    "conflict_table",
    "conformance_view",
    "console",
    "failure",
    "fault_table",
    "history_view",
    "installed_table",
    "member_data",
    "member_view",
    "notes_view",
    "parts_data",
    "parts_view",
    "plan_data",
    "plugin_table",
    "provenance_data",
    "provenance_view",
    "registration_view",
    "report_view",
    "run_table",
    "said_data",
    "short_table",
    "summary",
    "trips_data",
    "trips_view",
    "welcome",
]
