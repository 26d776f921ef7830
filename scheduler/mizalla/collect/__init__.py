"""Plugins and what they say: found, asked, checked, and put in one order."""

from mizalla.collect.answers import travel_answers
from mizalla.collect.available import AvailablePlugin, available
from mizalla.collect.choice import Choice, LastGood
from mizalla.collect.gather import collect
from mizalla.collect.manager import Manager, plugin_manager
from mizalla.isolation import Limits

__all__ = [
    "AvailablePlugin",
    "Choice",
    "LastGood",
    "Limits",
    "Manager",
    "available",
    "collect",
    "plugin_manager",
    "travel_answers",
]
