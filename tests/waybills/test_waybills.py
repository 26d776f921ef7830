import re
from collections import Counter
from io import BytesIO

import pytest
from pypdf import PdfReader

from mizalla.language import language
from mizalla.waybills import booklet, consignments, loading_lists
from mizalla.waybills.qr import qr_code
from plans import stop


@pytest.fixture(scope="module")
def papers(made):
    """All consignments of the plan."""
    return consignments(made)


def pages(made, papers, code="en"):
    pdf = booklet(made, language(code), papers).pdf
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def test_papers_carry_exactly_what_the_plan_moves(made, papers):
    """A truck would leave with parcels that no paper tells of, or the other way round."""
    moved = Counter()
    for row in made.plan.shipments:
        moved[row.day, row.origin, row.destination, row.parcel] += row.quantity
    for row in made.plan.transfers:
        moved[row.day, row.origin, row.destination, row.parcel] += row.quantity
    told = Counter()
    for paper in papers:
        for line in paper.lines:
            told[paper.day, paper.origin, line.destination, line.parcel] += line.quantity
    assert told == moved
    assert {paper.kind for paper in papers} >= {"transfer"}


def test_a_trip_that_is_not_whole_is_split_into_consignments(made):
    """Parcels that no trip carries would have no paper."""
    plan = made.plan.model_copy(update={"trips": ()})
    bare = made.__class__(made.run, plan, made.rules, made.setting)
    assert sum(paper.parcels for paper in consignments(bare)) == sum(
        row.quantity for row in (*plan.shipments, *plan.transfers)
    )
    row = plan.shipments[0]
    half = stop(
        1, day=row.day, fleet=row.fleet, destination=row.destination, quantity=1, parcel=row.parcel
    )
    odd = made.__class__(
        made.run, plan.model_copy(update={"trips": (half,)}), made.rules, made.setting
    )
    assert sum(paper.parcels for paper in consignments(odd)) == sum(
        row.quantity for row in (*plan.shipments, *plan.transfers)
    )


def test_numbers_of_papers_are_unique(papers):
    """Two drivers would carry the same number."""
    ids = [paper.id for paper in papers]
    assert len(ids) == len(set(ids))


def test_a_loading_list_comes_before_its_waybills(made, papers):
    """A storekeeper would look for a list in a stack of waybills."""
    lists = loading_lists(made, papers)
    text = pages(made, papers)
    assert len(text) >= len(lists) + len(papers)
    assert "Loading list" in text[0]
    heads = [
        ("Loading list" in page, "Waybill" in page or "Transfer note" in page) for page in text
    ]
    assert Counter(heads)[True, False] >= len(lists)
    for one in lists:
        assert sum(quantity for *_, quantity in one.lots) == one.parcels


def test_every_waybill_says_its_number_and_its_parcels(made, papers):
    """A field team could not tell which waybill it signs, or for how much."""
    text = "\n".join(pages(made, papers))
    flat = re.sub(r"\s", "", text)
    for paper in papers:
        assert re.sub(r"\s", "", paper.id) in flat
        assert f"{paper.parcels:,}" in text


def test_arabic_waybills_hold_arabic_text_in_its_order(made, papers):
    """Names would come out of the PDF back to front, and no search would find them."""
    pdf = booklet(made, language("ar"), papers).pdf
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    for word in ("الأمل", "الشمال", "أسيوط", "السائق"):
        assert word in text
    assert "األ" not in text


def test_fonts_are_inside_and_nothing_else_is_taken(made, papers):
    """Arabic would be boxes on a computer without Arabic fonts."""
    reader = PdfReader(BytesIO(booklet(made, language("ar"), papers).pdf))
    fonts = set()
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            assert (
                "/FontFile2" in inner["/FontDescriptor"] or "/FontFile3" in inner["/FontDescriptor"]
            )
            fonts.add(str(inner["/BaseFont"]).split("+")[-1])
    assert {name.split("-")[0] for name in fonts} <= {"NotoSans", "NotoSansArabic"}


def test_equal_runs_give_equal_bytes(made, papers):
    """A reprint could not be told from a changed plan."""
    say = language("en")
    assert booklet(made, say, papers).pdf == booklet(made, say, papers).pdf


def test_a_qr_code_is_drawn_to_be_scaled():
    """A code would blur on paper."""
    drawn = qr_code("2027-02-08/W1/F1/1.01")
    assert drawn.startswith("<svg")
    assert "viewBox" in drawn
    assert qr_code("2027-02-08/W1/F1/1.02") != drawn
