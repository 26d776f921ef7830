"""``capacity/``: what members registered without code."""

from collections.abc import Mapping
from pathlib import Path

from mizalla.read.faults import Faults
from mizalla.read.frame import Frame
from mizalla_models.campaign import Campaign
from mizalla_models.scenario import MemberRules


def read_capacity(
    folder: Path, frames: Mapping[str, Frame], campaign: Campaign | None, faults: Faults
) -> tuple[MemberRules, ...]:
    return ()
