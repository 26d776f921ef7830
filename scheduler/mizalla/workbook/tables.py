"""The sheets of a workbook: for the alliance, or only what is one member's."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from mizalla.figures import DayLoad, Digest
from mizalla.figures.words import (
    goal_title,
    group,
    measure,
    price,
    reasons,
    units,
    verdict,
    why_left,
    why_short,
)
from mizalla.language import Language, told
from mizalla.workbook.table import Column, Table, Value
from mizalla_models.plan import RuleUse, Shipment, Transfer
from mizalla_models.rule import GROUP_SEPARATOR, Vehicles

Row = Sequence[Value]


@dataclass(frozen=True)
class Tables:
    """Sheets of one run for one reader.

    With a ``member`` a sheet holds a row only where it is that member's: what its transport does,
    what leaves or reaches its warehouses, what its rules say, what it pays.
    """

    digest: Digest
    """The run."""
    language: Language
    """Its reader's."""
    member: str = ""
    """Id of the member; empty for the alliance."""

    def every(self) -> Iterator[Table]:
        """All sheets, in the order in which a reader asks."""
        yield self.summary()
        if not self.member:
            yield self.goals()
            yield self.governorates()
            yield self.villages()
        else:
            yield self.own_villages()
        yield self.deliveries()
        if self._transfers:
            yield self.transfers()
        if any(self._owns_fleet(stop.fleet) for stop in self.digest.plan.trips):
            yield self.trips()
        yield self.loads()
        yield self.hours()
        yield self.rules()
        yield self.stock()
        yield self.costs()

    # What is whose

    @cached_property
    def _fleets(self) -> frozenset[str]:
        return frozenset(
            said.rule.fleet
            for said in self.digest.rules.provided
            if isinstance(said.rule, Vehicles) and said.rule.organisation == self.member
        )

    def _owns(self, warehouse: str) -> bool:
        return not self.member or self.digest.setting.owner(warehouse) == self.member

    def _owns_fleet(self, fleet: str) -> bool:
        return not self.member or fleet in self._fleets

    @cached_property
    def _shipments(self) -> list[Shipment]:
        rows = self.digest.plan.shipments
        return [
            row
            for row in rows
            if not self.member or row.organisation == self.member or self._owns(row.origin)
        ]

    @cached_property
    def _transfers(self) -> list[Transfer]:
        return [
            row
            for row in self.digest.plan.transfers
            if not self.member
            or row.organisation == self.member
            or self._owns(row.origin)
            or self._owns(row.destination)
        ]

    def _is_own_rule(self, use: RuleUse) -> bool:
        if not self.member or use.organisation == self.member:
            return True
        if use.rule in self._fleet_rules:
            return True
        parts = use.group.split(GROUP_SEPARATOR)
        return any(part in self.digest.setting.warehouses and self._owns(part) for part in parts)

    @cached_property
    def _fleet_rules(self) -> frozenset[str]:
        return frozenset(
            said.id
            for said in self.digest.rules.provided
            if isinstance(said.rule, Vehicles) and said.rule.organisation == self.member
        )

    # Words

    def _say(self, message: str) -> str:
        return self.language.say(message)

    def _name(self, key: str) -> str:
        return self.language.name(*self.digest.setting.name(key)) if key else ""

    def _other(self, key: str) -> str:
        latin, arabic = self.digest.setting.name(key)
        return latin if self.language.code == "ar" else arabic

    @property
    def _money(self) -> str:
        return self.digest.plan.currency

    # Sheets

    def summary(self) -> Table:
        """The headline figures, or what a member does."""
        say, plan, figures = self._say, self.digest.plan, self.digest.figures
        rows: list[Row] = [
            (say("Campaign"), plan.scenario, None, None),
            (say("Run"), self.digest.run.id, None, None),
            (say("First day"), self.language.both(plan.starts), None, None),
            (say("Last day"), self.language.both(plan.ends), None, None),
            (say("What the plan is worth"), verdict(plan, self.language)[0], None, None),
            *((say("Mind"), note, None, None) for note in told(plan.notes, self.language)),
        ]
        if self.member:
            rows += [
                (say("Member"), self._name(self.member), None, None),
                (say("Deliveries"), None, len(self._shipments), None),
                (
                    say("Parcels delivered"),
                    None,
                    sum(row.quantity for row in self._shipments),
                    None,
                ),
                (
                    say("Parcels transferred"),
                    None,
                    sum(row.quantity for row in self._transfers),
                    None,
                ),
            ]
        else:
            rows += [
                (
                    say("Worst-off village"),
                    say("share of its need that is met"),
                    None,
                    figures.coverage_min,
                ),
                (
                    say("Mean coverage"),
                    say("share of need that is met"),
                    None,
                    figures.coverage_mean,
                ),
                (say("Inequality (Gini)"), "", figures.coverage_gini, None),
                (say("Parcels served"), "", figures.served_parcels, None),
                (say("Parcels needed"), "", figures.needed_parcels, None),
                (say("Households reached"), "", figures.served_households, None),
                (say("Villages reached"), "", figures.served_villages, None),
                (say("Villages in need"), "", self.digest.in_need, None),
                (say("Cost"), plan.currency, figures.cost, None),
                (say("Truck distance"), say("km"), figures.km, None),
                (say("Stock handed out"), say("parcels"), self.digest.stock.used, None),
                (say("Stock there was"), say("parcels"), self.digest.stock.there, None),
                (say("Deliveries"), "", figures.shipments, None),
                (say("Transfers"), "", figures.transfers, None),
                (say("Trips"), "", figures.trips, None),
                (say("Found wrong by verification"), "", figures.findings, None),
            ]
        columns = [
            Column(say("Figure"), width=32),
            Column(say("In words, or its unit"), width=46),
            Column(say("Number"), "number", width=18),
            Column(say("Share"), "share", colours="coverage"),
        ]
        return Table(say("Summary"), columns, rows, key="summary")

    def goals(self) -> Table:
        """Goals with their proofs."""
        say = self._say
        columns = [
            Column(say("Goal")),
            Column(say("Unit")),
            Column(say("This plan"), "number"),
            Column(say("Best possible"), "number"),
            Column(say("Gap"), "gap"),
        ]
        rows = [
            (
                goal_title(goal.goal, self.language),
                _unit(goal.unit, self.language),
                goal.value,
                goal.bound,
                goal.gap,
            )
            for goal in self.digest.plan.goals
        ]
        return Table(say("Goals and proof"), columns, rows, key="goals")

    def governorates(self) -> Table:
        """Coverage by governorate."""
        say = self._say
        columns = [
            Column(say("Governorate")),
            Column(say("P-code"), "code"),
            Column(say("Villages"), "whole", summed=True),
            Column(say("Needs"), "whole", summed=True),
            Column(say("Gets"), "whole", summed=True),
            Column(say("Missing"), "whole", summed=True),
            Column(say("Worst-off"), "share", colours="coverage"),
            Column(say("Coverage"), "share", colours="coverage"),
        ]
        rows = [
            (
                self._name(area.code),
                area.code,
                area.villages,
                area.needed,
                area.served,
                area.missing,
                area.worst,
                area.ratio,
            )
            for area in self.digest.governorates
        ]
        return Table(say("Governorates"), columns, rows, key="governorates")

    def villages(self) -> Table:
        """What every village needs and gets, and why no more."""
        say, setting = self._say, self.digest.setting
        columns = [
            Column(say("Village")),
            Column(say("Name in the other script")),
            Column(say("P-code"), "code"),
            Column(say("Governorate")),
            Column(say("District")),
            Column(say("Parcel")),
            Column(say("Needs"), "whole", summed=True),
            Column(say("Gets"), "whole", summed=True),
            Column(say("Missing"), "whole", summed=True),
            Column(say("Coverage"), "share", colours="coverage"),
            Column(say("Proven most"), "share"),
            Column(say("Why no more"), width=60),
        ]
        reason_of = reasons(self.digest.rules, self.language)
        short = {(s.cover.village, s.cover.parcel): s for s in self.digest.shortfalls}
        rows = []
        for row in self.digest.plan.coverage:
            found = short.get((row.village, row.parcel))
            rows.append(
                (
                    self._name(row.village),
                    self._other(row.village),
                    row.village,
                    self._name(setting.governorate(row.village)),
                    self._name(setting.district(row.village)),
                    self._name(row.parcel),
                    row.needed,
                    row.served,
                    row.needed - row.served,
                    row.ratio,
                    found.best if found else row.ratio,
                    why_short(found, reason_of, self.language) if found else "",
                )
            )
        return Table(say("Villages"), columns, rows, key="villages")

    def own_villages(self) -> Table:
        """What a member brings to each village."""
        say, setting = self._say, self.digest.setting
        sums: dict[tuple[str, str], list[float]] = {}
        days: dict[tuple[str, str], set[object]] = {}
        for row in self._shipments:
            key = (row.village, row.parcel)
            sums.setdefault(key, [0.0, 0.0])[0] += row.quantity
            days.setdefault(key, set()).add(row.day)
        columns = [
            Column(say("Village")),
            Column(say("Name in the other script")),
            Column(say("P-code"), "code"),
            Column(say("Governorate")),
            Column(say("Parcel")),
            Column(say("Parcels"), "whole", summed=True),
            Column(say("Days"), "whole"),
        ]
        rows = [
            (
                self._name(village),
                self._other(village),
                village,
                self._name(setting.governorate(village)),
                self._name(parcel),
                int(total[0]),
                len(days[village, parcel]),
            )
            for (village, parcel), total in sorted(sums.items())
        ]
        return Table(say("Villages"), columns, rows, key="villages")

    def deliveries(self) -> Table:
        """What goes where on which day, on whose truck."""
        say = self._say
        columns = [
            Column(say("Day"), "day"),
            Column(say("Hijri day")),
            Column(say("Warehouse")),
            Column(say("Warehouse id"), "code"),
            Column(say("Member whose transport it is")),
            Column(say("Fleet"), "code"),
            Column(say("Vehicle"), "code"),
            Column(say("Village")),
            Column(say("P-code"), "code"),
            Column(say("Distribution point"), "code"),
            Column(say("Parcel")),
            Column(say("Batch"), "code"),
            Column(say("Parcels"), "whole", summed=True),
            Column(say("km one way"), "number"),
            Column(say("Truck hours"), "number", summed=True),
            Column(f"{say('Cost')}, {self._money}", "money", summed=True),
        ]
        hijri = {day: self.language.hijri(day) for day in {row.day for row in self._shipments}}
        rows = [
            (
                row.day,
                hijri[row.day],
                self._name(row.origin),
                row.origin,
                self._name(row.organisation),
                row.fleet,
                row.vehicle,
                self._name(row.village),
                row.village,
                row.destination,
                self._name(row.parcel),
                row.lot,
                row.quantity,
                row.km,
                row.truck_hours,
                row.cost,
            )
            for row in self._shipments
        ]
        return Table(say("Deliveries"), columns, rows, key="deliveries")

    def transfers(self) -> Table:
        """What moves between warehouses."""
        say = self._say
        columns = [
            Column(say("Day"), "day"),
            Column(say("Ready to leave again"), "day"),
            Column(say("From")),
            Column(say("From, id"), "code"),
            Column(say("To")),
            Column(say("To, id"), "code"),
            Column(say("Member whose transport it is")),
            Column(say("Parcel")),
            Column(say("Batch"), "code"),
            Column(say("Parcels"), "whole", summed=True),
            Column(say("km one way"), "number"),
            Column(f"{say('Cost')}, {self._money}", "money", summed=True),
        ]
        rows = [
            (
                row.day,
                row.arrives,
                self._name(row.origin),
                row.origin,
                self._name(row.destination),
                row.destination,
                self._name(row.organisation),
                self._name(row.parcel),
                row.lot,
                row.quantity,
                row.km,
                row.cost,
            )
            for row in self._transfers
        ]
        return Table(say("Transfers"), columns, rows, key="transfers")

    def trips(self) -> Table:
        """Stops of trips."""
        say = self._say
        columns = [
            Column(say("Day"), "day"),
            Column(say("Trip"), "code"),
            Column(say("Fleet"), "code"),
            Column(say("Vehicle"), "code"),
            Column(say("Stop"), "whole"),
            Column(say("Distribution point")),
            Column(say("Point id"), "code"),
            Column(say("Parcel")),
            Column(say("Parcels"), "whole", summed=True),
            Column(say("Arrives"), "code"),
            Column(say("Leaves"), "code"),
            Column(say("km"), "number", summed=True),
        ]
        rows = [
            (
                stop.day,
                stop.trip,
                stop.fleet,
                stop.vehicle,
                stop.stop,
                self._name(stop.destination),
                stop.destination,
                self._name(stop.parcel),
                stop.quantity,
                stop.arrive,
                stop.depart,
                stop.km,
            )
            for stop in self.digest.plan.trips
            if self._owns_fleet(stop.fleet)
        ]
        return Table(say("Trips"), columns, rows, key="trips")

    def loads(self) -> Table:
        """Daily load of warehouses."""
        own = [load for load in self.digest.warehouse_days if self._owns(load.place)]
        return self._load_table(self._say("Warehouse load"), self._say("Warehouse"), own, "loads")

    def hours(self) -> Table:
        """Daily load of members' transport."""
        own = [
            load for load in self.digest.member_days if not self.member or load.place == self.member
        ]
        return self._load_table(
            self._say("Truck hours by member"), self._say("Member"), own, "hours"
        )

    def _load_table(self, title: str, who: str, loads: Sequence[DayLoad], key: str) -> Table:
        say = self._say
        columns = [
            Column(who),
            Column(say("Id"), "code"),
            Column(say("Day"), "day"),
            Column(say("Parcels"), "whole", summed=True),
            Column(say("of them transfers"), "whole", summed=True),
            Column(say("Truck hours"), "number", summed=True),
            Column(say("Used of the tightest limit"), "number"),
            Column(say("Limit"), "number"),
            Column(say("Used, share"), "share", colours="load"),
            Column(say("Rule"), "code"),
        ]
        rows = [
            (
                self._name(load.place),
                load.place,
                load.day,
                load.parcels,
                load.transferred,
                load.truck_hours,
                load.used if load.bound is not None else None,
                load.bound,
                load.ratio,
                load.rule,
            )
            for load in loads
        ]
        return Table(title, columns, rows, key=key)

    def rules(self) -> Table:
        """Every limit with how far it is used; those that hold the plan back say their worth."""
        say, lang = self._say, self.language
        unit = units(self.digest.rules, lang)
        reason_of = reasons(self.digest.rules, lang)
        columns = [
            Column(say("Rule"), "code"),
            Column(say("Said by")),
            Column(say("Where and when")),
            Column(say("Side")),
            Column(say("Used"), "number"),
            Column(say("Limit"), "number"),
            Column(say("Unit")),
            Column(say("Used, share"), "share", colours="load"),
            Column(say("What it is worth"), width=44),
            Column(say("Reason"), width=60),
        ]
        sides = {"at_most": say("at most"), "at_least": say("at least")}
        uses = [use for use in self.digest.plan.rules if self._is_own_rule(use)]
        rows = [
            (
                use.rule,
                self._name(use.organisation) or use.provider,
                group(use, self.digest.setting, lang),
                sides[use.side],
                use.used,
                use.bound,
                unit.get(use.rule, ""),
                use.used / use.bound if use.bound else None,
                price(use, self.digest.plan.currency, unit.get(use.rule, ""), lang),
                reason_of.get(use.rule, use.reason),
            )
            for use in sorted(uses, key=lambda use: use.goal is None)
        ]
        return Table(say("Limits and what they are worth"), columns, rows, key="rules")

    def stock(self) -> Table:
        """Stock that stays behind."""
        say = self._say
        columns = [
            Column(say("Warehouse")),
            Column(say("Row of stock"), "code"),
            Column(say("Parcel")),
            Column(say("There were"), "whole", summed=True),
            Column(say("Handed out"), "whole", summed=True),
            Column(say("Stay behind"), "whole", summed=True),
            Column(say("Arrives"), "day"),
            Column(say("Best before"), "day"),
            Column(say("Kept for")),
            Column(say("Why"), width=60),
        ]
        rows = [
            (
                self._name(item.warehouse),
                item.supply,
                self._name(item.parcel),
                item.quantity,
                item.used,
                item.left,
                item.available_on,
                item.best_before,
                self._name(item.earmark),
                why_left(item, self.language),
            )
            for item in self.digest.leftovers
            if self._owns(item.warehouse)
        ]
        return Table(say("Stock that stays behind"), columns, rows, key="stock")

    def costs(self) -> Table:
        """What each member's transport does and costs."""
        say = self._say
        columns = [
            Column(say("Member")),
            Column(say("Deliveries"), "whole", summed=True),
            Column(say("Parcels delivered"), "whole", summed=True),
            Column(say("Parcels transferred"), "whole", summed=True),
            Column(say("Truck hours"), "number", summed=True),
            Column(f"{say('Transport and charges')}, {self._money}", "money", summed=True),
            Column(f"{say('Purchases')}, {self._money}", "money", summed=True),
        ]
        rows = [
            (
                self._name(share.organisation) or say("not known"),
                share.shipments,
                share.parcels,
                share.transferred,
                share.truck_hours,
                share.transport,
                share.purchases,
            )
            for share in self.digest.members
            if not self.member or share.organisation == self.member
        ]
        return Table(say("Costs by member"), columns, rows, key="costs")


def _unit(unit: str, language: Language) -> str:
    known = {"level": language.say("share of need"), "parcel-days": language.say("parcel-days")}
    return known.get(unit, measure(unit, language))
