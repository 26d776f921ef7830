"""The value of the umbrella."""

from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mizalla.umbrella import Game, play, split_gain, umbrella
from mizalla_models.plan import Plan
from tiny import TABLES, write_folder

MEMBERS = ("a", "b", "c")


def game(values: dict[str, float], members=MEMBERS, **more) -> Game:
    """A game by what coalitions are worth, written as their letters."""
    table = {frozenset(key): value for key, value in values.items()}
    asked = more.pop("samples", 5)
    return play(
        members,
        lambda some: {one: table.get(one, 0.0) for one in some},
        samples=asked,
        seed=more.pop("seed", 0),
    )


GLOVES = {"ac": 1.0, "bc": 1.0, "abc": 1.0}


def test_the_shapley_value_of_the_gloves_game_is_that_of_the_books() -> None:
    """Members would be credited with what they did not bring."""
    found = game(GLOVES)
    assert found.shapley == pytest.approx({"a": 1 / 6, "b": 1 / 6, "c": 4 / 6})


def test_outside_the_core_the_nearest_split_within_is_taken() -> None:
    """A coalition could do better by leaving, and the split would fall apart."""
    split = split_gain(game(GLOVES))
    assert (split.shapley_in_core, split.in_core) == (False, True)
    assert split.share == pytest.approx({"a": 0, "b": 0, "c": 1}, abs=1e-5)


def test_an_empty_core_is_said_so() -> None:
    """Members would be told that nobody could do better, where any two could."""
    split = split_gain(game({"ab": 1, "ac": 1, "bc": 1, "abc": 1}))
    assert split.in_core is False
    assert split.shortfall == pytest.approx(1 / 3, abs=1e-5)
    assert sum(split.share.values()) == pytest.approx(1)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(0, 10), min_size=8, max_size=8))
def test_parts_add_up_and_are_means_over_all_orders(worth: list[float]) -> None:
    """The whole gain would not be handed out, or more than it."""
    keys = ["", "a", "b", "c", "ab", "ac", "bc", "abc"]
    values = {frozenset(key): value for key, value in zip(keys, worth, strict=True)}
    found = game({key: values[frozenset(key)] for key in keys})
    assert sum(found.shapley.values()) == pytest.approx(found.gain, abs=1e-9)
    for member in MEMBERS:
        added = [
            values[frozenset(order[: order.index(member) + 1])]
            - values[frozenset(order[: order.index(member)])]
            for order in permutations(MEMBERS)
        ]
        assert found.shapley[member] == pytest.approx(sum(added) / 6, abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 99), st.lists(st.floats(0, 5), min_size=8, max_size=8))
def test_sampled_parts_add_up_and_repeat(seed: int, sizes: list[float]) -> None:
    """Large alliances would get another split each time, or one that loses part of the gain."""
    members = tuple("abcdefgh")
    size = dict(zip(members, sizes, strict=True))

    def values(asked):
        return {some: sum(size[m] for m in some) ** 1.5 for some in asked}

    one, two = (play(members, values, samples=4, seed=seed) for _ in range(2))
    assert one == two
    assert not one.exact
    assert sum(one.shapley.values()) == pytest.approx(one.gain)
    split = split_gain(one)
    assert sum(split.share.values()) == pytest.approx(one.gain, abs=1e-4)
    assert min(split.share.values()) >= -1e-6
    for tried in one.tried:
        if 0 < len(tried.members) < len(members):
            assert sum(split.share[m] for m in tried.members) >= tried.gain - 1e-3


STOCK = [
    {"warehouse": "W1", "parcel": "dry", "quantity": 240},
    {"warehouse": "W2", "parcel": "dry", "quantity": 60},
]
HOUSES = [
    *TABLES["warehouses"],
    {"id": "W2", "organisation": "amal", "name": "Amal's", "lat": 27.1, "lon": 31.2},
]
"""Nour has stock and trucks; Amal has stock, and Nour's truck at its warehouse."""
FLEETS = [*TABLES["fleets"], {**TABLES["fleets"][0], "id": "F2", "warehouse": "W2", "count": 1}]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory):
    folder: Path = tmp_path_factory.mktemp("umbrella") / "tiny"
    write_folder(folder, stock=STOCK, warehouses=HOUSES, fleets=FLEETS)
    return umbrella(folder, jobs=1)


def households(plan: Plan) -> float:
    return plan.served_households


def test_apart_and_together_are_the_plans_of_own_and_pooled(told) -> None:
    """The value would be that of other plans than those shown."""
    found, own, pooled = told
    assert own.plan.settings["sharing"] == "own"
    assert (found.own.households, found.pooled.households) == (240, 300)
    assert households(own.plan) == 240
    assert households(pooled.plan) == 300


def test_nobody_sharing_is_worth_what_own_reaches_and_everybody_what_pooled_does(told) -> None:
    """Coalitions would be worth something else than what their members reach."""
    found, *_ = told
    value = {tried.members: tried.value for tried in found.game.tried}
    assert value[()] == pytest.approx(240, abs=1e-3)
    assert value["amal", "nour"] == pytest.approx(300, abs=1e-3)


def test_stock_and_trucks_share_the_gain_that_neither_has_alone(told) -> None:
    """Whoever brings the trucks would get nothing, or everything."""
    found, *_ = told
    assert found.split.share == pytest.approx({"amal": 30, "nour": 30}, abs=1e-2)
    assert found.split.in_core
    assert [(flow.owner, flow.carrier, flow.parcels) for flow in found.flows] == [
        ("amal", "nour", 60)
    ]
    members = {member.organisation: member for member in found.members}
    assert (members["amal"].gives_stock, members["nour"].lends_trucks) == (60, 60)
    assert (members["amal"].own, members["amal"].pooled) == (0, 60)


def test_reaching_as_many_costs_no_more_together(told) -> None:
    """Sharing would be said to save what it costs."""
    found, *_ = told
    assert found.saving.gain >= -1e-6
    assert sum(found.saving_split.share.values()) == pytest.approx(found.saving.gain, abs=1e-3)
