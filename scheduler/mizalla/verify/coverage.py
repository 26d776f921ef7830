"""Coverage: every need once, with what it gets."""

from collections import defaultdict
from collections.abc import Iterable

from mizalla.verify.facts import Facts
from mizalla.verify.findings import Findings, near
from mizalla.verify.movement import Movement
from mizalla_models.plan import Plan

VillageParcel = tuple[str, str]


def served_by(deliveries: Iterable[Movement]) -> dict[VillageParcel, int]:
    """Whole parcels delivered, by village and parcel."""
    served: dict[VillageParcel, int] = defaultdict(int)
    for move in deliveries:
        served[move.dims["village"], move.dims["parcel"]] += int(move.quantity)
    return served


def check_coverage(
    plan: Plan, facts: Facts, served: dict[VillageParcel, int], findings: Findings
) -> None:
    """Report needs that are missing, or whose figures are wrong, and villages given too much."""
    seen: set[VillageParcel] = set()
    for row in plan.coverage:
        key = row.village, row.parcel
        what = f"Coverage of {row.parcel} in {row.village}"
        needed, gets = facts.needed(*key), served.get(key, 0)
        if key in seen:
            findings.add("coverage", f"{what} is listed more than once.")
            continue
        seen.add(key)
        if key not in facts.needs:
            findings.add("coverage", f"{what} is listed, but nobody needs it.")
            continue
        findings.differ("coverage", f"What is needed: {what}", row.needed, needed)
        findings.differ("coverage", f"What is served: {what}", row.served, gets)
        priorities = {need.priority for need in facts.needs[key]}
        if row.priority not in priorities:
            findings.add(
                "coverage", f"{what} has priority {row.priority:g}, its need {max(priorities):g}."
            )
        elif needed:
            findings.differ("coverage", f"Ratio: {what}", row.ratio, gets / needed)
            level = gets / needed / row.priority
            findings.differ("coverage", f"Level: {what}", row.level, level)
    for (village, parcel), needs in facts.needs.items():
        if (village, parcel) not in seen and any(need.quantity for need in needs):
            findings.add("coverage", f"Coverage of {parcel} in {village} is missing.")
    _check_profile(plan, facts, served, findings)
    for (village, parcel), gets in served.items():
        needed = facts.needed(village, parcel)
        if gets > needed:
            findings.add(
                "need", f"{village} gets {gets} of {parcel}, more than the {needed} it needs."
            )


def _check_profile(
    plan: Plan, facts: Facts, served: dict[VillageParcel, int], findings: Findings
) -> None:
    """Report a sorted profile that is not that of the levels."""
    if not plan.profile:
        return
    levels = sorted(
        served.get((row.village, row.parcel), 0)
        / facts.needed(row.village, row.parcel)
        / row.priority
        for row in plan.coverage
        if facts.needed(row.village, row.parcel)
    )
    stated = [step.level for step in plan.profile for _ in range(step.needs)]
    if len(stated) != len(levels) or not all(map(near, stated, levels)):
        findings.add("coverage", "The sorted profile is not that of the levels of all needs.")


def district_gap(facts: Facts, served: dict[VillageParcel, int]) -> float:
    """The most that served ÷ needed, all parcels together, differ by between two districts."""
    needs: dict[str, int] = defaultdict(int)
    gets: dict[str, int] = defaultdict(int)
    for village, parcel in facts.needs:
        district = facts.villages[village].district
        needs[district] += facts.needed(village, parcel)
        gets[district] += served.get((village, parcel), 0)
    shares = [gets[district] / needed for district, needed in needs.items() if needed]
    return max(shares, default=0.0) - min(shares, default=0.0)


def lowest_level(plan: Plan, facts: Facts, served: dict[VillageParcel, int]) -> float | None:
    """The lowest of served ÷ needed ÷ priority; None where nothing is needed.

    Where several needs of one village and parcel differ in priority, the one that the plan states
    counts.
    """
    stated = {(row.village, row.parcel): row.priority for row in plan.coverage}
    levels = [
        served.get(key, 0) / facts.needed(*key) / (stated.get(key) or needs[0].priority)
        for key, needs in facts.needs.items()
        if facts.needed(*key)
    ]
    return min(levels, default=None)
