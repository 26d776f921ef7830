"""Expiry: nothing leaves after its best-before day."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from pydantic import Field

from mizalla.builtin.settings import settings
from mizalla.hookspecs import hookimpl
from mizalla_models.base import Word
from mizalla_models.rule import Forbid, Rule
from mizalla_models.scenario import Scenario


class Settings(Word):
    """Settings of ``expiry``."""

    days_left: int = Field(default=0, ge=0)
    """Days of shelf life that must be left when parcels are handed over."""


@hookimpl
def mizalla_rules(scenario: Scenario) -> Iterator[Rule]:
    """One forbid for each best-before day that falls inside the campaign."""
    days_left = settings(scenario, "expiry", Settings).days_left
    supplies: dict[date, list[str]] = defaultdict(list)
    for row in scenario.stock:
        if row.best_before is not None:
            supplies[row.best_before].append(row.id)
    for best_before, ids in sorted(supplies.items()):
        # An ordinal, because a best-before day near year 1 has no day before it.
        last = best_before.toordinal() - days_left
        late = [day.isoformat() for day in scenario.campaign.days if day.toordinal() > last]
        if not late:
            continue
        reason = f"Best before {best_before}: not handed out after it."
        reason_ar = f"صالح حتى {best_before}: لا يُوزَّع بعده."
        if days_left:
            final = best_before - timedelta(days=days_left)
            reason = f"Best before {best_before}, {days_left} days to be left: none after {final}."
            reason_ar = f"صالح حتى {best_before} مع بقاء {days_left} أيام: لا توزيع بعد {final}."
        yield Forbid(
            name=best_before.isoformat(),
            reason=reason,
            reason_ar=reason_ar,
            where={"supply": ids, "day": late},
        )
