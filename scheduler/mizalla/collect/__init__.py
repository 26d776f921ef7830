"""Plugins and what they say: found, asked, checked, and put in one order."""

from mizalla.collect.answers import travel_answers
from mizalla.collect.available import AvailablePlugin, available
from mizalla.collect.choice import Choice, LastGood
from mizalla.collect.gather import collect
from mizalla.collect.manager import Manager, plugin_manager
from mizalla.collect.routing import routing_engines
from mizalla.collect.scope import picks_nothing, strays
from mizalla.collect.seen import seen
from mizalla.collect.seen_plan import seen_plan
from mizalla.collect.sources import sources
from mizalla.collect.statements import statements
from mizalla.isolation import Limits

__all__ = [
    "AvailablePlugin",
    "Choice",
    "LastGood",
    "Limits",
    "Manager",
    "available",
    "collect",
    "picks_nothing",
    "plugin_manager",
    "routing_engines",
    "seen",
    "seen_plan",
    "sources",
    "statements",
    "strays",
    "travel_answers",
]
