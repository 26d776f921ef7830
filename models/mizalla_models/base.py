"""The one base of all words: frozen, closed, and documented attribute by attribute."""

from datetime import time

from pydantic import BaseModel, ConfigDict


class Word(BaseModel):
    """A frozen record that refuses unknown fields."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        use_attribute_docstrings=True,
        ser_json_inf_nan="strings",  # JSON has no infinity; "Infinity" is read back as one
    )


def clock(value: object) -> object:
    """Read a time of day that YAML took for a number: 18:30 without quotation marks is 1110."""
    if not isinstance(value, (int, float)):
        return value
    if isinstance(value, int) and 0 <= value < 24 * 60:
        return time(value // 60, value % 60)
    # pydantic would take it for seconds.
    raise ValueError("it is no time of day, such as 18:30")
