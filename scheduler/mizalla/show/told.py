"""Views in another language: what a terminal is about to show, translated piece by piece."""

from collections.abc import Callable

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from mizalla.show.tables import Sheet

Translate = Callable[[str], str]


def told_in(view: RenderableType, translate: Translate) -> RenderableType:
    """Translate the words of a view; its shape and its styles stay.

    Parameters
    ----------
    view
        Anything to be shown.
    translate
        Gives a text in the reader's language; what it does not know it leaves.
    """
    if isinstance(view, str):
        return translate(view)
    if isinstance(view, Text):
        return _text(view, translate)
    if isinstance(view, Sheet):
        return view.told(lambda cell: _text(cell, translate), translate)
    if isinstance(view, Group):
        return Group(*(told_in(part, translate) for part in view.renderables))
    if isinstance(view, Table):
        for column in view.columns:
            column.header = told_in(column.header, translate)
            column._cells = [told_in(cell, translate) for cell in column._cells]
    return view


def _text(text: Text, translate: Translate) -> Text:
    """Translate a text: whole where it has one style, else between the borders of its styles."""
    borders = sorted({place for span in text.spans for place in (span.start, span.end)})
    inner = [place for place in borders if 0 < place < len(text)]
    pieces = text.divide(inner) if inner else [text]
    made = Text(style=text.style, justify=text.justify, overflow=text.overflow)
    for piece in pieces:
        told = Text(translate(piece.plain), style=piece.style)
        for span in piece.spans:
            told.stylize(span.style)
        made.append_text(told)
    return made
