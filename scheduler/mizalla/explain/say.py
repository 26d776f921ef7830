"""Say sentences in a language: names, numbers and their units."""

from typing import Any

from mizalla.explain.explanation import Lang, Sentence
from mizalla.explain.texts import TEXTS
from mizalla_models.base import Word

ARABIC_COMMA = "، "


class Said(Word):
    """A value that reads differently in each language."""

    en: str
    ar: str

    def of(self, lang: Lang) -> str:
        """Give it in a language."""
        return self.ar if lang == "ar" else self.en


def say(sentence: Sentence, lang: Lang) -> str:
    """Say a sentence in a language."""
    values = {key: _value(value, lang) for key, value in sentence.values.items()}
    return " ".join(TEXTS[sentence.key][lang].format(**values).split())


def _value(value: Any, lang: Lang) -> str:
    if isinstance(value, Said):
        return value.of(lang)
    if isinstance(value, Sentence):
        return say(value, lang)
    if isinstance(value, dict) and set(value) == {"en", "ar"}:
        return str(value[lang])
    return str(value)


def number(value: float) -> str:
    """Write a number with as many digits as say something."""
    size = abs(value)
    if size >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:,.2f}" if size >= 1 else f"{value:.3g}"


def whole_down(value: float) -> str:
    """Write how far something holds: never more than it does."""
    import math

    if not math.isfinite(value):
        return "∞"
    if value >= 100:
        return f"{math.floor(value):,}"
    return f"{math.floor(value * 100) / 100:g}" if value >= 0.01 else f"{value:.1g}"


def share(value: float) -> str:
    """Write a share as a percentage."""
    return f"{100 * value:.1f}%"


def points(value: float) -> Said:
    """Write a change of a share in points of a percentage."""
    text = f"{100 * value:.3g}"
    return Said(en=f"{text} points", ar=f"{text} نقطة مئوية")


def parcels(value: float) -> Said:
    """Write a number of parcels."""
    text = number(value)
    return Said(en=f"{text} parcel{'' if text == '1' else 's'}", ar=f"{text} كرتونة")


def money(value: float, currency: str) -> str:
    """Write an amount."""
    return f"{value:,.2f} {currency}"


def km(value: float) -> Said:
    """Write a distance."""
    return Said(en=f"{value:,.0f} km", ar=f"{value:,.0f} كم")
