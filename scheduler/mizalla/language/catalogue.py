"""The catalogue of translations, kept in step with the program."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from mizalla.language.extract import messages

NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)  # equal programs give equal catalogues
HEADER = (
    "# What Mizalla says and tells, in Arabic; `python -m mizalla.language.catalogue` keeps it."
)
PLURAL_FORMS = (
    "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=11 ? 4 : 5);"
)
PACKAGE = Path(__file__).parents[1]
FILE = Path(__file__).parent / "locale" / "ar" / "LC_MESSAGES" / "mizalla.po"


def template(package: Path = PACKAGE) -> Catalog:
    """Gather all messages of the program, not translated."""
    made = Catalog(project="Mizalla", fuzzy=False)
    for message in messages(package):
        key = (message.text, message.more) if message.more else message.text
        made.add(key, locations=[(message.where, 0)])
    return made


def read(file: Path = FILE) -> Catalog:
    """Read the Arabic catalogue."""
    with file.open("rb") as stream:
        return read_po(stream, locale="ar")


def update(file: Path = FILE, package: Path = PACKAGE) -> list[str]:
    """Bring a catalogue into step with the program, and compile it.

    What is translated stays so; what the program says no more is dropped.

    Returns
    -------
    list of str
        Messages that are not translated yet.
    """
    known = {str(_first(message.id)): message.string for message in read(file) if message.id}
    made = Catalog(
        locale="ar", project="Mizalla", fuzzy=False, charset="utf-8", creation_date=NO_DAY
    )
    made.mime_headers = [("Plural-Forms", PLURAL_FORMS)]
    made.header_comment = HEADER
    missing = []
    for message in template(package):
        if message.id:
            string = known.get(str(_first(message.id)), "")
            if not _whole(string) or isinstance(string, str) is not isinstance(message.id, str):
                string = ""
                missing.append(str(_first(message.id)))
            made.add(message.id, string=string, locations=message.locations)
    with file.open("wb") as stream:
        write_po(stream, made, width=100, sort_output=True, include_lineno=False)
    with file.with_suffix(".mo").open("wb") as stream:
        write_mo(stream, made)
    return missing


def _first(key: object) -> object:
    return key[0] if isinstance(key, (tuple, list)) else key


def _whole(string: object) -> bool:
    return bool(string) and all(string) if isinstance(string, (tuple, list)) else bool(string)


def main() -> None:
    """Update the catalogue, and name what is left to be translated."""
    for message in update():
        sys.stdout.write(f"not translated: {message}\n")


if __name__ == "__main__":
    main()
