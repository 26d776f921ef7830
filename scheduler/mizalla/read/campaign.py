"""``campaign.yaml``: what kind of campaign it is."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from pydantic import ValidationError

from mizalla.read.closest import Closest
from mizalla.read.faults import Faults, Severity
from mizalla.read.files import decode, read_bytes
from mizalla.read.kinds import Wrong, parse_day, show
from mizalla.read.pydantic_faults import told
from mizalla.read.weekdays import weekday_names
from mizalla.read.yaml_file import Path as Key
from mizalla.read.yaml_file import Yaml, dotted, read_yaml
from mizalla_models.campaign import Campaign, Goal, Grant, PluginUse, RoadSettings, TripSettings

CAMPAIGN_FILE = "campaign.yaml"
_MOST_DAYS = 366
_KEYS: dict[Key, tuple[str, ...]] = {
    (): tuple(Campaign.model_fields),
    ("goals", "*"): tuple(Goal.model_fields),
    ("plugins", "*"): tuple(PluginUse.model_fields),
    ("grants", "*"): tuple(Grant.model_fields),
    ("road",): tuple(RoadSettings.model_fields),
    ("trips",): tuple(TripSettings.model_fields),
}


def read_campaign(folder: Path, files: Mapping[str, Path], faults: Faults) -> Campaign | None:
    """Read ``campaign.yaml``; None where it has faults.

    Parameters
    ----------
    folder
        The scenario folder, in which single-file plugins are looked for.
    files
        Its files by name.
    faults
        Where everything wrong in it is written down.
    """
    name = CAMPAIGN_FILE
    if name not in files:
        others = [file for file in files if file.casefold() in ("campaign.yml", name)]
        near = f"Rename {others[0]} to it." if others else "Add it, with name, starts and ends."
        faults.add(name, "The file is missing.", near)
        return None
    data = read_bytes(files[name], name, faults)
    text = None if data is None else decode(data, name, faults)
    content = None if text is None else read_yaml(text, name, faults)
    if content is None:
        return None
    if not isinstance(content.data, dict):
        what = "empty" if content.data is None else "not a list of keys and values"
        faults.add(name, f"It is {what}.", "Write at least name, starts and ends.", row=1)
        return None
    return _Reading(folder, content, faults).campaign()


class _Reading:
    def __init__(self, folder: Path, content: Yaml, faults: Faults) -> None:
        self._folder = folder
        self._content = content
        self._faults = faults
        self._sound = not content.wrong

    def _tell(self, key: Key, problem: str, mend: str, severity: Severity = "fault") -> None:
        self._sound = self._sound and severity == "warning"
        key = self._content.fit(key)
        if key not in self._content.wrong:
            self._faults.add(
                CAMPAIGN_FILE,
                problem,
                mend,
                row=self._content.line(key),
                column=dotted(key) or None,
                severity=severity,
            )

    def campaign(self) -> Campaign | None:
        data = dict(self._content.data)
        wrong = {key for key in ("starts", "ends") if not self._day(data, key)}
        if "closed_weekdays" in data:
            data["closed_weekdays"] = weekday_names(data["closed_weekdays"])
        if {"starts", "ends"} <= data.keys() and not wrong and data["ends"] < data["starts"]:
            problem = f"The campaign ends ({data['ends']}) before it starts ({data['starts']})."
            self._tell(("ends",), problem, "Write a day on or after starts.")
            wrong.add("ends")
        if wrong:  # days that are told already, so that everything else can be looked at
            data |= {"starts": date(2000, 1, 1), "ends": date(2000, 1, 1)}
        self._zone(data.get("timezone"))
        try:
            campaign = Campaign.model_validate(data)
        except ValidationError as error:
            for key, (problem, mend) in told(error, _KEYS).items():
                self._tell(key, problem, mend)
            return None
        self._look(campaign)
        return campaign if self._sound else None

    def _day(self, data: dict[Any, Any], key: str) -> bool:
        """Put a date where the file holds one in other writing; whether there is none at fault."""
        value = data.get(key)
        if key not in data or (isinstance(value, date) and not isinstance(value, datetime)):
            return True
        try:
            data[key] = parse_day(str(value).removesuffix(":00+00:00"))
        except Wrong as wrong:
            self._tell((key,), wrong.problem, wrong.mend)
            return False
        return True

    def _zone(self, name: object) -> None:
        if not isinstance(name, str):
            return
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            mend = Closest(available_timezones()).mend(name, "Write an IANA name: Africa/Cairo.")
            self._tell(("timezone",), f"There is no time zone {show(name)}.", mend)

    def _look(self, campaign: Campaign) -> None:
        length = (campaign.ends - campaign.starts).days + 1
        if length > _MOST_DAYS:
            problem = (
                f"The campaign lasts {length:,} days, from {campaign.starts} to {campaign.ends}."
            )
            self._tell(("ends",), problem, f"Write a day at most {_MOST_DAYS} days on.")
        if len(set(campaign.closed_weekdays)) == 7:
            self._tell(("closed_weekdays",), "Every day is closed.", "Leave some day open.")
        if not (
            len(campaign.currency) == 3
            and campaign.currency.isalpha()
            and campaign.currency.isupper()
        ):
            problem = f"{show(campaign.currency)} is no ISO 4217 code."
            self._tell(("currency",), problem, "Write three letters: EGP.", "warning")
        seen = set()
        for use in campaign.plugins:
            key = self._plugin_key(use.name)
            if use.name in seen:
                self._tell(key, f"The plugin {show(use.name)} is there twice.", "Keep one.")
            seen.add(use.name)
            if use.name.endswith(".py") and not self._is_file(use.name):
                problem = f"The plugin file {show(use.name)} is not there."
                self._tell(key, problem, "Write its path relative to this folder.")

    def _is_file(self, name: str) -> bool:
        try:
            return (self._folder / name).is_file()
        except (OSError, ValueError):
            return False

    def _plugin_key(self, name: str) -> Key:
        plugins = self._content.data.get("plugins")
        if isinstance(plugins, dict):
            return ("plugins", name)
        for number, item in enumerate(plugins):
            if item == name or (isinstance(item, dict) and item.get("name") == name):
                return ("plugins", number)
        return ("plugins",)
