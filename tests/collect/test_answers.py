"""What plugins know about distances and times."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from collected import manager_with
from mizalla.collect import travel_answers
from mizalla.hookspecs import hookimpl
from mizalla_models.errors import PluginError
from mizalla_models.place import Warehouse
from tiny import STORE, tiny

STORES = (STORE, STORE.model_copy(update={"id": "W2"}))
SCENARIO = tiny(warehouses=STORES)
NAN = np.nan


def guide(answer: Any) -> SimpleNamespace:
    @hookimpl
    def mizalla_travel(origins: Any, destinations: Any, scenario: Any) -> Any:
        return answer(origins, destinations) if callable(answer) else answer

    return SimpleNamespace(mizalla_travel=mizalla_travel)


def answers(**plugins: object) -> Any:
    return travel_answers(SCENARIO, manager_with(SCENARIO, **plugins))


def test_nobody_who_knows_gives_none() -> None:
    """An array of nan would cost memory and say nothing."""
    assert answers() is None
    assert answers(silent=guide(None)) is None


def test_a_plugin_is_asked_once_with_warehouses_and_then_points_and_warehouses() -> None:
    """Axes that are mixed up would send trucks the wrong way."""
    asked: list[Any] = []

    def answer(origins: Any, destinations: Any) -> Any:
        asked.append(([o.id for o in origins], [d.id for d in destinations]))
        assert isinstance(destinations[-1], Warehouse)
        return np.full((2, 4), 1.0), np.full((2, 4), 2.0)

    answers(ours=guide(answer))
    assert asked == [(["W1", "W2"], ["EG250101", "EG250102", "W1", "W2"])]


def test_of_several_that_know_the_most_holds_in_any_order() -> None:
    """A plan must not depend on who was asked first; the careful figure is the larger."""
    one = np.full((2, 4), NAN)
    one[0, :3] = 1, 5, np.inf
    other = np.full((2, 4), NAN)
    other[0, 1:] = 2, 3, 4
    expected = np.full((2, 4), NAN)
    expected[0] = 1, 5, np.inf, 4
    for first, second in ((one, other), (other, one)):
        km, minutes = answers(a=guide((first, second)), b=guide((second, first)))
        np.testing.assert_array_equal(km, expected)
        np.testing.assert_array_equal(minutes, expected)


def test_whole_numbers_are_taken_and_the_plugin_keeps_no_hold_of_them() -> None:
    """An array that the plugin still holds could change while the plan is made."""
    mine = np.ones((2, 4), dtype=np.int32), np.ones((2, 4))
    km, minutes = answers(ours=guide(mine))
    mine[1][:] = 9
    assert km.dtype == minutes.dtype == np.float64
    assert minutes.max() == 1


GOOD = np.ones((2, 4))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (GOOD, "in place of two arrays"),
        ((GOOD, GOOD, GOOD), "in place of two arrays"),
        ((GOOD, GOOD.tolist()), "list.* as minutes"),
        ((GOOD.astype(object), GOOD), "array of object as km"),
        ((GOOD.astype(complex), GOOD), "array of complex128 as km"),
        ((GOOD, np.ones((4, 2))), r"minutes of shape \(4, 2\), where \(2, 4\)"),
        ((GOOD, -GOOD), "-1 minutes from origin 0 to destination 0"),
        ((-GOOD * np.inf, GOOD), "-inf km"),
        (lambda *_: {}["bridge"], "mizalla_travel broke: KeyError: 'bridge'"),
    ],
)
def test_an_answer_that_can_not_be_taken_is_refused(answer: Any, said: str) -> None:
    """Numpy would broadcast or fail far from the plugin that is to blame."""
    with pytest.raises(PluginError, match=said):
        answers(ours=guide(answer))
