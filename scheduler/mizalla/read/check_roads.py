"""Checks of what the campaign says of roads: classes and trucks that there are."""

from collections.abc import Mapping
from pathlib import Path

from mizalla.read.campaign import CAMPAIGN_FILE
from mizalla.read.closest import Closest
from mizalla.read.faults import Faults, Severity
from mizalla.read.files import decode, read_bytes
from mizalla.read.frame import Frame
from mizalla.read.kinds import show
from mizalla.read.yaml_file import Path as Key
from mizalla.read.yaml_file import dotted, read_yaml
from mizalla_models.campaign import Campaign

_Remark = tuple[Key, str, str, Severity]


def check_road_names(
    files: Mapping[str, Path],
    campaign: Campaign | None,
    frames: Mapping[str, Frame],
    faults: Faults,
) -> None:
    """Write down speeds and bans of classes that no road has, and bans of unknown trucks.

    Parameters
    ----------
    files
        Files of the folder by name.
    campaign
        The campaign; None where it has faults of its own.
    frames
        Tables by name.
    faults
        Where faults are written down.
    """
    if campaign is None:
        return
    wrong = [*_classes(campaign, frames["roads"]), *_trucks(campaign, frames["vehicles"])]
    if not wrong:
        return
    # Lines are looked up only where there is something to tell.
    unheard = Faults()
    data = read_bytes(files[CAMPAIGN_FILE], CAMPAIGN_FILE, unheard)
    text = None if data is None else decode(data, CAMPAIGN_FILE, unheard)
    content = None if text is None else read_yaml(text, CAMPAIGN_FILE, unheard)
    for key, problem, mend, severity in wrong:
        row = None if content is None else content.line(key)
        faults.add(CAMPAIGN_FILE, problem, mend, row=row, column=dotted(key), severity=severity)


def _classes(campaign: Campaign, roads: Frame) -> list[_Remark]:
    road = campaign.road
    named = [("bans", name) for name in road.bans] + [("speeds", name) for name in road.speeds]
    if not roads.there:
        # A speed of no road changes nothing; a ban of none lets trucks through that were meant.
        return [
            (
                ("road", kind, name),
                f"There is no {roads.file}, so no road has the class {show(name)}.",
                f"Add {roads.file}, or take the line out.",
                "fault" if kind == "bans" else "warning",
            )
            for kind, name in named
        ]
    if not roads.judges:
        return []
    # Roads of no class have the class "".
    known = {value or "" for value in roads["road_class"]}
    closest = Closest(known)
    otherwise = "Write a road_class that roads have, or take the line out."
    return [
        (
            ("road", kind, name),
            f"No road of {roads.file} has the class {show(name)}.",
            closest.mend(name, otherwise),
            "fault",
        )
        for kind, name in named
        if name not in known
    ]


def _trucks(campaign: Campaign, vehicles: Frame) -> list[_Remark]:
    if not vehicles.judges:
        return []
    closest = Closest(vehicles.ids)
    otherwise = f"Write an id of {vehicles.file}."
    return [
        (
            ("road", "bans", name),
            f"There is no vehicle {show(vehicle)}.",
            closest.mend(vehicle, otherwise),
            "fault",
        )
        for name, barred in campaign.road.bans.items()
        for vehicle in barred
        if vehicle not in vehicles.ids
    ]
