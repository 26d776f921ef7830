"""The copy of a scenario that a run keeps."""

import zlib

from pydantic import ValidationError

from mizalla_models.readable import readable
from mizalla_models.scenario import Scenario

LEVEL = 6


def packed(scenario: Scenario) -> bytes:
    """Pack a scenario: its JSON, compressed."""
    told = scenario.model_copy(update={"folder": readable(scenario.folder)})
    return zlib.compress(told.model_dump_json().encode(), LEVEL)


def unpacked(content: bytes) -> Scenario | None:
    """Unpack a scenario; None where a version with other words packed it."""
    try:
        return Scenario.model_validate_json(zlib.decompress(content))
    except (ValidationError, zlib.error):
        return None
