"""Languages: words, numbers and days as their readers write them."""

from mizalla.language.choose import CODES, DIGITS, language
from mizalla.language.language import Code, Digits, Language
from mizalla.language.told import told, translator

__all__ = ["CODES", "DIGITS", "Code", "Digits", "Language", "language", "told", "translator"]
