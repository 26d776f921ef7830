"""Kin: cases that differ in their goals and tolerances only."""

from mizalla_models.overlay import CampaignChange, Overlay

ONLY_GOALS = frozenset({"change", "goals", "tolerance"})


def kin_of(overlay: Overlay) -> str:
    """Give what two cases that differ in goals and tolerances only have in common, as a key."""
    rest = tuple(change for change in overlay.changes if not _goals_only(change))
    return Overlay(name="-", changes=rest).model_dump_json() if rest else ""


def _goals_only(change: object) -> bool:
    return isinstance(change, CampaignChange) and change.model_fields_set <= ONLY_GOALS
