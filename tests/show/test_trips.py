"""Trip sheets and loading lists."""

from collections.abc import Callable
from datetime import date

import pytest

from mizalla.dispatch import trips
from mizalla.show import Names, TripSheets, trips_data, trips_view
from mizalla.show.trips import riding
from mizalla_models.errors import UsageError
from mizalla_models.plan import Plan, Round, Short
from plans import sample_plan
from tiny import FIRST, tiny
from verify.test_trips import ROWS, SAID, SCENARIO

See = Callable[..., str]
SHORT = Short(
    day=FIRST,
    fleet="F1",
    vehicle="van",
    origin="W1",
    destination="EG250102",
    village="EG250102",
    parcel="dry",
    quantity=7,
    reason="no time left for its truck",
)


def planned() -> Plan:
    stops = trips(SCENARIO, SAID, ROWS).stops
    return sample_plan(shipments=ROWS, trips=stops, short=(SHORT,))


def shown(see: See, plan: Plan, **only: object) -> str:
    sheets = TripSheets.of(plan, SCENARIO, **only)  # type: ignore[arg-type]
    return see(trips_view(sheets, Names.of(SCENARIO), "EGP", limit=None))


def test_a_loading_list_and_a_sheet_for_each_trip(see: See) -> None:
    """A dock could not load, or a driver not find, what the plan says."""
    plan = planned()
    text = shown(see, plan, day=FIRST, warehouse="W1")
    assert "Loading list, Assiut store (W1), Monday 2027-02-08" in text
    for row in plan.trips:
        assert f"Trip {row.trip}" in text
        assert row.arrive in text
        assert row.returns in text
    assert "of 3,000 kg" in text


def test_what_rides_on_no_truck_is_shown_with_its_reason(see: See) -> None:
    """Parcels left behind would be found out at the gate."""
    assert "no time left for its truck" in shown(see, planned())


def test_other_days_and_bases_are_left_out(see: See) -> None:
    """A dock would load what is another's."""
    with pytest.raises(UsageError, match="No truck"):
        shown(see, planned(), day=date(2027, 2, 10))
    with pytest.raises(UsageError, match="No truck"):
        shown(see, planned(), warehouse="W9")


def test_rows_for_programs() -> None:
    """A program would have to read the picture."""
    sheets = TripSheets.of(planned(), tiny())
    data = trips_data(sheets)
    assert sum(row["quantity"] for row in data["trip_rows"]) == 860
    assert {row["origin"] for row in data["trip_rows"]} == {"W1"}
    assert data["short_rows"][0]["quantity"] == 7


def test_a_plan_says_at_a_glance_what_rides_on_no_truck(see: See) -> None:
    """A planner would take what is short for delivered."""
    one = Round(number=1, parcels=860, short=100, estimated_hours=5, driven_hours=9)
    two = one.model_copy(update={"number": 2, "short": 7})
    text = see(riding(planned().model_copy(update={"rounds": (one, two)})))
    assert "7 parcels of 860" in text
    assert "100 parcels short" in text
    assert riding(planned().model_copy(update={"short": (), "rounds": (one,)})) is None
