"""Plugins and what they say: found, called, checked, and put in one order."""

from mizalla.collect.answers import travel_answers
from mizalla.collect.available import AvailablePlugin, available
from mizalla.collect.gather import collect
from mizalla.collect.manager import plugin_manager

__all__ = ["AvailablePlugin", "available", "collect", "plugin_manager", "travel_answers"]
