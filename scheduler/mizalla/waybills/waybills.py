"""Typeset loading lists and waybills."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from mizalla.figures import Digest
from mizalla.fonts import font_folder
from mizalla.language import Language, told
from mizalla.waybills.consignment import Consignment
from mizalla.waybills.loading import loading_lists
from mizalla.waybills.sheet import loading_sheet, waybill_sheet
from mizalla.waybills.words import words


@dataclass(frozen=True)
class Booklet:
    """Loading lists and waybills, ready to print."""

    pdf: bytes
    """The document."""
    loading_lists: int
    """Loading lists in it."""
    waybills: int
    """Waybills in it."""


def booklet(digest: Digest, language: Language, consignments: Sequence[Consignment]) -> Booklet:
    """Typeset the loading list of every day and warehouse, each followed by its waybills.

    Parameters
    ----------
    digest
        The run.
    language
        Its reader's; places have their names in both languages.
    consignments
        What waybills are wanted for: all that leave the same warehouse on the same day, or none.

    Returns
    -------
    Booklet
        A PDF of A4 pages, its fonts inside. Equal runs give equal bytes.
    """
    import typst

    lists = loading_lists(digest, consignments)
    data = {
        "lang": language.code,
        "rtl": language.direction == "rtl",
        "campaign": digest.plan.scenario,
        "run": digest.run.id,
        "words": words(language),
        "notes": told(digest.plan.notes, language),
        "lists": [
            {
                **loading_sheet(item, digest, language),
                "waybills": [waybill_sheet(one, digest, language) for one in item.consignments],
            }
            for item in lists
        ],
    }
    page = files("mizalla.waybills").joinpath("waybill.typ").read_bytes()
    pdf = typst.compile(
        page,
        format="pdf",
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(font_folder())]),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        timestamp=int(digest.run.created.timestamp()),
        pdf_tags=False,  # tags take longer than all the rest, and paper has none
    )
    return Booklet(pdf, len(lists), len(consignments))
