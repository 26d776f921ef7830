"""What a run keeps in one piece: the copy of its scenario, the certificate of its levels."""

import zlib

from pydantic import ValidationError

from mizalla_models.certificate import Certificate
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


def written(certificate: Certificate) -> bytes:
    """Pack a certificate."""
    return zlib.compress(certificate.model_dump_json().encode(), LEVEL)


def certificate_of(content: bytes) -> Certificate | None:
    """Unpack a certificate; None where a version with other words packed it."""
    try:
        return Certificate.model_validate_json(zlib.decompress(content))
    except (ValidationError, zlib.error):
        return None
