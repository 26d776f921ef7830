"""The one base of all words: frozen, closed, and documented attribute by attribute."""

from pydantic import BaseModel, ConfigDict


class Word(BaseModel):
    """A frozen record that refuses unknown fields."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        use_attribute_docstrings=True,
        ser_json_inf_nan="strings",  # JSON has no infinity; "Infinity" is read back as one
    )
