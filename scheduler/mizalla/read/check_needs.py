"""Checks of needs."""

from collections.abc import Mapping

from mizalla.read.frame import Frame
from mizalla_models.campaign import Campaign


def check_needs(frames: Mapping[str, Frame], campaign: Campaign | None) -> None:
    """Write down needs due outside the campaign, and needs of one parcel with two priorities."""
    needs = frames["needs"]
    first: dict[tuple[str, str], int] = {}
    priorities = [1.0 if value is None else value for value in needs["priority"]]
    rows = zip(needs["village"], needs["parcel"], needs["due"], strict=True)
    for index, (village, parcel, due) in enumerate(rows):
        if campaign is not None and due and not campaign.starts <= due <= campaign.ends:
            problem = f"{due} lies outside the campaign ({campaign.starts} to {campaign.ends})."
            needs.fault(index, "due", problem, "Write a day of it, or leave the cell empty.")
        if village is None or parcel is None or needs.is_wrong(index):
            continue
        before = first.setdefault((village, parcel), index)
        if priorities[before] != priorities[index]:
            problem = (
                f"The priority is {priorities[index]:g} here and {priorities[before]:g} in row "
                f"{needs.rows[before]}, for the same village and parcel."
            )
            needs.fault(index, "priority", problem, "Give both rows one priority.")
