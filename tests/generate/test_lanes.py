from mizalla.generate.draft import Draft


def test_goods_go_down_the_levels(upper_egypt_draft: Draft) -> None:
    """A depot would never get what lies at the national store."""
    made = upper_egypt_draft
    levels = {(lane.origin[0], lane.destination[0]) for lane in made.lanes}
    assert levels == {("N", "G"), ("G", "D")}
    fed = {lane.destination for lane in made.lanes}
    assert fed == {store.id for store in made.warehouses if store.id[0] != "N"}


def test_far_hauls_take_a_day_and_cost_more(upper_egypt_draft: Draft) -> None:
    """Goods from Cairo would be in Luxor the same morning, at the price of a short trip."""
    long = [lane for lane in upper_egypt_draft.lanes if lane.origin == "N1"]
    short = [lane for lane in upper_egypt_draft.lanes if lane.origin != "N1"]
    assert {lane.lead_days for lane in long} == {1}
    assert {lane.lead_days for lane in short} == {0, 1}
    assert min(lane.cost_per_kg for lane in long) > max(lane.cost_per_kg for lane in short)


def test_lanes_stay_in_their_governorate(upper_egypt_draft: Draft) -> None:
    """A governorate store would feed its neighbours."""
    home = {store.id: store.governorate for store in upper_egypt_draft.warehouses}
    for lane in upper_egypt_draft.lanes:
        if lane.origin != "N1":
            assert home[lane.origin] == home[lane.destination]


def test_without_transfers_there_are_no_lanes(assiut_draft: Draft) -> None:
    """A lane from the governorate store would stop its trucks."""
    assert assiut_draft.lanes == ()
    assert "G25" in {fleet.warehouse for fleet in assiut_draft.fleets}
