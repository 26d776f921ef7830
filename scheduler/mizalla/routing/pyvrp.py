"""PyVRP as an engine: iterated local search (N. A. Wouda, L. Lan, W. Kool, 2024)."""

import warnings
from dataclasses import dataclass, replace
from math import ceil
from time import perf_counter
from typing import TYPE_CHECKING

from mizalla.routing.pyvrp_model import Model
from mizalla_models.routing import Budget, Feature, Instance, Routes

if TYPE_CHECKING:
    import pyvrp as library

SOME, MORE = 15, 25
"""Perturbations that measured best at ten seconds; where routes are long, PyVRP's own."""
SHORTEST, HISTORY, TIMES = 10, 300, 80
"""Late acceptance holds a round against one that lies this many before it, at least and at most.
Each of them comes so many times where there is time: a long history that comes round only a few
times is as good as none."""
TRIAL = 0.05
"""Share of the time in which it is found how many rounds there will be."""
STARTS, SHARE = 4, 0.06
"""Searches that a longer one begins with, each for a share of the time; the best goes on. They end
in different valleys where routes are long."""


@dataclass(frozen=True)
class PyVRP:
    """The engine."""

    name: str = "pyvrp"
    features: frozenset[Feature] = frozenset(
        {
            "access",
            "depots",
            "furthest",
            "longest",
            "prizes",
            "releases",
            "trips",
            "windows",
        }
    )
    patience: float = 1.0
    """Share of the rounds without anything better after which a search that counts them ends."""

    def route(self, instance: Instance, budget: Budget) -> Routes | None:
        """Answer an instance."""
        began = perf_counter()
        model = Model(instance)
        if model.raced and budget.iterations is None and budget.start is None:
            best = _raced(model, budget, began)
        else:
            best = _search(model, budget, began, patience=self.patience)
        return model.routes(best, self.name) if best.is_feasible() else None


def _raced(model: Model, budget: Budget, began: float) -> "library.Solution":
    """Begin some searches, and go on with the best of them."""
    first = []
    for number in range(STARTS):
        seed = (budget.seed * STARTS + number) % 2**32
        share = replace(budget, seconds=(number + 1) * SHARE * budget.seconds, seed=seed)
        first.append(_search(model, share, began, history=SHORTEST))
    best = min(first, key=lambda one: (not one.is_feasible(), model.cost(one)))
    return _search(model, budget, began, best)


def _search(
    model: Model,
    budget: Budget,
    began: float,
    begun: "library.Solution | None" = None,
    patience: float = 1.0,
    history: int | None = None,
) -> "library.Solution":
    """Iterated local search, as pyvrp.solve has it but for penalties that fit the instance."""
    from pyvrp import (
        IteratedLocalSearch,
        IteratedLocalSearchParams,
        PenaltyManager,
        PenaltyParams,
        RandomNumberGenerator,
        Solution,
    )
    from pyvrp.exceptions import PenaltyBoundWarning
    from pyvrp.search import (
        OPERATORS,
        LocalSearch,
        NeighbourhoodParams,
        PerturbationManager,
        PerturbationParams,
        compute_neighbours,
    )
    from pyvrp.stop import (
        MaxIterations,
        MaxRuntime,
        MultipleCriteria,
        NoImprovement,
        StoppingCriterion,
    )

    data = model.data
    random = RandomNumberGenerator(seed=budget.seed)
    search = LocalSearch(
        data,
        random,
        compute_neighbours(data, NeighbourhoodParams(num_neighbours=model.neighbours)),
        PerturbationManager(PerturbationParams(1, MORE if model.long else SOME)),
    )
    for operator in OPERATORS:
        if operator.supports(data):
            search.add_operator(operator(data))
    range_ = PenaltyParams()
    first = range_.midpoint_penalties(data) if model.long else model.penalties()
    most = max(range_.max_penalty, 100 * max(*first[0], first[1], first[2]))
    penalties = PenaltyManager(first, range_ if model.long else PenaltyParams(max_penalty=most))
    if begun is not None:
        start = begun
    elif budget.start is None:
        start = search(
            Solution.make_random(data, random), penalties.max_cost_evaluator(), exhaustive=True
        )
    else:
        start = model.solution(budget.start)

    def run(start: Solution, stop: StoppingCriterion, length: int) -> "library.Result":
        params = IteratedLocalSearchParams(history_length=length)
        method = IteratedLocalSearch(data, penalties, search, start, params)
        return method.run(stop, collect_stats=False, display=False)

    with warnings.catch_warnings():
        # What can't be kept shows in the answer.
        warnings.simplefilter("ignore", PenaltyBoundWarning)
        if budget.iterations is not None:
            still = NoImprovement(ceil(patience * budget.iterations))
            both = MultipleCriteria([MaxIterations(budget.iterations), still])
            return run(start, both, HISTORY).best
        if history is None:
            left = max(0.0, budget.seconds - (perf_counter() - began))
            trial = run(start, MaxRuntime(TRIAL * left), SHORTEST)
            start = trial.best
            rounds = trial.num_iterations / TRIAL
            history = min(HISTORY, max(SHORTEST, round(rounds / TIMES)))
        left = max(0.0, budget.seconds - (perf_counter() - began))
        return run(start, MaxRuntime(left), history).best
