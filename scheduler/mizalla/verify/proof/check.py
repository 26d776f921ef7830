"""Check a certificate: signs, every lane's reduced gain, the bound, who is settled, the plan."""

import numpy as np
from numpy.typing import NDArray

from mizalla.verify.coverage import VillageParcel
from mizalla.verify.facts import Facts
from mizalla.verify.findings import Findings
from mizalla.verify.proof.gains import delivery_gains, keeping_gain, transfer_gain
from mizalla.verify.proof.multipliers import Multipliers, multipliers
from mizalla.verify.proof.network import Network, network
from mizalla.verify.proof.points import check_points
from mizalla.verify.proof.ruling import Rulings
from mizalla.verify.proof.settled import check_settled
from mizalla.verify.proof.slackness import check_slackness
from mizalla.verify.ways import Answers, Ways
from mizalla_models.certificate import Certificate, CertifiedRound
from mizalla_models.plan import Plan

Figures = NDArray[np.float64]
CHECK = "certificate"
CLOSE = 1e-6
"""Share by which a bound may differ from what its multipliers come to."""
NOTHING = 1e-12
DIGITS = 1e-9
"""Share of the highest price that a reduced gain may be above zero."""


def check_certificate(
    written: Certificate,
    plan: Plan,
    facts: Facts,
    ways: Ways,
    answers: Answers | None,
    findings: Findings,
) -> None:
    """Report every round whose multipliers do not prove what it says.

    Parameters
    ----------
    written
        The certificate.
    plan
        The plan, whose bounds must be the certificate's.
    """
    keys = [(need.village, need.parcel) for need in written.needs]
    if _unknown(written, facts, keys, findings):
        return
    needed = np.array([facts.needed(*key) for key in keys], dtype=float)
    weight = needed * np.array([facts.needs[key][0].priority for key in keys])
    discrete = bool(facts.actives or facts.drops or facts.pallets)
    check_settled(written, weight / needed, plan, findings, discrete=discrete)
    net = network(facts, ways, answers, written.kinds, written.needs)
    check_points(written, net, weight, findings)
    rulings = Rulings(net, written.groups)
    level = np.array([need.level for need in written.needs])
    settled_in = np.array([need.round for need in written.needs])
    alone = np.array([need.cause != "rules" for need in written.needs])
    for one in written.rounds:
        found = multipliers(written, one, net, rulings, needed)
        if isinstance(found, str):
            findings.add(CHECK, f"{_round(written, one)}: {found}.")
            continue
        before = (settled_in < one.number) | (alone & (settled_in == one.number))
        owed = float((found.price * level * weight)[before].sum())
        _check_prices(written, one, found, weight, before, level, findings)
        excess = _check_gains(written, one, found, net, rulings, findings)
        proven = found.worth + float(excess @ needed) - owed
        if not abs(proven - one.bound) <= CLOSE * max(abs(one.bound), abs(found.worth)) + NOTHING:
            findings.add(
                CHECK,
                f"{_round(written, one)}: its bound is stated as {one.bound:.10g}, its multipliers "
                f"prove {proven:.10g}.",
            )
        check_slackness(written, one, found, proven + owed, plan, facts, findings)


def _unknown(
    written: Certificate, facts: Facts, keys: list[VillageParcel], findings: Findings
) -> bool:
    """Report what the certificate names and there is not; whether that stops everything else."""
    before = len(findings.all())
    wanted = {key for key in facts.needs if facts.needed(*key)}
    for village, parcel in sorted(wanted - set(keys)):
        findings.add(CHECK, f"{parcel} in {village} is missing.")
    for village, parcel in sorted(set(keys) - wanted):
        findings.add(CHECK, f"{parcel} in {village} is listed, but nobody needs it.")
    if len(set(keys)) < len(keys):
        findings.add(CHECK, "A need is listed more than once.")
    named = [name for names in written.kinds for name in names]
    if len(set(named)) < len(named) or not set(named) <= set(facts.supplies):
        findings.add(CHECK, "Its kinds of stock name rows of stock that there are not, or twice.")
    if not {day for days in written.days for day in days} <= set(facts.days):
        findings.add(CHECK, "It names days outside the campaign.")
    for place in written.places:
        if place.warehouse not in facts.warehouses or not 0 <= place.kind < len(written.kinds):
            findings.add(CHECK, f"There is no stock of kind {place.kind} in {place.warehouse}.")
    for one in written.rounds:
        tables = (
            (one.needs, written.needs),
            (one.priced, written.needs),
            (one.capped, written.needs),
            (one.groups, written.groups),
            (one.group_days, written.days),
            (one.places, written.places),
            (one.place_days, written.days),
        )
        even = (
            len(one.priced) == len(one.price)
            and len(one.capped) == len(one.cap)
            and len(one.groups) == len(one.group_days) == len(one.group_price)
            and len(one.places) == len(one.place_days) == len(one.leave) == len(one.lie)
        )
        if not even or any(not 0 <= at < len(rows) for column, rows in tables for at in column):
            findings.add(CHECK, f"Round {one.number} refers to what is not there.")
    for limit in written.points:
        if any(not 0 <= at < len(written.needs) for at in limit.needs):
            findings.add(CHECK, f"Round {limit.round}, {limit.village}: there are no such needs.")
    return len(findings.all()) > before


def _check_prices(
    written: Certificate,
    one: CertifiedRound,
    given: Multipliers,
    weight: Figures,
    before: NDArray[np.bool_],
    level: Figures,
    findings: Findings,
) -> None:
    """Report prices that do not add up, or that lean on needs better off."""
    total = float((given.price * weight)[~before].sum())
    if not abs(total - 1) <= CLOSE:
        findings.add(
            CHECK,
            f"{_round(written, one)}: prices of what is not settled before weigh {total:.10g}, "
            "not 1.",
        )
    leans = np.flatnonzero(before & (given.price > 0) & (level > one.level * (1 + CLOSE) + CLOSE))
    for need in leans.tolist():
        findings.add(
            CHECK,
            f"Round {one.number}, {_name(written, need)}: its level {level[need]:.10g} is above "
            f"the round's {one.level:.10g}, yet it has a price.",
        )


def _check_gains(
    written: Certificate,
    one: CertifiedRound,
    given: Multipliers,
    net: Network,
    rulings: Rulings,
    findings: Findings,
) -> Figures:
    """Report lanes that gain; give by how much the best lane to each need does."""
    scale = float(given.price.max(initial=0))
    gain = delivery_gains(net, rulings, given)
    best = np.full(len(written.needs) + 1, -np.inf)
    np.maximum.at(best, net.need, gain)
    excess = np.maximum(best[:-1] - given.cap, 0)
    for need in np.flatnonzero(excess > CLOSE * scale).tolist():
        lanes = np.flatnonzero((net.need == need) & (gain > given.cap[need] + CLOSE * scale / 2))
        at = net.transfers + int(lanes[np.argmax(gain[lanes])])
        origin = list(net.facts.warehouses)[int(net.lanes.origin[at])]
        findings.add(
            CHECK,
            f"Round {one.number}, {_name(written, need)}: a parcel from {origin} would still gain "
            f"{float(excess[need]):.4g} levels.",
        )
    for name, most in (
        ("a transfer", transfer_gain(net, rulings, given)),
        ("stock that is kept", keeping_gain(net, rulings, given)),
    ):
        if most > DIGITS * scale:
            findings.add(
                CHECK,
                f"{_round(written, one)}: {name} would still gain {most:.4g} levels a parcel.",
            )
    return excess


def _round(written: Certificate, one: CertifiedRound) -> str:
    """A round, with a village that it settles."""
    first = f" ({_name(written, one.needs[0])})" if one.needs else ""
    return f"Round {one.number}{first}"


def _name(written: Certificate, need: int) -> str:
    return f"{written.needs[need].parcel} in {written.needs[need].village}"
