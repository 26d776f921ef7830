"""The fingerprint of what a scenario says."""

import hashlib
import json
from typing import Any

from mizalla_models.scenario import Scenario


def inputs_hash(scenario: Scenario) -> str:
    """SHA-256 over the sorted records of a scenario.

    The order of rows and columns, the format of files, hashtags and the folder's path don't enter.
    """
    digest = hashlib.sha256()
    small = scenario.model_dump(mode="json", include={"campaign", "parcels"})
    del small["campaign"]["hijri_offset"]  # shown, never planned by: known only when it begins
    small["capacity"] = sorted(
        _canonical([member.organisation, rule.model_dump(mode="json")])
        for member in scenario.capacity
        for rule in member.rules
    )
    digest.update(_canonical(small).encode())
    apart = {"campaign", "parcels", "capacity", "folder", "inputs_hash"}
    digest.update(scenario.model_dump_json(exclude=apart).encode())
    return digest.hexdigest()


def _canonical(data: Any) -> str:
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
