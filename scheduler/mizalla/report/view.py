"""What the page shows that needs no script: every figure already in words."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from mizalla.figures import Area, Digest
from mizalla.figures.words import (
    goal_amount,
    goal_title,
    group,
    price,
    reasons,
    units,
    verdict,
    why_left,
    why_short,
)
from mizalla.language import Language, told

RULES_SHOWN = 40
WORST_SHOWN = 50
LEFT_SHOWN = 60


class Card(NamedTuple):
    """A headline figure."""

    title: str
    value: str
    note: str
    key: str


class Bar(NamedTuple):
    """A row of a bar chart: its share of the longest is ``width``, in percent."""

    title: str
    value: str
    width: float


@dataclass(frozen=True)
class View:
    """A digest in the words of one language."""

    digest: Digest
    """The run with its figures."""
    language: Language
    """Its reader's."""

    def name(self, key: str) -> str:
        """Name of an id."""
        return self.language.name(*self.digest.setting.name(key))

    @property
    def title(self) -> str:
        """Name of the campaign."""
        return self.digest.plan.scenario

    @property
    def when(self) -> str:
        """First to last day."""
        plan, lang = self.digest.plan, self.language
        days = lang.count("{n} day", "{n} days", (plan.ends - plan.starts).days + 1)
        span = lang.say("{first} to {last}", first=lang.day(plan.starts), last=lang.day(plan.ends))
        return f"{span} · {days}"

    @property
    def when_hijri(self) -> str:
        """The same in the Hijri calendar; empty where it is not known."""
        plan, lang = self.digest.plan, self.language
        first, last = lang.hijri(plan.starts), lang.hijri(plan.ends)
        return lang.say("{first} to {last}", first=first, last=last) if first and last else ""

    @property
    def verdict(self) -> tuple[str, str]:
        """What the plan is worth."""
        return verdict(self.digest.plan, self.language)

    @property
    def notes(self) -> list[str]:
        """What is to be said of plugins."""
        return told(self.digest.plan.notes, self.language)

    @cached_property
    def cards(self) -> list[Card]:
        """Headline figures."""
        lang, figures, say = self.language, self.digest.figures, self.language.say
        plan, stock = self.digest.plan, self.digest.stock
        of = "of {total}"
        return [
            Card(
                say("Worst-off village"),
                lang.share(figures.coverage_min),
                say("of its need is met"),
                "coverage_min",
            ),
            Card(
                say("Mean coverage"),
                lang.share(figures.coverage_mean),
                say("Gini coefficient {gini}", gini=lang.number(figures.coverage_gini, 3)),
                "coverage_mean",
            ),
            Card(
                say("Parcels served"),
                lang.number(figures.served_parcels),
                say(of, total=lang.number(figures.needed_parcels)),
                "served_parcels",
            ),
            Card(
                say("Households reached"),
                lang.number(figures.served_households),
                "",
                "served_households",
            ),
            Card(
                say("Villages reached"),
                lang.number(figures.served_villages),
                say(of, total=lang.number(self.digest.in_need)),
                "served_villages",
            ),
            Card(
                say("Cost"),
                lang.money(figures.cost, plan.currency),
                say("{cost} a parcel", cost=lang.money(self._per_parcel, plan.currency, 2)),
                "cost",
            ),
            Card(
                say("Truck distance"),
                say("{km} km", km=lang.number(figures.km)),
                say("members' own trucks, there and back"),
                "km",
            ),
            Card(
                say("Stock handed out"),
                lang.number(stock.used),
                say(of, total=lang.number(stock.there)),
                "stock",
            ),
        ]

    @property
    def _per_parcel(self) -> float:
        figures = self.digest.figures
        return figures.cost / figures.served_parcels if figures.served_parcels else 0.0

    @cached_property
    def goals(self) -> list[tuple[str, str, str, str, bool]]:
        """Goals with value, bound, gap, and whether the gap is within 0.1%."""
        lang = self.language
        return [
            (
                goal_title(goal.goal, lang),
                goal_amount(goal, goal.value, lang),
                goal_amount(goal, goal.bound, lang),
                lang.gap(goal.gap),
                goal.gap <= 0.001,
            )
            for goal in self.digest.plan.goals
        ]

    @cached_property
    def governorates(self) -> list[tuple[str, Area]]:
        """Governorates with their figures."""
        return [(self.name(area.code), area) for area in self.digest.governorates]

    @cached_property
    def worst(self) -> list[dict[str, str]]:
        """The needs furthest from met, and why."""
        reason_of = reasons(self.digest.rules, self.language)
        lang = self.language
        return [
            {
                "village": self.name(short.cover.village),
                "code": short.cover.village,
                "where": self.name(self.digest.setting.governorate(short.cover.village)),
                "parcel": self.name(short.cover.parcel),
                "needed": lang.number(short.cover.needed),
                "served": lang.number(short.cover.served),
                "missing": lang.number(short.missing),
                "ratio": lang.share(short.cover.ratio),
                "best": lang.share(short.best),
                "why": why_short(short, reason_of, lang),
            }
            for short in self.digest.shortfalls[:WORST_SHOWN]
        ]

    @property
    def short(self) -> str:
        """How many needs are not wholly met."""
        count = len(self.digest.shortfalls)
        return self.language.count(
            "{n} need is not wholly met", "{n} needs are not wholly met", count
        )

    @cached_property
    def binding(self) -> list[dict[str, str]]:
        """Rules that hold the plan back, with their providers."""
        lang, plan, setting = self.language, self.digest.plan, self.digest.setting
        unit, reason_of = units(self.digest.rules, lang), reasons(self.digest.rules, lang)
        shown = []
        for uses in self.digest.binding[:RULES_SHOWN]:
            first = uses[0]
            more = len(uses) - 1
            where = group(first, setting, lang)
            if more:
                where += " " + lang.count("and {n} more", "and {n} more", more)
            shown.append(
                {
                    "rule": first.rule,
                    "provider": first.provider,
                    "member": self.name(first.organisation)
                    if first.organisation
                    else lang.say("the alliance"),
                    "reason": reason_of.get(first.rule, first.reason),
                    "where": where,
                    "used": lang.exact(first.used),
                    "bound": lang.exact(first.bound),
                    "unit": unit.get(first.rule, ""),
                    "goal": goal_title(first.goal, lang) if first.goal else "",
                    "worth": price(first, plan.currency, unit.get(first.rule, ""), lang),
                }
            )
        return shown

    @cached_property
    def costs(self) -> list[Bar]:
        """Parts of the cost."""
        lang, say = self.language, self.language.say
        titles = {
            "transport": say("Transport"),
            "charges": say("Charges"),
            "purchases": say("Purchases"),
            "penalties": say("Penalties"),
        }
        most = max((abs(amount) for _, amount in self.digest.costs), default=0.0) or 1.0
        return [
            Bar(
                titles[part],
                lang.money(amount, self.digest.plan.currency),
                round(100 * abs(amount) / most, 2),
            )
            for part, amount in self.digest.costs
        ]

    @cached_property
    def members(self) -> list[tuple[str, ...]]:
        """What each member's transport does and costs."""
        lang, currency = self.language, self.digest.plan.currency
        return [
            (
                self.name(share.organisation) or lang.say("not known"),
                lang.number(share.parcels),
                lang.number(share.transferred),
                lang.number(share.truck_hours, 1),
                lang.money(share.transport, currency),
                lang.money(share.purchases, currency),
            )
            for share in self.digest.members
        ]

    @cached_property
    def left(self) -> list[tuple[str, ...]]:
        """Stock that stays behind."""
        lang = self.language
        return [
            (
                self.name(item.warehouse),
                self.name(item.parcel),
                item.supply,
                lang.number(item.quantity),
                lang.number(item.left),
                lang.day(item.available_on) if item.available_on else "",
                lang.day(item.best_before) if item.best_before else "",
                self.name(item.earmark) if item.earmark else "",
                why_left(item, lang),
            )
            for item in self.digest.leftovers[:LEFT_SHOWN]
        ]

    @cached_property
    def proof(self) -> list[tuple[str, str]]:
        """How the plan was made and checked."""
        lang, say, run, plan = self.language, self.language.say, self.digest.run, self.digest.plan
        lanes = plan.lanes
        rows = [
            (say("Run"), run.id),
            (say("Made"), f"{run.created:%Y-%m-%d %H:%M} UTC"),
            (say("Lanes that the rules allow"), lang.number(lanes.possible)),
            (say("Lanes that the solver held"), lang.number(lanes.used_by_solver)),
            (say("Lanes that carry parcels"), lang.number(lanes.chosen)),
            (say("Found wrong by verification"), lang.number(len(plan.findings))),
            (say("Seed"), str(run.seed)),
            (
                say("Sharing"),
                {"pooled": say("pooled"), "own": say("own stock on own trucks")}.get(
                    str(plan.settings.get("sharing", "")), ""
                ),
            ),
            (say("Fingerprint of the inputs"), plan.inputs_hash),
            ("Mizalla", run.mizalla),
            ("Python", run.python),
        ]
        return [*rows, *sorted(plan.solver.items())]

    @cached_property
    def plugins(self) -> list[tuple[str, ...]]:
        """Plugins that took part."""
        lang = self.language
        return [
            (
                plugin.name,
                plugin.version,
                self.name(plugin.organisation) if plugin.organisation else lang.say("the alliance"),
                lang.number(plugin.rules),
            )
            for plugin in self.digest.plan.plugins
        ]
