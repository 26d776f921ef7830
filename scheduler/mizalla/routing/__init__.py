"""Routing: engines behind one interface, and the one way to ask them."""

from mizalla.routing.auto import ENGINES, Auto
from mizalla.routing.price import priced, tour_cost, tour_distance
from mizalla.routing.route import engine_named, require, route
from mizalla.routing.share import loose
from mizalla.routing.solution_file import read_solution
from mizalla.routing.timetable import Halt, Timetable, timetable
from mizalla.routing.vrplib_file import SCALE, read_vrplib

__all__ = [
    "ENGINES",
    "SCALE",
    "Auto",
    "Halt",
    "Timetable",
    "engine_named",
    "loose",
    "priced",
    "read_solution",
    "read_vrplib",
    "require",
    "route",
    "timetable",
    "tour_cost",
    "tour_distance",
]
