from datetime import date

import pytest

from mizalla.store import Store
from mizalla_models.rule import (
    AtMostActive,
    Charge,
    Forbid,
    Limit,
    Need,
    ProvidedRule,
    Provider,
    Rule,
    SmallestDrop,
    Supply,
    Vehicles,
)
from mizalla_models.rules import Rules
from plans import rules_of, run_of, sample_plan

FIRST = date(2027, 2, 8)
REASON = 'لأن "الطريق" مغلق; it\'s closed\n'


@pytest.mark.parametrize(
    "rule",
    [
        Limit(
            reason=REASON, at_most=0.1 + 0.2, per=("day", "week"), cumulative=True, penalty=5e-324
        ),
        Limit(reason=REASON, at_least={"b|1": 2, "a": float("inf")}, unless={"lot": ["=1"]}),
        Forbid(reason=REASON, where={"day": [FIRST], "movement": ["transfer"]}, km_over=99.5),
        Charge(reason=REASON, measure="sugar", amount=-1.5),
        Supply(reason=REASON, id="s", warehouse="W1", parcel="dry", quantity=0, best_before=FIRST),
        Vehicles(
            reason=REASON,
            fleet="F1",
            organisation="nour",
            warehouse="W1",
            vehicle="van",
            count=2,
            hours_per_day=7.5,
            from_day=FIRST,
        ),
        Need(reason=REASON, village="EG250101", parcel="dry", quantity=10, due=FIRST, priority=1e9),
        AtMostActive(reason=REASON, of="organisation", count=1, per=("village",)),
        SmallestDrop(reason=REASON, reason_ar="سبب", name="drop", quantity=50),
    ],
    ids=lambda rule: rule.kind,
)
def test_every_kind_of_rule_comes_back_equal(store: Store, rule: Rule) -> None:
    """Would break if a later explanation read another rule than the plan was made under."""
    plan = sample_plan()
    provided = ProvidedRule(
        id="any/rule", provider=Provider(plugin="any", version="2", organisation="amal"), rule=rule
    )
    rules = Rules(provided=(*rules_of(plan).provided, provided), plugins=plan.plugins)
    store.save(run_of(plan, id="run"), plan, rules)
    assert store.rules("run") == rules
    assert store.rules("run").model_dump_json() == rules.model_dump_json()
