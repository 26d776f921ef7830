"""The XML inside a workbook, for what readers of values alone don't tell."""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from html import unescape
from io import BytesIO

_SHEET = re.compile(r"<(?:\w+:)?sheet\b([^>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b([^>]*)>")
_ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")

_ROW_OR_CELL = re.compile(r"<((?:\w+:)?)(row|c)(?=[\s/>])([^>]*)>")
_NAMELESS = re.compile(r"<(?:\w+:)?(?:row|c)(?=[\s/>])(?![^>]*\sr\s*=)")

_UNREADABLE = (
    KeyError,
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)
"""What an archive may raise that is no archive, or a damaged one."""


def attributes(text: str) -> dict[str, str]:
    """Attributes of a tag by their local names."""
    return {
        name.rpartition(":")[2]: unescape(double or single)
        for name, double, single in _ATTRIBUTE.findall(text)
    }


def position(reference: str) -> tuple[int, int]:
    """Row (from 1) and column (from 0) of a cell such as ``C4``; 0 and -1 of none."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return 0, -1
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column - 1


def numbered(xml: str) -> str:
    """XML of a sheet whose rows and cells all say where they are: some writers leave it out."""
    if not _NAMELESS.search(xml):
        return xml
    row = column = 0

    def name(match: re.Match[str]) -> str:
        nonlocal row, column
        said = attributes(match[3]).get("r", "")
        if match[2] == "row":
            row, column = int(said) if said.isdecimal() else row + 1, 0
            return match[0] if said else f'<{match[1]}row r="{row}"{match[3]}>'
        column = position(said)[1] + 1 if said else column + 1
        return match[0] if said else f'<{match[1]}c r="{_letters(column)}{row}"{match[3]}>'

    return _ROW_OR_CELL.sub(name, xml)


def _letters(column: int) -> str:
    """Name of a column, from 1."""
    text = ""
    while column:
        column, digit = divmod(column - 1, 26)
        text = chr(ord("A") + digit) + text
    return text


def _text(archive: zipfile.ZipFile, part: str) -> str:
    return archive.read(part).decode("utf-8", "replace")


def sheet_parts(data: bytes, is_aside: Callable[[str], bool]) -> dict[str, str]:
    """XML of each sheet of a workbook that is not aside, by name; empty where it is no workbook."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return dict(_parts(archive, is_aside))
    except _UNREADABLE:
        return {}  # the reader of values says what is wrong with it


def hidden_sheets(data: bytes) -> frozenset[str]:
    """Names of the sheets that a workbook hides; none where it is no workbook."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            sheets = map(attributes, _SHEET.findall(_text(archive, "xl/workbook.xml")))
            return frozenset(
                sheet.get("name", "") for sheet in sheets if "idden" in sheet.get("state", "")
            )
    except _UNREADABLE:
        return frozenset()


def unpacked(data: bytes) -> int:
    """Bytes that a workbook unpacks to, as it says itself; 0 of what is no workbook."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return sum(part.file_size for part in archive.infolist())
    except _UNREADABLE:
        return 0


def _parts(archive: zipfile.ZipFile, is_aside: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    targets = {}
    for found in _RELATION.findall(_text(archive, "xl/_rels/workbook.xml.rels")):
        relation = attributes(found)
        target = relation.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        targets[relation.get("Id", "")] = path
    parts = set(archive.namelist())
    for found in _SHEET.findall(_text(archive, "xl/workbook.xml")):
        sheet = attributes(found)
        part = targets.get(sheet.get("id", ""))
        name = sheet.get("name", "")
        if part is not None and part in parts and not is_aside(name):
            yield name, numbered(_text(archive, part))
