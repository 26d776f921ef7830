import json
import re
from html.parser import HTMLParser

import pytest

from digests import EVIL
from mizalla.language import language
from mizalla.report import report


class Page(HTMLParser):
    """What a browser would find in a page."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.figures, self._figure, self.ids = [], {}, "", []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append((tag, found))
        self._figure = found.get("data-figure", self._figure)
        if "id" in found:
            self.ids.append(found["id"])
        self._in_value = tag == "strong"

    def handle_data(self, data):
        if self._figure and getattr(self, "_in_value", False):
            self.figures[self._figure] = data
            self._figure, self._in_value = "", False


@pytest.fixture(scope="module")
def page(made):
    """The English page."""
    return report(made, language("en"))


def data_of(page):
    return json.loads(re.search(r'id="data">(.*?)</script>', page, re.DOTALL)[1])


def test_nothing_is_asked_of_any_network(page):
    """A report opened in the field would wait for a server, or tell somebody of its reader."""
    found = Page(page).tags
    addresses = [
        value
        for _, attrs in found
        for name, value in attrs.items()
        if name in ("src", "href", "action", "srcset", "poster", "data")
    ]
    assert all(address.startswith("#") for address in addresses)
    assert (
        re.findall(r"url\((?!data:)|@import|fetch\(|XMLHttpRequest|https?://(?!www\.w3)", page)
        == []
    )
    assert "default-src 'none'" in page


def test_names_of_a_scenario_can_not_run_as_scripts(page):
    """A member's name with a tag in it would run on the planner's computer."""
    assert EVIL not in page
    assert page.count("<script") == 2
    assert any(EVIL in name for name in data_of(page)["warehouses"]["owner"])


def test_the_page_says_what_the_store_says(made, page):
    """A donor would read other figures than the planner."""
    figures, say = made.figures, language("en")
    shown = Page(page).figures
    assert shown["coverage_min"] == say.share(figures.coverage_min)
    assert shown["coverage_mean"] == say.share(figures.coverage_mean)
    assert shown["served_parcels"] == say.number(figures.served_parcels)
    assert shown["cost"] == say.money(figures.cost, "EGP")
    assert shown["km"] == f"{say.number(figures.km)} km"


def test_the_map_s_data_add_up_to_the_plan(made, page):
    """The map would draw other parcels than the tables below it."""
    data = data_of(page)
    assert sum(data["flows"]["q"]) == made.figures.served_parcels
    assert sum(data["transfers"]["q"]) == sum(row.quantity for row in made.plan.transfers)
    assert sum(data["needs"]["n"]) == made.figures.needed_parcels
    assert sum(data["needs"]["s"]) == made.figures.served_parcels
    assert data["villages"]["id"] == ["EG250101", "EG250102"]
    assert len(data["days"]) == 3


def test_an_arabic_page_runs_from_right_to_left(made):
    """Readers of Arabic would get English words in an English layout."""
    page = report(made, language("ar", "eastern"))
    root = next(attrs for tag, attrs in Page(page).tags if tag == "html")
    assert (root["lang"], root["dir"]) == ("ar", "rtl")
    assert "قرية الشمال" in data_of(page)["villages"]["name"]
    assert "القرية الأقل حظًّا" in page
    assert "رمضان 1448" in page or "رمضان ١٤٤٨" in page
    shown = Page(page).figures["served_parcels"]
    assert shown.translate(str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")) == str(
        made.figures.served_parcels
    )


def test_every_part_of_the_script_finds_its_place(page):
    """A renamed element would leave a part of the page dead, unseen by any other test."""
    wanted = set(re.findall(r'\$\("([\w-]+)"\)', page))
    assert wanted
    assert wanted <= set(Page(page).ids)


def test_ids_are_unique_and_links_lead_somewhere(page):
    """Keyboard and screen-reader users would jump to the wrong section."""
    parsed = Page(page)
    assert len(parsed.ids) == len(set(parsed.ids))
    links = [attrs["href"][1:] for tag, attrs in parsed.tags if tag == "a"]
    assert set(links) <= set(parsed.ids)


def test_a_run_whose_places_nobody_knows_still_has_a_report(made):
    """A run of an older store would have no report at all."""
    from mizalla.figures import Setting, digest

    bare = digest(made.run, made.plan, made.rules, Setting())
    page = report(bare, language("en"))
    assert "shown by their codes" in page
    assert "EG250101" in data_of(page)["villages"]["name"]


def test_a_plan_that_moves_nothing_has_a_report(made):
    """An empty plan would divide by its parcels."""
    from mizalla.figures import digest

    nothing = made.plan.model_copy(
        update={"shipments": (), "transfers": (), "coverage": (), "rules": (), "trips": ()}
    )
    assert "Every village gets all it needs." in report(
        digest(made.run, nothing, made.rules, made.setting), language("en")
    )
