"""All rules of one run, and the plugins they came from."""

from mizalla_models.base import Word
from mizalla_models.plan import PluginRecord
from mizalla_models.rule import ProvidedRule


class Rules(Word):
    """What ``collect`` hands to ``build``: the same for any order of plugins."""

    provided: tuple[ProvidedRule, ...]
    """Every rule, sorted by id."""
    plugins: tuple[PluginRecord, ...]
    """Every plugin that took part, by name."""
