"""What happens on a day, and what is full then."""

from datetime import date

from mizalla.explain.evidence import Evidence
from mizalla.explain.explanation import Sentence
from mizalla.explain.rule import is_full
from mizalla.explain.say import number, parcels
from mizalla.explain.village import Told
from mizalla.explain.words import Words
from mizalla_models.plan import RuleUse, Shipment
from mizalla_models.rule import GROUP_SEPARATOR

SHOWN = 6


def of_day(evidence: Evidence, words: Words, day: date) -> Told:
    """Say what leaves on a day and which limits are full then."""
    sent: tuple[Shipment, ...] = evidence.part("shipments", day=day)
    iso = day.isoformat()
    said = []
    if sent:
        values = {
            "day": iso,
            "sent": parcels(sum(row.quantity for row in sent)),
            "warehouses": number(len({row.origin for row in sent})),
            "villages": number(len({row.village for row in sent})),
        }
        said.append(Sentence(key="day", values=values))
    else:
        said.append(Sentence(key="day_nothing", values={"day": iso}))
    uses: list[RuleUse] = [
        use for use in evidence.part("rules") if iso in use.group.split(GROUP_SEPARATOR)
    ]
    full = [use for use in uses if is_full(use)]
    full.sort(key=lambda use: (use.goal is None, -abs(use.shadow_price), use.rule, use.group))
    if full:
        said.append(Sentence(key="day_full", values={"count": number(len(full))}))
    for use in full[:SHOWN]:
        values = {
            "rule": use.rule,
            "where": words.group(use.group),
            "used": number(use.used),
            "bound": number(use.bound),
            "reason": words.reason(use.rule),
        }
        said.append(Sentence(key="day_rule", level=1, values=values))
    return said, {
        "day": iso,
        "sent": sum(row.quantity for row in sent),
        "warehouses": sorted({row.origin for row in sent}),
        "villages": sorted({row.village for row in sent}),
        "full": [use.model_dump() for use in full],
    }
