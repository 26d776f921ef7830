"""``capacity/``: what members registered without code."""

from collections.abc import Collection, Mapping
from pathlib import Path, PurePosixPath

from mizalla.read.capacity_sheets import read_sheets
from mizalla.read.capacity_yaml import read_rules
from mizalla.read.check_rules import Names, Said, check_rules
from mizalla.read.faults import Faults
from mizalla.read.files import decode, list_folder, read_bytes
from mizalla.read.frame import Frame
from mizalla.read.ground import Ground
from mizalla.read.kinds import show
from mizalla.read.officer import ASIDE
from mizalla.read.officer_rules import Officer
from mizalla.read.workbook import read_workbook
from mizalla_models.campaign import Campaign
from mizalla_models.scenario import MemberRules

FOLDER = "capacity"

MOST_TEXT_MB = 5
"""Largest YAML that is read: everybody's plan waits for it."""


def read_capacity(
    files: Mapping[str, Path],
    frames: Mapping[str, Frame],
    campaign: Campaign | None,
    faults: Faults,
    without: Collection[str] = (),
) -> tuple[MemberRules, ...]:
    """Read what members registered, and check every id that their rules name.

    Parameters
    ----------
    files
        Files of the scenario folder by name.
    frames
        Its tables, whose ids the rules may name.
    campaign
        The campaign; None where it has faults.
    faults
        Where everything wrong is written down.
    without
        Members by id, and files by path, that are not read.

    Returns
    -------
    tuple of MemberRules
        By organisation and file; the rules of each in the order of the file, none of those that
        are not read.
    """
    if FOLDER not in files:
        return ()
    said: dict[tuple[str, str], list[Said]] = {}
    ground = Ground(frames, campaign)
    for shown, path in list_folder(files[FOLDER], f"{FOLDER}/", faults).items():
        name = PurePosixPath(shown)
        suffix = name.suffix.casefold()
        if suffix not in (".yaml", ".yml", ".xlsx"):
            mend = "Members register rules in .yaml or .xlsx files."
            faults.add(shown, "The file is not read.", mend, severity="warning")
            continue
        if name.stem in without or shown in without:
            said[name.stem, shown] = []
            continue
        _check_member(name.stem, shown, frames["organisations"], faults)
        officer = Officer(name.stem, ground)
        data = read_bytes(path, shown, faults)
        said[name.stem, shown] = (
            [] if data is None else read_file(data, shown, suffix, faults, officer)
        )
    names = Names.of(frames, campaign, [one.rule for rules in said.values() for one in rules])
    check_rules([one for rules in said.values() for one in rules], names)
    return tuple(
        MemberRules(organisation=member, file=file, rules=tuple(one.rule for one in rules))
        for (member, file), rules in sorted(said.items())
    )


def _check_member(stem: str, shown: str, organisations: Frame, faults: Faults) -> None:
    if stem not in organisations.ids and organisations.judges:
        problem = f"There is no organisation {show(stem)}."
        otherwise = "Name the file as the member's id, such as nour.yaml."
        faults.add(shown, problem, organisations.closest.mend(stem, otherwise))


def read_file(data: bytes, shown: str, suffix: str, faults: Faults, officer: Officer) -> list[Said]:
    """Read the rules of one file, whatever its format.

    Parameters
    ----------
    data
        The whole file.
    shown
        Its name for messages.
    suffix
        ``.xlsx``, ``.yaml`` or ``.yml``.
    faults
        Where everything wrong in it is written down.
    officer
        What officers' tables are read against.
    """
    if suffix != ".xlsx" and len(data) > MOST_TEXT_MB << 20:
        problem = f"It is larger than {MOST_TEXT_MB} MB."
        faults.add(shown, problem, "Say more of it by groups, or in a workbook.")
        return []
    if suffix == ".xlsx":
        return read_sheets(read_workbook(data, shown, faults, ASIDE), faults, officer)
    text = decode(data, shown, faults)
    return [] if text is None else read_rules(text, shown, faults, officer)
