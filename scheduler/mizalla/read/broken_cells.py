"""Cells of a workbook that hold an error or a formula that was never worked out.

Readers of values alone give such cells as empty, and an empty cell may mean a default: a lot whose
``best_before`` is ``#REF!`` would be taken to keep for ever. So they are looked for in the sheet's
own XML.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from io import BytesIO

_SHEET = re.compile(r"<(?:\w+:)?sheet\b([^>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b([^>]*)>")
_ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_CELL = re.compile(r"<(?:\w+:)?c\s([^>]*?)(/?)>")
_END = re.compile(r"</(?:\w+:)?c>")
_FORMULA = re.compile(r"<(?:\w+:)?f\b")
_VALUE = re.compile(r"<(?:\w+:)?(?:v|is)\b[^>/]*>[^<]|<(?:\w+:)?is\b")
_ERROR_TEXT = re.compile(r"<(?:\w+:)?v>([^<]*)<")
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True)
class BrokenCell:
    """A cell without a value of its own."""

    sheet: str
    """Name of the sheet."""
    reference: str
    """Such as ``C4``."""
    what: str
    """What it holds, for a message."""

    @property
    def row(self) -> int:
        """Row, from 1; 0 where the sheet does not say."""
        match = _REFERENCE.fullmatch(self.reference)
        return int(match[2]) if match else 0

    @property
    def column(self) -> int:
        """Column, from 0; -1 where the sheet does not say."""
        match = _REFERENCE.fullmatch(self.reference)
        number = 0
        for letter in match[1] if match else "":
            number = number * 26 + ord(letter) - ord("A") + 1
        return number - 1


def _attributes(text: str) -> dict[str, str]:
    return {
        name.rpartition(":")[2]: unescape(double or single)
        for name, double, single in _ATTRIBUTE.findall(text)
    }


def _text(archive: zipfile.ZipFile, part: str) -> str:
    return archive.read(part).decode("utf-8", "replace")


def _sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Name and part of each sheet."""
    targets = {}
    for found in _RELATION.findall(_text(archive, "xl/_rels/workbook.xml.rels")):
        relation = _attributes(found)
        target = relation.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        targets[relation.get("Id", "")] = path
    for found in _SHEET.findall(_text(archive, "xl/workbook.xml")):
        sheet = _attributes(found)
        if (part := targets.get(sheet.get("id", ""))) in archive.namelist():
            yield sheet.get("name", ""), str(part)


def _of_sheet(sheet: str, xml: str) -> Iterator[BrokenCell]:
    if 't="e"' not in xml and "t='e'" not in xml and not _FORMULA.search(xml):
        return
    for match in _CELL.finditer(xml):
        if match[2]:
            continue
        cell = _attributes(match[1])
        end = _END.search(xml, match.end())
        inside = xml[match.end() : end.start() if end else match.end()]
        if cell.get("t") == "e":
            error = _ERROR_TEXT.search(inside)
            what = f"the error {unescape(error[1])}" if error else "an error"
            yield BrokenCell(sheet, cell.get("r", ""), what)
        elif cell.get("t") != "str" and _FORMULA.search(inside) and not _VALUE.search(inside):
            yield BrokenCell(sheet, cell.get("r", ""), "a formula that was never worked out")


def broken_cells(data: bytes) -> tuple[BrokenCell, ...]:
    """Cells of a workbook that hold an error or a formula without a value."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return tuple(
                cell
                for sheet, part in _sheet_parts(archive)
                for cell in _of_sheet(sheet, _text(archive, part))
            )
    except (KeyError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
        return ()  # what the reader of values could open and this can't holds no fault of a person
