"""Checks of warehouses, villages and points."""

import re
from collections.abc import Mapping
from itertools import zip_longest

from mizalla.read.frame import Frame
from mizalla.read.kinds import Wrong, show
from mizalla.read.weekdays import open_days
from mizalla_models.campaign import Campaign

_PCODE = re.compile(r"[A-Z]{2}[0-9]{2,8}")


def check_villages(frames: Mapping[str, Frame]) -> None:
    """Write down villages that contradict themselves."""
    villages = frames["villages"]
    columns = (villages[name] for name in ("pcode", "governorate", "district"))
    rows = zip(*columns, villages["households"], villages["already_served"], strict=True)
    for index, (pcode, governorate, district, households, served) in enumerate(rows):
        if None not in (households, served) and served > households:
            problem = f"{served:,} households are served already, of {households:,}."
            villages.fault(index, "already_served", problem, "Check both.", "warning")
        _check_codes(villages, index, pcode, {"governorate": governorate, "district": district})
    warehouses = frames["warehouses"]
    for index, pair in enumerate(
        zip(warehouses["governorate"], warehouses["district"], strict=True)
    ):
        _check_codes(warehouses, index, pair[1], {"governorate": pair[0]})


def _check_codes(
    frame: Frame, index: int, pcode: str | None, above: Mapping[str, str | None]
) -> None:
    """Warn of a code above that is not how a p-code begins, where all look like p-codes."""
    if not pcode or not _PCODE.fullmatch(pcode):
        return
    for column, code in above.items():
        if code and _PCODE.fullmatch(code) and not pcode.startswith(code):
            problem = f"The p-code {pcode} does not begin with its {column} {code}."
            frame.fault(index, column, problem, "Check which of them is right.", "warning")


def check_points(frames: Mapping[str, Frame], campaign: Campaign | None) -> None:
    """Write down points that are never open, and ids that mean two places."""
    points = frames["points"]
    for index, (opens, closes) in enumerate(zip(points["opens"], points["closes"], strict=True)):
        if opens is not None and closes is not None and closes <= opens:
            problem = f"It closes ({closes:%H:%M}) before it opens ({opens:%H:%M})."
            points.fault(index, "closes", problem, "Write a later time.")
    if campaign is not None:
        _check_open_days(points, campaign)
    places = points if points.there else frames["villages"]
    column = "id" if points.there else "pcode"
    both = frames["warehouses"].ids & places.ids
    for index, key in enumerate(places[column] if both else ()):
        if key in both:
            problem = f"{show(key)} is the id of a warehouse too."
            places.fault(index, column, problem, "Give one of them another id.")


def _check_open_days(points: Frame, campaign: Campaign) -> None:
    said: dict[str, tuple[str, str, str] | None] = {None: None}  # type: ignore[dict-item]
    for index, text in enumerate(points["open_days"]):
        if text not in said:
            said[text] = _of_open_days(text, campaign)
        found = said[text]
        if found is not None:
            problem, mend, severity = found
            warning = severity == "warning"
            points.fault(index, "open_days", problem, mend, "warning" if warning else "fault")


def _of_open_days(text: str, campaign: Campaign) -> tuple[str, str, str] | None:
    try:
        days, outside = open_days(text, campaign)
    except Wrong as wrong:
        return wrong.problem, wrong.mend, "fault"
    span = f"{campaign.starts} to {campaign.ends}"
    if not days:
        problem = f"{show(text)} names no day of the campaign ({span})."
        return problem, "Name a day of it, or leave the cell empty: open every day.", "fault"
    if outside:
        problem = f"{outside[0]} lies outside the campaign ({span})."
        return problem, "Check the date.", "warning"
    return None


def check_served(frames: Mapping[str, Frame]) -> None:
    """Write down villages with a need and without a point, where there are points."""
    points, needs, villages = frames["points"], frames["needs"], frames["villages"]
    if not points.there or not points.sound or not points.has("village"):
        return
    with_point = set(points["village"]) | points.texts("village")
    mend = f"Add a point for it to {points.file}, or take points out: villages are points then."
    if needs.there:
        for index, (village, quantity) in enumerate(
            zip(needs["village"], needs["quantity"], strict=True)
        ):
            if quantity and village in villages.ids and village not in with_point:
                problem = f"The village {show(village)} has a need, but no point of {points.file}."
                needs.fault(index, "village", problem, mend)
        return
    rows = zip_longest(villages["pcode"], villages["households"], villages["already_served"])
    for index, (pcode, households, served) in enumerate(rows):
        if pcode and households and households > (served or 0) and pcode not in with_point:
            problem = f"The village {show(pcode)} has no point of {points.file}."
            villages.fault(index, "pcode", problem, mend, "warning")
