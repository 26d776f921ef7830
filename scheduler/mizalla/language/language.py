"""A language: everything that is written differently for a reader of Arabic or English."""

from dataclasses import dataclass
from datetime import date
from gettext import NullTranslations
from typing import Literal

from mizalla.language.hijri import hijri_day

Code = Literal["ar", "en"]
Digits = Literal["western", "eastern"]

EASTERN = str.maketrans("0123456789.,%", "٠١٢٣٤٥٦٧٨٩٫٬٪")
EASTERN_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
LOCALES = {"ar": "ar_EG", "en": "en_GB"}


@dataclass(frozen=True)
class Language:
    """Words, numbers and days for one reader.

    Numbers have the same digits in the same order in every language; only their shapes differ, so
    that a figure is the same wherever it stands.
    """

    code: Code
    """``ar`` or ``en``."""
    digits: Digits
    """Shapes of digits."""
    hijri_offset: int
    """Days by which the moon-sighted calendar is ahead of Umm al-Qura's."""
    translations: NullTranslations
    """Messages by their English text."""

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        """Where lines run to."""
        return "rtl" if self.code == "ar" else "ltr"

    @property
    def locale(self) -> str:
        """Name of the locale, such as ``ar_EG``."""
        return LOCALES[self.code]

    def say(self, message: str, /, **values: object) -> str:
        """Write a message with its values; ``{name}`` in it stands for ``values["name"]``."""
        told = self.translations.gettext(message)
        return told.format(**values) if values else told

    def count(self, one: str, more: str, number: float, /, **values: object) -> str:
        """Write a message about a number of things, ``{n}``, in the plural form that it takes."""
        whole = int(number) if number == int(number) else 11  # a fraction goes as "many" does
        told = self.translations.ngettext(one, more, whole)
        return told.format(n=self.number(number), **values)

    def number(self, value: float, digits: int = 0) -> str:
        """Write a number with thousands apart: 12,345 or ١٢٬٣٤٥."""
        text = f"{value:,.{digits}f}"
        return self.figures("0" if digits == 0 and text == "-0" else text)

    def exact(self, value: float) -> str:
        """Write a number with two digits behind the point where they say something: 1.5, 4,000."""
        text = f"{value:,.2f}".rstrip("0").rstrip(".")
        return self.figures("0" if text == "-0" else text)

    def share(self, value: float) -> str:
        """Write a share in percent; never 100% for less than all, nor 0% for more than none."""
        percent = 100 * value
        if 99.95 <= percent < 100:
            return self.figures("99.9%")
        if 0 < percent < 0.05:
            return self.figures("<0.1%")
        return self.figures(f"{percent:.0f}%" if percent == int(percent) else f"{percent:.1f}%")

    def gap(self, value: float) -> str:
        """Write a gap in percent: 0% only where value and bound are one."""
        text = "0%" if value <= 1e-9 else "<0.001%" if value < 1e-5 else f"{100 * value:.2g}%"
        return self.figures(text)

    def money(self, value: float, currency: str, digits: int = 0) -> str:
        """Write an amount with its currency: 12,345 EGP."""
        return f"{self.number(value, digits)} {self.currency(currency)}"

    def currency(self, code: str) -> str:
        """Name a currency: its code, in Arabic its sign."""
        if self.code == "en":
            return code
        from babel.numbers import get_currency_symbol

        return get_currency_symbol(code, self.locale).strip("\u200f")

    def figures(self, text: str) -> str:
        """Give the digits of a number's text their shape."""
        return text.translate(EASTERN) if self.digits == "eastern" else text

    def shaped(self, text: str) -> str:
        """Give the digits of any other text their shape: a date's, a sentence's."""
        return text.translate(EASTERN_DIGITS) if self.digits == "eastern" else text

    def day(self, day: date, style: Literal["long", "short", "weekday"] = "long") -> str:
        """Write a day: 8 February 2027; short 8 Feb; weekday Mon 8 Feb."""
        from babel.dates import format_date

        pattern = {"long": "d MMMM y", "short": "d MMM", "weekday": "EEE d MMM"}[style]
        text: str = format_date(day, pattern, locale=self.locale)
        return self.shaped(text)

    def hijri(self, day: date, style: Literal["long", "short"] = "long") -> str:
        """Write a day of the Hijri calendar: 1 Ramadan 1448 AH; empty where it is not known."""
        return self.shaped(hijri_day(day, self.code, self.hijri_offset, style))

    def both(self, day: date) -> str:
        """Write a day in both calendars."""
        other = self.hijri(day)
        return f"{self.day(day)} · {other}" if other else self.day(day)

    def name(self, latin: str, arabic: str) -> str:
        """Choose the name that a reader reads; the other one where there is none."""
        return (arabic or latin) if self.code == "ar" else (latin or arabic)
