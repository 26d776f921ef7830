"""A digest: every figure of a plan that more than one page shows."""

from dataclasses import dataclass
from functools import cached_property

from mizalla.figures.area import Area, areas
from mizalla.figures.binding import binding
from mizalla.figures.cost import CostShare, cost_by_member, cost_by_part
from mizalla.figures.daily import DayLoad, fleet_days, member_days, warehouse_days
from mizalla.figures.leftover import Leftover, leftovers
from mizalla.figures.reason import Shortfall, shortfalls
from mizalla.figures.setting import Setting
from mizalla.figures.stock import StockUse, stock_use
from mizalla_models.plan import Plan, RuleUse
from mizalla_models.rules import Rules
from mizalla_models.run import Figures, Run


@dataclass(frozen=True)
class Digest:
    """A plan with all that follows from it; what is asked for twice is reckoned once."""

    run: Run
    """Its record."""
    plan: Plan
    """The plan."""
    rules: Rules
    """The rules that it was made under."""
    setting: Setting
    """Names and positions."""

    @cached_property
    def figures(self) -> Figures:
        """The dozen numbers that the store keeps too."""
        return Figures.of(self.plan)

    @cached_property
    def in_need(self) -> int:
        """Villages that need anything."""
        return len({row.village for row in self.plan.coverage if row.needed})

    @cached_property
    def stock(self) -> StockUse:
        """Parcels held and handed out."""
        return stock_use(self.plan, self.rules)

    @cached_property
    def governorates(self) -> tuple[Area, ...]:
        """Coverage by governorate."""
        return areas(self.plan, self.setting, "governorate")

    @cached_property
    def districts(self) -> tuple[Area, ...]:
        """Coverage by district."""
        return areas(self.plan, self.setting, "district")

    @cached_property
    def villages(self) -> tuple[Area, ...]:
        """Coverage by village and parcel."""
        return areas(self.plan, self.setting, "village", by_parcel=True)

    @cached_property
    def shortfalls(self) -> tuple[Shortfall, ...]:
        """Needs that are not wholly met, the worst-off first."""
        return shortfalls(self.plan, self.rules, self.setting)

    @cached_property
    def binding(self) -> list[list[RuleUse]]:
        """Rules that hold the plan back, the most important first."""
        return binding(self.plan)

    @cached_property
    def warehouse_days(self) -> tuple[DayLoad, ...]:
        """Daily load of warehouses."""
        return warehouse_days(self.plan, self.rules)

    @cached_property
    def member_days(self) -> tuple[DayLoad, ...]:
        """Daily load of members' transport."""
        return member_days(self.plan, self.rules)

    @cached_property
    def fleet_days(self) -> tuple[DayLoad, ...]:
        """Daily load of fleets."""
        return fleet_days(self.plan, self.rules)

    @cached_property
    def leftovers(self) -> tuple[Leftover, ...]:
        """Stock that stays behind."""
        return leftovers(self.plan, self.rules)

    @cached_property
    def costs(self) -> tuple[tuple[str, float], ...]:
        """Parts of the cost."""
        return cost_by_part(self.plan)

    @cached_property
    def members(self) -> tuple[CostShare, ...]:
        """What each member's transport does."""
        return cost_by_member(self.plan, self.setting)


def digest(run: Run, plan: Plan, rules: Rules, setting: Setting) -> Digest:
    """Make the digest of a run."""
    return Digest(run, plan, rules, setting)
