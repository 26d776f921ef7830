"""The value of the umbrella: what members reach together and apart, and a fair split of it."""

from mizalla.umbrella.coalition import apart_rules
from mizalla.umbrella.game import Game, play
from mizalla.umbrella.split import Split, split_gain
from mizalla.umbrella.umbrella import Umbrella, umbrella
from mizalla.umbrella.view import umbrella_view

__all__ = [
    "Game",
    "Split",
    "Umbrella",
    "apart_rules",
    "play",
    "split_gain",
    "umbrella",
    "umbrella_view",
]
