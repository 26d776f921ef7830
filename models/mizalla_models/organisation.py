"""The members of the alliance."""

from pydantic import Field

from mizalla_models.base import Word


class Organisation(Word):
    """A member of the alliance: a row of ``organisations.csv``."""

    id: str = Field(min_length=1)
    """Short unique id."""
    name: str
    """Name in Latin script."""
    name_ar: str = ""
    """Name in Arabic."""
