"""The files of a scenario folder: which are there, and their text."""

import os
import unicodedata
from pathlib import Path

from mizalla.read.faults import Faults, printable

_SIGNATURES = (
    (b"PK\x03\x04", "a workbook or archive", "Name it .xlsx if it is a workbook."),
    (b"\xd0\xcf\x11\xe0", "an old workbook (xls)", "Save it as .xlsx or as CSV UTF-8."),
    (b"%PDF", "a PDF", "Export the table as CSV UTF-8."),
    (b"\x89PNG", "a picture", "Put the table itself there."),
    (b"\xff\xd8\xff", "a picture", "Put the table itself there."),
    (b"\x1f\x8b", "a compressed file", "Unpack it first."),
)
_UTF16 = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_SAVE = "In a spreadsheet, save it as “CSV UTF-8”."


def list_folder(folder: Path, shown: str, faults: Faults) -> dict[str, Path]:
    """Files of a folder by the name that messages give them, in the order of names.

    Parameters
    ----------
    folder
        Where to look; hidden files and spreadsheets' lock files are passed over.
    shown
        What messages put before each name, such as ``capacity/``.
    faults
        Where a folder that can't be listed is written down.
    """
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 - names are wanted, not paths
    except OSError as error:
        faults.add(
            shown.rstrip("/") or printable(str(folder)),
            f"The folder can't be listed ({error.strerror}).",
            "Check its path and permissions.",
        )
        return {}
    return {
        shown + printable(name): folder / name for name in names if not name.startswith((".", "~$"))
    }


def read_bytes(path: Path, shown: str, faults: Faults) -> bytes | None:
    """Bytes of a regular file; None, and a fault, where it can't be read."""
    try:
        if path.is_file():
            return path.read_bytes()
        kind = "a folder" if path.is_dir() else "no regular file"
        faults.add(shown, f"It is {kind}, not a file.", "Put the file itself there.")
    except OSError as error:
        faults.add(shown, f"It can't be read ({error.strerror}).", "Check its permissions.")
    return None


def _other_encoding(data: bytes, before: int) -> tuple[str, str]:
    for signature, what, mend in _SIGNATURES:
        if data.startswith(signature):
            return f"It is {what}, not text.", mend
    for mark, name in _UTF16:
        if data.startswith(mark):
            return f"It is not UTF-8 text but {name.upper()[:6]}.", _SAVE
    head = data[:4096]
    if head.count(0) * 10 > len(head):
        return "It is not UTF-8 text; it may be UTF-16, or no text at all.", _SAVE
    if sum(byte < 32 and byte not in b"\t\r\n\f" for byte in head) * 20 > len(head):
        return "It is no text at all.", f"Put a table there. {_SAVE}"
    arabic = sum(byte >= 0xC0 for byte in data[before : before + 400]) > 2
    guess = "Windows-1256, as older spreadsheets save Arabic" if arabic else "Windows-1252 perhaps"
    return f"It is not UTF-8 text ({guess}): byte 0x{data[before]:02X} can't be read.", _SAVE


def decode(data: bytes, shown: str, faults: Faults) -> str | None:
    """Text of UTF-8 bytes, composed (NFC); None, and a fault, where it is none."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problem, mend = _other_encoding(data, error.start)
        row = data.count(b"\n", 0, error.start) + 1 if "byte" in problem else None
        faults.add(shown, problem, mend, row=row)
        return None
    if "\x00" in text:
        at = text.index("\x00")
        problem, mend = (
            _other_encoding(data, 0)
            if data.startswith(_SIGNATURES[0][0]) or text.count("\x00") * 10 > len(text)
            else ("It holds a NUL character.", f"Delete it. {_SAVE}")
        )
        faults.add(shown, problem, mend, row=text.count("\n", 0, at) + 1)
        return None
    return text if text.isascii() else unicodedata.normalize("NFC", text)
