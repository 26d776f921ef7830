import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizalla.language import language, translator
from mizalla.language.catalogue import FILE, read, template

EN, AR, EAST = language("en"), language("ar"), language("ar", "eastern")
WESTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩٫٬٪", "0123456789.,%")
FIELD = re.compile(r"(?<!\{)\{(\w+)\}(?!\})")


def strings(message):
    return message.string if isinstance(message.string, tuple) else (message.string,)


def test_nothing_is_untranslated():
    """A new message would reach readers of Arabic in English. Mend: python -m
    mizalla.language.catalogue names what is missing; translate it in mizalla.po and run it again.
    """
    known = {message.id: message for message in read() if message.id}
    wanted = [message.id for message in template() if message.id]
    missing = [key for key in wanted if key not in known or not all(strings(known[key]))]
    assert missing == []


def test_translations_keep_the_values():
    """A translation would lose a number, or ask for one that nobody gives."""
    for message in read():
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
        values = set(FIELD.findall(ids[0]))
        for text in filter(None, strings(message)):
            found = set(FIELD.findall(text))
            assert found <= values, message.id
            if len(ids) == 1:
                assert found == values, message.id


def test_the_compiled_catalogue_is_in_step():
    """A corrected translation would not be seen. Mend: python -m mizalla.language.catalogue."""
    for message in read():
        if isinstance(message.id, str) and message.id and message.string:
            assert AR.translations.gettext(message.id) == message.string
    assert FILE.with_suffix(".mo").is_file()


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "يوم واحد"),
        (2, "يومان"),
        (3, "3 أيام"),
        (10, "10 أيام"),
        (11, "11 يومًا"),
        (99, "99 يومًا"),
        (100, "100 يوم"),
        (103, "103 أيام"),
        (111, "111 يومًا"),
    ],
)
def test_arabic_counts_as_arabic_does(count, words):
    """Three days would be written like eleven."""
    assert AR.count("{n} day", "{n} days", count) == words


@given(st.floats(-1e12, 1e12), st.integers(0, 3))
def test_a_number_is_the_same_in_every_language(value, digits):
    """Two readers of one plan would read two numbers."""
    assert EN.number(value, digits) == AR.number(value, digits)
    assert EAST.number(value, digits).translate(WESTERN) == EN.number(value, digits)


@given(st.floats(0, 1))
def test_a_share_is_never_rounded_to_all_or_nothing(value):
    """A village that gets nearly all would be shown as served."""
    assert (EN.share(value) == "100%") == (value == 1)
    assert (EN.share(value) == "0%") == (value == 0)
    assert EAST.share(value).translate(WESTERN) == EN.share(value)


def test_days_of_both_calendars():
    """The first of Ramadan 1448 by Umm al-Qura would fall on another day."""
    day = date(2027, 2, 8)
    assert EN.both(day) == "8 February 2027 · 1 Ramadan 1448 AH"
    assert AR.both(day) == "8 فبراير 2027 · 1 رمضان 1448 هـ"
    assert EAST.hijri(day) == "١ رمضان ١٤٤٨ هـ"


@pytest.mark.parametrize(
    ("offset", "words"), [(1, "2 Ramadan 1448 AH"), (-1, "30 Sha'ban 1448 AH")]
)
def test_the_moon_is_sighted_where_it_is(offset, words):
    """A country whose month began a day off would get the neighbours' dates."""
    assert language("en", "western", offset).hijri(date(2027, 2, 8)) == words


def test_days_beyond_the_tables_have_no_hijri_day():
    """A far day would end in an error."""
    assert EN.hijri(date(2200, 1, 1)) == ""
    assert EN.both(date(2200, 1, 1)) == "1 January 2200"


TOLD = translator(AR)


@pytest.mark.parametrize(
    ("english", "arabic"),
    [
        ("'-9000' is below zero.", "'-9000' تحت الصفر."),
        (
            "Did you mean 'W1'? Write an id of warehouses.csv, or add it there.",
            "هل تقصد 'W1'؟ اكتب رمزًا من warehouses.csv، أو أضفه هناك.",
        ),
        ("5 villages", "5 قرى"),
        ("✔ No faults and no warnings.", "✔ لا أخطاء ولا تحذيرات."),
        (
            "Nothing that the rules allow gets to 2 villages. Look at distances, shifts, trucks "
            "and stock.",
            "لا شيء مما تسمح به القواعد يصل إلى قريتين. انظر إلى المسافات والورديات والشاحنات "
            "والمخزون.",
        ),
        ("● 3 parcels ride on no truck.", "● 3 طرود لا تركب شاحنة."),
        ("EG250101", "EG250101"),
        ("", ""),
    ],
)
def test_finished_texts_are_told_in_arabic(english, arabic):
    """Faults and errors, which are kept in English, would stay so for readers of Arabic."""
    assert TOLD(english) == arabic


@given(st.text(max_size=40))
def test_any_text_can_be_told(text):
    """A name that looks like a message would end in an error."""
    assert isinstance(TOLD(text), str)


def test_english_needs_no_translator():
    """Every table of an English reader would go through the catalogue for nothing."""
    assert translator(None) is None
    assert translator(EN) is None
    assert translator(language("en", "eastern"))("12 parcels, W12") == "12 parcels, W12"
    assert translator(language("en", "eastern"))("1,240") == "١٬٢٤٠"
