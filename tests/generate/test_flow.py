import numpy as np
import pytest

from mizalla.generate import Recipe
from mizalla.generate.draft import Draft
from mizalla.generate.flow import Flow, flows, working_days
from mizalla.generate.sites import Site


def _sites(made: Draft, transfers: bool) -> list[Site]:
    levels = {"N": "national", "G": "governorate", "D": "depot"}
    return [
        Site.model_validate(
            {
                "id": store.id,
                "level": levels[store.id[0]],
                "serves": store.id[0] == "D" or not transfers,
                "organisation": store.organisation,
                "governorate": store.governorate,
                "district": store.district,
                "name": store.name,
                "name_ar": store.name_ar,
                "lat": store.lat,
                "lon": store.lon,
            }
        )
        for store in made.warehouses
    ]


def _flows(recipe: Recipe, made: Draft) -> tuple[Flow, ...]:
    sites = _sites(made, recipe.transfers)
    minutes = np.array(
        [[abs(s.lat - v.lat) + abs(s.lon - v.lon) for v in made.villages] for s in sites]
    )
    return flows(recipe, sites, made.villages, made.needs, minutes)


def test_all_that_is_due_goes_through_depots_and_through_stores(
    upper_egypt: Recipe, upper_egypt_draft: Draft
) -> None:
    """Stores or depots would be too small for the campaign."""
    result = _flows(upper_egypt, upper_egypt_draft)
    for kind in ("dry", "flour"):
        needed = sum(n.quantity for n in upper_egypt_draft.needs if n.parcel == kind)
        for level in ("national", "governorate", "depot"):
            through = sum(flow.parcels[kind] for flow in result if flow.site.level == level)
            share = through / (needed * upper_egypt.stock_share)
            # At a border the nearest depot may be the neighbour's.
            assert share == pytest.approx(1, abs=0.001)


def test_some_depots_are_short_and_most_are_not(
    upper_egypt: Recipe, upper_egypt_draft: Draft
) -> None:
    """There would be nothing to share fairly, or nothing to share at all."""
    result = [flow for flow in _flows(upper_egypt, upper_egypt_draft) if flow.site.serves]
    short = [flow for flow in result if min(flow.truck_slack, flow.loading_slack) < 1]
    assert len(short) == pytest.approx(upper_egypt.tight * len(result), abs=1)
    assert any(flow.loading_slack < 1 for flow in short)


def test_fridays_do_not_count(small: Recipe) -> None:
    """Trucks and hands would be reckoned for days on which nothing moves."""
    assert working_days(small) == 9
    assert working_days(small.model_copy(update={"closed_weekdays": ()})) == 10
