"""Distances and times as a plugin gave them, checked."""

from typing import TYPE_CHECKING, cast

from mizalla_models.errors import PluginError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LARGEST = 1e6
"""Largest km and minutes: more is no way at all."""
HOOK = "mizalla_travel"


def arrays(
    plugin: str, answer: object, shape: tuple[int, int]
) -> "tuple[NDArray[np.float64], NDArray[np.float64]] | None":
    """Take what a plugin's ``mizalla_travel`` returned.

    Parameters
    ----------
    plugin
        Name of the plugin.
    answer
        What it returned.
    shape
        Number of origins and of destinations.

    Returns
    -------
    tuple of two float64 arrays of that shape, or None
        One-way km and road minutes, copied so that the plugin can't change them any more.

    Raises
    ------
    PluginError
        If it is anything but two such arrays of numbers not below zero.
    """
    if answer is None:
        return None
    if not isinstance(answer, (tuple, list)) or len(answer) != 2:
        raise PluginError(
            plugin,
            f"{HOOK} gave {type(answer).__name__} in place of two arrays.",
            mend="Return km, minutes; or None.",
        )
    return _array(plugin, "km", answer[0], shape), _array(plugin, "minutes", answer[1], shape)


def _array(plugin: str, what: str, answer: object, shape: tuple[int, int]) -> "NDArray[np.float64]":
    import numpy as np  # a plugin that gives rules alone need not wait for it

    if not isinstance(answer, np.ndarray) or answer.dtype.kind not in "fiu":
        kind = (
            f"an array of {answer.dtype}" if isinstance(answer, np.ndarray) else repr(type(answer))
        )
        raise PluginError(
            plugin,
            f"{HOOK} gave {kind} as {what}.",
            mend="Return a numpy array of float64.",
        )
    if answer.shape != shape:
        raise PluginError(
            plugin,
            f"{HOOK} gave {what} of shape {answer.shape}, where {shape} was asked for.",
            mend="Return an array of shape (len(origins), len(destinations)).",
        )
    numbers = cast("NDArray[np.float64]", np.array(answer, dtype=np.float64))
    wrong = (numbers < 0) | ((numbers > LARGEST) & np.isfinite(numbers))
    if wrong.any():
        origin, destination = np.argwhere(wrong)[0]
        raise PluginError(
            plugin,
            f"{HOOK} gave {numbers[origin, destination]:g} {what} from origin {origin} to "
            f"destination {destination}.",
            mend="Give nan where it knows nothing and inf where there is no way.",
        )
    return numbers
