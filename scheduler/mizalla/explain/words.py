"""Names and parts of sentences that several answers share."""

from functools import cached_property

from mizalla.explain.evidence import Evidence
from mizalla.explain.explanation import Sentence
from mizalla.explain.say import Said, number, parcels, points, share, whole_down
from mizalla.explain.texts import DAILY, LESS, UNITS
from mizalla_models.account import Blocker, Round
from mizalla_models.rule import GROUP_SEPARATOR


class Words:
    """Words for what a run is about."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence

    @cached_property
    def _names(self) -> dict[str, Said]:
        scenario = self._evidence.scenario
        named = [
            *((item.id, item.name, "") for item in scenario.points),
            *((item.id, item.name, item.name_ar) for item in scenario.organisations),
            *((item.id, item.name, item.name_ar) for item in scenario.parcels),
            *((item.id, item.name, item.name_ar) for item in scenario.warehouses),
            *((item.pcode, item.name, item.name_ar) for item in scenario.villages),
        ]
        return {key: Said(en=name, ar=arabic or name) for key, name, arabic in named}

    def __getitem__(self, key: str) -> Said:
        """Name of an id."""
        return self._names.get(key) or Said(en=key, ar=key)

    def group(self, group: str) -> Said:
        """Where a group of a rule is, ready to stand behind the rule's name."""
        if not group:
            return Said(en="", ar="")
        parts = [self[part] for part in group.split(GROUP_SEPARATOR)]
        return Said(
            en=" at " + ", ".join(part.en for part in parts),
            ar=" في " + "، ".join(part.ar for part in parts),
        )

    def provider(self, rule: str) -> Said:
        """Who gave a rule."""
        found = self._evidence.rule(rule)
        if found is None:
            return Said(en=rule.split("/")[0], ar=rule.split("/")[0])
        if found.provider.organisation:
            whose = self[found.provider.organisation]
            plugin = found.provider.plugin
            return Said(en=f"{whose.en} ({plugin})", ar=f"{whose.ar} ({plugin})")
        return Said(en=found.provider.plugin, ar=found.provider.plugin)

    def reason(self, rule: str) -> Said:
        """Why a rule is there."""
        found = self._evidence.rule(rule)
        if found is None:
            return Said(en="", ar="")
        return Said(en=found.rule.reason, ar=found.rule.reason_ar or found.rule.reason)

    def one_more(self, blocker: Blocker) -> Said:
        """One more unit of a rule: on each day, where it counts by day."""
        if blocker.side == "at_least":
            english, arabic = LESS
        else:
            english, arabic = UNITS.get(
                blocker.unit, (f"One more {blocker.unit}", f"وحدة إضافية من {blocker.unit}")
            )
            if blocker.gain is not None and blocker.step not in (None, 1):
                step = number(blocker.step or 1)
                english, arabic = f"{step} × {english.lower()}", f"{step} × {arabic}"
        if blocker.days and blocker.unit != "trucks":
            english = DAILY[0].format(unit=english)
            arabic = DAILY[1].format(unit=arabic)
        return Said(en=english, ar=arabic)

    def holds(self, blocker: Blocker) -> Sentence:
        """Say how far the price of a blocker holds."""
        if blocker.high is None or blocker.low is None:
            return Sentence(key="holds_at_most")
        high, low = whole_down(blocker.high), whole_down(-blocker.low)
        if blocker.gain is not None and blocker.step is not None:
            values = {"price": points(blocker.price), "high": high}
            return Sentence(key="holds_solved", values=values)
        if high == "∞":
            return Sentence(key="holds_up", values={"low": low})
        return Sentence(key="holds_range", values={"high": high, "low": low})

    def blocker(self, blocker: Blocker, weight: float) -> Sentence:
        """Say what a blocker is and what easing it would give a need.

        Parameters
        ----------
        blocker
            The blocker.
        weight
            Parcels that one level is worth to the need.
        """
        rise = blocker.price if blocker.gain is None else blocker.gain
        return Sentence(
            key="blocker",
            level=1,
            values={
                "rule": blocker.rule,
                "where": self.group(blocker.group),
                "provider": self.provider(blocker.rule),
                "reason": self.reason(blocker.rule),
                "unit_more": self.one_more(blocker),
                "points": points(rise),
                "parcels": parcels(rise * weight),
                "holds": self.holds(blocker),
            },
        )

    def held_down(self, blocker: Blocker, turn: Round) -> Sentence:
        """Say which round a blocker holds down, and what easing it would give."""
        return Sentence(
            key="rule_round",
            level=1,
            values={
                "rule": blocker.rule,
                "round": blocker.round,
                "needs": turn.needs - turn.own,
                "level": share(turn.level),
                "unit_more": self.one_more(blocker),
                "where": self.group(blocker.group),
                "points": points(blocker.price if blocker.gain is None else blocker.gain),
                "holds": self.holds(blocker),
            },
        )
