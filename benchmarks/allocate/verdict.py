"""Whether contenders agree, and how they compare."""

from typing import Any

import numpy as np

from benchmarks.allocate.race import Ran

EXACT = 1e-4
"""Relative distance that simplex methods must keep to; that asked of PDLP is of this size too."""
ROUGH = 2e-3
"""That of levels found from duals that are right to 1e-4 only."""


def gaps(mizalla: Ran) -> dict[str, float]:
    """Distance of value and proven bound, as a share of the bound, by goal."""
    values, bounds = mizalla.last["values"], mizalla.last["bounds"]
    return {
        goal: abs(values[goal] - bounds[goal]) / abs(bounds[goal]) if bounds[goal] else 0.0
        for goal in values
        if goal in bounds
    }


def disagreements(mizalla: Ran, peer: Ran) -> list[str]:
    """Whatever a peer found that can't be true together with what Mizalla found and proved.

    A peer that was stopped is held to what it had found by then.
    """
    room = ROUGH if peer.name == "pdlp" else EXACT
    values, bounds = mizalla.last["values"], mizalla.last["bounds"]
    found = []
    for goal, value in results(peer).items():
        name = {"lowest": "coverage"}.get(goal, goal)
        if goal == "cost" or (goal == "served" and "lowest" in results(peer)):
            continue  # of other quantities served; cost is compared for equal ones below
        if not values[name] * (1 - room) <= value <= bounds[name] * (1 + room):
            found.append(
                f"{peer.name}: {goal} {value:.8g}, but Mizalla has {values[name]:.8g} and proved "
                f"that no more than {bounds[name]:.8g} can be had"
            )
    level = peer.arrays.get("level")
    if level is not None:
        own = mizalla.arrays["level_bound"]
        apart = np.abs(level - own)[~np.isnan(level)]
        if len(apart) and apart.max() > room:
            found.append(
                f"{peer.name}: {int((apart > room).sum())} of {len(apart)} levels are elsewhere, "
                f"by up to {apart.max():.2g}"
            )
    return found


def disagreement_of_cost(mizalla: Ran, cheapest: float, name: str) -> list[str]:
    """Hold the least cost of serving what Mizalla serves between its bound and its cost."""
    value, bound = mizalla.last["values"]["cost"], mizalla.last["bounds"]["cost"]
    room = ROUGH if name == "pdlp" else EXACT
    if bound * (1 - room) <= cheapest <= value * (1 + room):
        return []
    return [
        f"{name}: what Mizalla serves costs {cheapest:.8g} at least, but Mizalla has {value:.8g} "
        f"and proved {bound:.8g}"
    ]


def results(peer: Ran) -> dict[str, float]:
    """Value of each goal that a peer met; of a stopped one, the first level if it had that."""
    last = {
        line["goal"]: line["value"]
        for line in peer.lines
        if line.get("goal") and line["value"] is not None
    }
    return {goal: float(value) for goal, value in last.items()}


def summary(mizalla: Ran, peers: list[Ran]) -> dict[str, Any]:
    """Ratios to the fastest peer, each with a sign: of stopped peers they are lower bounds."""
    done = [peer for peer in peers if peer.status == "done"]
    alive = done or [peer for peer in peers if peer.status == "stopped"]
    worst: dict[str, Any] = {"gap": max(gaps(mizalla).values()), "gaps": gaps(mizalla)}
    if not alive:
        return {"ratio": None, "memory_ratio": None, **worst}
    fastest = min(alive, key=lambda peer: peer.seconds)
    by_processor = min(alive, key=lambda peer: peer.processor)
    stopped = [peer for peer in peers if peer.status == "stopped"]
    # A stopped peer may have been about to end: no ratio is beyond that of the shortest wait.
    bound = not done or any(peer.seconds < fastest.seconds for peer in stopped)
    if bound:
        fastest = min([*done, *stopped], key=lambda peer: peer.seconds)
        by_processor = min([*done, *stopped], key=lambda peer: peer.processor)
    leanest = min(alive, key=lambda peer: peer.peak)
    return {
        "ratio": fastest.seconds / mizalla.seconds,
        "ratio_is": ">=" if fastest.status == "stopped" else "=",
        "ratio_processor": by_processor.processor / mizalla.processor,
        "fastest": fastest.name,
        "memory_ratio": fastest.peak / mizalla.peak,
        "memory_ratio_to_leanest": leanest.peak / mizalla.peak,
        **worst,
    }
