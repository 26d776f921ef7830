"""Plan a campaign twice, with members apart and together, and say what sharing is worth."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mizalla.collect import Choice
from mizalla.run import Answers, Outcome, Step, look, make
from mizalla.run.stopwatch import Listener, Stopwatch
from mizalla.umbrella.coalition import apart_rules
from mizalla.umbrella.game import Coalition, Game, play
from mizalla.umbrella.split import Split, split_gain
from mizalla_models.base import Word
from mizalla_models.errors import ScenarioError
from mizalla_models.overlay import CampaignChange, Overlay
from mizalla_models.plan import Plan
from mizalla_models.rules import Rules
from mizalla_models.scenario import Scenario


class Side(Word):
    """What a plan comes to."""

    worst: float
    """Least coverage of any need."""
    mean: float
    """Mean coverage."""
    households: float
    """Households reached."""
    parcels: int
    """Parcels served."""
    cost: float
    """Cost."""
    cost_per_household: float | None
    """Cost ÷ households; None where nobody is reached."""


class Member(Word):
    """What sharing changes for a member."""

    organisation: str
    """Its id."""
    own: float
    """Households reached with its stock where nobody shares."""
    pooled: float
    """The same where all share."""
    own_cost: float
    """Cost of its transport where nobody shares."""
    pooled_cost: float
    """The same where all share."""
    gives_stock: int
    """Parcels of its own that others' transport carries."""
    lends_trucks: int
    """Parcels of others that its transport carries."""
    credit: float
    """Its part of the gain, households."""
    saving: float
    """Its part of the saving, campaign currency."""


class VillageChange(Word):
    """What sharing changes for a village."""

    village: str
    """P-code."""
    own: float
    """served ÷ needed where nobody shares."""
    pooled: float
    """The same where all share."""


class Flow(Word):
    """What one member carries for another where all share."""

    owner: str
    """Whose parcels."""
    carrier: str
    """On whose transport."""
    parcels: int
    """How many."""


class Umbrella(Word):
    """The value of the umbrella."""

    own: Side
    """The plan with members apart."""
    pooled: Side
    """The plan with members together."""
    members: tuple[Member, ...]
    """By id."""
    villages: tuple[VillageChange, ...]
    """By p-code."""
    flows: tuple[Flow, ...]
    """Who carries for whom, the most first."""
    game: Game
    """What coalitions reach, households."""
    split: Split
    """How the gain in households is split."""
    saving: Game
    """What coalitions save, campaign currency: on reaching as many as can be reached apart."""
    saving_split: Split
    """How the saving is split."""


@dataclass(frozen=True)
class Campaign:
    """A campaign to play with, for workers."""

    scenario: Scenario
    rules: Rules
    answers: Answers
    seed: int


def umbrella(
    folder: Path,
    *,
    seed: int = 0,
    samples: int = 20,
    jobs: int = -1,
    plugins: Sequence[str] = (),
    choice: Choice | None = None,
    progress: Listener | None = None,
) -> tuple[Umbrella, Outcome, Outcome]:
    """Say what sharing is worth.

    Parameters
    ----------
    folder
        The scenario folder.
    seed
        Seed of the plans and of the sampling.
    samples
        Orders of members to sample, where there are too many to count them all.
    jobs
        Coalitions worked out at once; -1: one for each processor.
    plugins
        Plugins beyond those that the campaign names.
    choice
        Which members' plugins to leave out or to forgive, and what each may take.
    progress
        Called as plans and coalitions are done.

    Returns
    -------
    tuple of Umbrella, Outcome and Outcome
        The value, and the plans apart and together.
    """
    from mizalla.collect import collect, plugin_manager, travel_answers

    tell = progress or (lambda _: None)
    scenario, faults, choice = look(folder, plugins, choice)
    if scenario is None:
        raise ScenarioError(faults)
    made: dict[str, Outcome] = {}
    campaign: Campaign | None = None
    for sharing in ("own", "pooled"):
        tell(Step("plan", f"with sharing: {sharing}"))
        change = CampaignChange.model_validate({"sharing": sharing})
        laid = scenario.model_copy(
            update={"campaign": scenario.campaign.model_copy(update={"sharing": sharing})}
        )
        manager = plugin_manager(laid, plugins, choice)
        rules, answers = collect(laid, manager), travel_answers(laid, manager)
        overlay = Overlay(name=sharing, changes=(change,))
        watch = Stopwatch(progress)
        made[sharing] = make(laid, rules, answers, seed=seed, overlay=overlay, watch=watch)
        campaign = Campaign(laid, rules, answers, seed)
    assert campaign is not None

    def values(asked: Sequence[Coalition]) -> Mapping[Coalition, float]:
        tell(Step("coalitions", f"{len(asked)} to work out"))
        return _values(campaign, asked, jobs)

    game = play(_players(campaign), values, samples=samples, seed=seed)
    split = split_gain(game)
    apart = next(tried.value for tried in game.tried if not tried.members)

    def savings(asked: Sequence[Coalition]) -> Mapping[Coalition, float]:
        tell(Step("coalitions", f"{len(asked)} more for what they save"))
        return _values(campaign, asked, jobs, apart)

    saving = play(_players(campaign), savings, samples=samples, seed=seed)
    saving_split = split_gain(saving)
    own, pooled = made["own"].plan, made["pooled"].plan
    found = Umbrella(
        own=_side(own),
        pooled=_side(pooled),
        members=_members(scenario, own, pooled, split, saving_split),
        villages=_villages(own, pooled),
        flows=_flows(scenario, pooled),
        game=game,
        split=split,
        saving=saving,
        saving_split=saving_split,
    )
    return found, made["own"], made["pooled"]


def _players(campaign: Campaign) -> list[str]:
    """Members with stock, trucks or contracts: what others do changes nothing."""
    scenario = campaign.scenario
    house = {place.id: place.organisation for place in scenario.warehouses}
    players = set()
    for provided in campaign.rules.provided:
        rule = provided.rule
        if rule.kind == "supply" and rule.quantity > 0:
            players.add(house[rule.warehouse])
        elif rule.kind == "vehicles" and rule.count > 0:
            players.add(rule.organisation)
    players |= {house[lane.origin] for lane in scenario.lanes}
    return sorted(players)


def value_of(campaign: Campaign, together: Coalition, reached: float | None = None) -> float:
    """Work out what a coalition that shares is worth, see :mod:`.game`.

    Parameters
    ----------
    campaign
        The campaign.
    together
        Who shares.
    reached
        Households to reach as cheaply as can be. None: as many as can be, at any cost.

    Returns
    -------
    float
        Households that all members reach together; of so many households the cost, below 0.
    """
    from mizalla.build import build
    from mizalla.solve.reach import least_cost, most_reached
    from mizalla.travel import travel

    scenario = campaign.scenario
    rules = apart_rules(scenario, campaign.rules, together)
    problem = build(scenario, rules, travel(scenario, campaign.answers))
    households = np.array([parcel.households for parcel in scenario.parcels])
    if reached is None:
        return round(most_reached(problem, households, seed=campaign.seed), 6)
    return -round(least_cost(problem, households, reached, seed=campaign.seed), 6)


def _values(
    campaign: Campaign, asked: Sequence[Coalition], jobs: int, reached: float | None = None
) -> dict[Coalition, float]:
    everyone = frozenset(item.id for item in campaign.scenario.organisations)
    players = frozenset(_players(campaign))
    # Members without stock and trucks change nothing: all players together are everyone.
    meant = [everyone if some >= players else some for some in asked]
    if jobs == 1:
        found = [value_of(campaign, some, reached) for some in meant]
    else:
        from joblib import Parallel, delayed

        found = Parallel(n_jobs=jobs)(delayed(value_of)(campaign, some, reached) for some in meant)
    return dict(zip(asked, found, strict=True))


def _side(plan: Plan) -> Side:
    ratios = [row.ratio for row in plan.coverage]
    cost, households = plan.cost.get("total", 0.0), plan.served_households
    return Side(
        worst=min(ratios, default=1.0),
        mean=sum(ratios) / len(ratios) if ratios else 1.0,
        households=households,
        parcels=sum(row.served for row in plan.coverage),
        cost=cost,
        cost_per_household=cost / households if households else None,
    )


def _owner(scenario: Scenario) -> dict[str, str]:
    house = {place.id: place.organisation for place in scenario.warehouses}
    return {row.id: house[row.warehouse] for row in scenario.stock}


def _members(
    scenario: Scenario, own: Plan, pooled: Plan, split: Split, saved: Split
) -> tuple[Member, ...]:
    owner = _owner(scenario)
    house = {place.id: place.organisation for place in scenario.warehouses}
    serves = {parcel.id: parcel.households for parcel in scenario.parcels}
    reached: dict[str, dict[str, float]] = {"own": defaultdict(float), "pooled": defaultdict(float)}
    cost: dict[str, dict[str, float]] = {"own": defaultdict(float), "pooled": defaultdict(float)}
    gives: dict[str, int] = defaultdict(int)
    lends: dict[str, int] = defaultdict(int)
    for sharing, plan in (("own", own), ("pooled", pooled)):
        for row in plan.shipments:
            whose = owner.get(row.supply, house[row.origin])
            reached[sharing][whose] += row.quantity * serves[row.parcel]
            cost[sharing][row.organisation] += row.cost
            if sharing == "pooled" and whose != row.organisation:
                gives[whose] += row.quantity
                lends[row.organisation] += row.quantity
    return tuple(
        Member(
            organisation=item.id,
            own=reached["own"][item.id],
            pooled=reached["pooled"][item.id],
            own_cost=cost["own"][item.id],
            pooled_cost=cost["pooled"][item.id],
            gives_stock=gives[item.id],
            lends_trucks=lends[item.id],
            credit=split.share.get(item.id, 0.0),
            saving=saved.share.get(item.id, 0.0),
        )
        for item in scenario.organisations
    )


def _villages(own: Plan, pooled: Plan) -> tuple[VillageChange, ...]:
    def ratios(plan: Plan) -> dict[str, float]:
        sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for row in plan.coverage:
            sums[row.village][0] += row.served
            sums[row.village][1] += row.needed
        return {village: got / needed for village, (got, needed) in sums.items() if needed}

    before, after = ratios(own), ratios(pooled)
    return tuple(
        VillageChange(village=village, own=before[village], pooled=after[village])
        for village in sorted(before)
    )


def _flows(scenario: Scenario, pooled: Plan) -> tuple[Flow, ...]:
    owner = _owner(scenario)
    house = {place.id: place.organisation for place in scenario.warehouses}
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for row in pooled.shipments:
        whose = owner.get(row.supply, house[row.origin])
        if whose != row.organisation:
            sums[whose, row.organisation] += row.quantity
    return tuple(
        Flow(owner=whose, carrier=carrier, parcels=parcels)
        for (whose, carrier), parcels in sorted(sums.items(), key=lambda item: (-item[1], item[0]))
    )
