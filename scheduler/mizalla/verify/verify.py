"""Verification: the whole plan held against scenario and rules, by plain loops."""

from mizalla.verify.balance import Balance
from mizalla.verify.charges import Charges
from mizalla.verify.coverage import check_coverage, district_gap, lowest_level, served_by
from mizalla.verify.facts import gather
from mizalla.verify.findings import Findings
from mizalla.verify.forbids import Forbids, check_forbids
from mizalla.verify.goals import check_goals
from mizalla.verify.habits import check_active, check_drops, check_pallets
from mizalla.verify.header import check_header
from mizalla.verify.lanes import Lanes
from mizalla.verify.lateness import lateness
from mizalla.verify.limits import check_hours, check_limits
from mizalla.verify.possible import Possible
from mizalla.verify.proof import check_certificate
from mizalla.verify.purchases import check_purchases
from mizalla.verify.tally import tally
from mizalla.verify.totals import check_totals, totals
from mizalla.verify.trips import check_trips
from mizalla.verify.uses import check_uses, claims
from mizalla.verify.ways import Answers, Ways
from mizalla_models.certificate import Certificate
from mizalla_models.plan import Finding, Plan
from mizalla_models.rules import Rules
from mizalla_models.scenario import Scenario


def verify(
    scenario: Scenario,
    rules: Rules,
    plan: Plan,
    answers: Answers | None = None,
    certificate: Certificate | None = None,
) -> tuple[Finding, ...]:
    """Check a finished plan a second time, by code that shares nothing with build and solve.

    Parameters
    ----------
    scenario
        The campaign folder.
    rules
        All rules of the run. Stock, trucks and needs are read from them alone.
    plan
        The plan: every figure that it states is worked out again and compared.
    answers
        km and road minutes that plugins know, two arrays of shape (warehouses by id, points by id
        then warehouses by id); nan where they say nothing, inf where there is no way.
    certificate
        What proves the levels of the villages; None: there is none to check.

    Returns
    -------
    tuple of Finding
        Everything that is wrong; empty for a plan that may be used. Of one check at most fifty
        findings are written out.
    """
    findings = Findings()
    check_header(plan, scenario, findings)
    facts = gather(scenario, rules)
    ways, forbids, charges = Ways(facts, answers), Forbids(facts), Charges(facts)

    deliveries, transfers = Lanes(facts, ways, charges, findings).movements(plan)
    balance = Balance(facts, findings)
    balance.check(deliveries, transfers)
    for lying in balance.stored:
        lying.charges = charges.of(lying)
    movements = [*deliveries, *(move for move, _ in transfers), *balance.stored]
    check_forbids(forbids, movements, findings)

    total = totals(facts, movements)
    purchases = check_purchases(plan, facts, balance.bought, findings)
    possible = Possible(facts, ways, forbids)
    tallies = tally(facts, movements)
    recount = check_limits(tallies, claims(plan), possible.groups, findings)
    check_hours(facts, total.hours, recount, findings)
    check_active(facts, movements, findings)
    check_drops(facts, movements, findings)
    check_pallets(facts, movements, findings)
    check_uses(plan, facts, recount, findings)

    served = served_by(deliveries)
    check_coverage(plan, facts, served, findings)
    cost = check_totals(plan, total, purchases, recount.penalties, findings)
    values = {
        "coverage": lowest_level(plan, facts, served),
        "served": float(total.served),
        "district_gap": district_gap(facts, served),
        "lateness": lateness(facts, deliveries),
        "cost": cost,
    }
    check_goals(plan, scenario.campaign, values, findings)
    check_trips(plan, facts, ways, findings)
    if certificate is not None:
        check_certificate(certificate, plan, facts, ways, answers, findings)
    return findings.all()
