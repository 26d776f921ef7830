"""Attaining: how far demands fall short of what is asked for all of them at once.

Falling short as little as can be says nothing of which lanes to take, and a simplex method that is
told nothing wanders. So lanes are first led by what they cost, with shortages dearer than any lane:
costs without negative terms are where the dual simplex method is at its best. Where something is
short after that, the duals of the shortage alone are read off the same basis: what they prove is a
cut like any other, if less than the best. Only where they prove too little it is minimised alone.
"""

from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

from mizalla.solve.conflict import require_feasible
from mizalla.solve.lp import Kept, UnfinishedError
from mizalla.solve.model import Answer, Columns, Model, Stage
from mizalla.solve.objective import Objective
from mizalla.solve.passing_on import without_gains
from mizalla.solve.program import Basis, Solution
from mizalla.solve.standing import Standing
from mizalla_models.errors import MizallaError

Figures = NDArray[np.float64]
SPARED = 1e-7
"""Share of the shortage that lanes not held may spare for no more to be sought."""
SHORT = 1e-9
"""Share of a level that may be short of it for it to be had: last digits of linear programs."""
ENOUGH = 0.1
"""Share of a shortage that lanes not held may spare for it to be known well enough for a cut."""
MOSTLY = 0.9
"""The same where lanes that came in last spared next to nothing: a cut is a cut all the same."""
LITTLE = 2e-4
"""Share of what is asked that may be short for prices of shortage alone to say which lanes help."""
ROUNDS = 50
PROVEN = 0.5
"""Share of a shortage that duals read off must prove on the lanes held: enough for a cut."""
TRUST = 3
"""Bases of costs that may say nothing of shortage, less those that do, before they are not asked
any more."""
DEAR = 1000.0
"""How many times as dear as the dearest lane a parcel is to fall short by, where costs lead.

Where shares of a gift bind, a parcel more here moves parcels in many other stores: at ten times the
dearest lane, some are short that need not be."""
DEARER, DEAREST = 30.0, 900_000.0
"""How many times dearer it is where that still says too little of shortage, and the most."""


@dataclass(frozen=True)
class Attained:
    """Lanes that come closest to what is asked."""

    stage: Stage
    """What was solved; without an objective where nothing is short."""
    answer: Answer
    short: Figures
    """Parcels by which each demand falls short."""


class Attainment:
    """The program of falling short as little as can be, solved for one asking after the other.

    Minimise the sum of shortages, each as a share of its weight, with served + short >= asked.

    Parameters
    ----------
    weight
        Parcels that one level is worth, per demand.
    apart
        Whether bases of costs are known to say nothing of shortage alone.
    """

    def __init__(self, model: Model, weight: Figures, *, apart: bool = False) -> None:
        self.model, self._weight = model, weight
        self._guide = Objective("cost", model.frame)
        demands = np.arange(len(weight))
        self._more = Columns(
            sparse.csc_matrix(
                (np.ones(len(weight)), (demands, demands)), shape=(model.frame.rows, len(weight))
            ),
            float(weight.mean()) / weight,
            np.zeros(len(weight)),
            np.full(len(weight), np.inf),
        )
        self._kept: Kept | None = None
        self._lanes = -1
        self._led: Standing | None = None
        self._short: Standing | None = None
        self._last, self._trust = False, -1 if apart else TRUST
        self._cost, self._alone = np.zeros(0), np.zeros(0)
        self._dearest, self._dear = 0.0, DEAR

    def nearest(self, asked: Figures) -> Attained:
        """Find the lanes that fall short least, over all lanes.

        Where nothing is short they are the cheapest of those held.

        Parameters
        ----------
        asked
            Parcels of each demand.

        Raises
        ------
        InfeasibleError
            If hard rules can't hold together.
        """
        self.model.search.asked = asked
        low, high = self.model.frame.bounds()
        low[: len(asked)] = asked
        stage = Stage(low, high, more=self._more)
        if self.apart:
            if self._led is None:
                self._solve(low, high, by_cost=True)  # a basis to begin from
            answer = self._by_shortage(stage, None, asked)
        else:
            answer = self._by_cost(low, high, asked)
            if self.missed(answer, asked).any():
                read = self._read_off(stage, answer)
                if read is None and self._dear < DEAREST:
                    answer = self._dearer(low, high)
                    read = self._read_off(stage, answer)
                self._trust += 1 if read is not None else -1
                answer = self._by_shortage(stage, read, asked)
        return Attained(stage, answer, np.maximum(answer.more, 0))

    @property
    def apart(self) -> bool:
        """Whether bases of costs mostly said nothing of shortage alone."""
        return self._trust < 0

    @property
    def standing(self) -> Standing | None:
        """Where the last program ended."""
        return self._led if self._last else self._short

    def cheapest(self, attained: Attained, asked: Figures) -> Answer:
        """Give cheap lanes that come as close to what is asked, or nearly, for others to go on."""
        if not self.apart:
            return attained.answer
        low, high = attained.stage.row_low.copy(), attained.stage.row_high
        low[: len(asked)] = np.maximum(asked - attained.short, 0)
        return self._by_cost(low, high, asked)

    def missed(self, answer: Answer, asked: Figures) -> NDArray[np.bool_]:
        """Say who falls short by more than last digits."""
        return np.asarray(answer.more > SHORT * np.maximum(asked, self._weight))

    def _by_cost(self, low: Figures, high: Figures, asked: Figures) -> Answer:
        """Minimise cost and shortage at once; take in lanes that spare shortage."""
        led, before = Stage(low, high, self._guide, self._guide.extras), np.inf
        for left in reversed(range(ROUNDS)):
            answer = self._solve(low, high, by_cost=True)
            if self.model.complete or not self.missed(answer, asked).any():
                break
            short = float(np.maximum(answer.more, 0).sum())
            if short > (1 - ENOUGH) * before or short <= LITTLE * float(asked.sum()):
                break
            before = short
            route, _, _ = self.model.price(led, answer.dual, 1.0, least=self._dearest)
            # Who needs a lane on one day mostly needs it on others too.
            if not left or not self.model.hold_routes(np.unique(route)):
                break
        return answer

    def _dearer(self, low: Figures, high: Figures) -> Answer:
        """Minimise cost and shortage at once with shortage dearer than before, on the lanes held.

        What nearly is the best for shortage alone is so all the more, and costs still say which of
        many lanes to take.
        """
        self._dear *= DEARER
        self._cost = self._cost.copy()
        self._cost[-len(self._weight) :] *= DEARER
        return self._solve(low, high, by_cost=True, dual=False)

    def _by_shortage(self, stage: Stage, found: Answer | None, asked: Figures) -> Answer:
        """Minimise shortage alone over all lanes, beginning with duals that are known, if any."""
        before = np.inf
        for left in reversed(range(ROUNDS)):
            if found is None:
                found = self._solve(stage.row_low, stage.row_high, by_cost=False)
            if self.model.complete or not self.missed(found, asked).any():
                break
            route, cell, slack = self.model.price(stage, found.dual, 1.0)
            room, short = float(slack @ asked), found.objective
            idle = short > (1 - ENOUGH) * before  # the last lanes were of no use
            few = room <= max(SPARED * max(short, 1.0), (MOSTLY if idle else ENOUGH) * short)
            few &= not self.model.moves(route)
            if few or not left or not self.model.hold(route, cell):
                break
            found, before = None, short
        assert found is not None
        return found

    def _read_off(self, stage: Stage, answer: Answer) -> Answer | None:
        """Give the duals of the shortage alone at the basis of costs, where they prove it."""
        if self._kept is None or self._led is None:
            return None
        program = self._kept.program
        dual = self._kept.duals(self._alone)
        if dual is None:
            return None
        bound = np.where(dual > 0, stage.row_low, stage.row_high)
        dual[~np.isfinite(bound)] = 0.0  # last digits
        dual, gain = without_gains(program, dual, self.model.frame, self.model.lanes)
        held = np.where(dual > 0, stage.row_low, np.where(dual < 0, stage.row_high, 0.0))
        short = float(np.maximum(answer.more, 0) @ self._more.cost)
        needed = self.model.frame.problem.demands.needed
        roof = np.minimum(program.high[: len(gain)], float(needed.sum()))
        demand = self.model.frame.problem.routes.demand[self.model.lanes.route]
        roof[: len(demand)] = np.append(needed, needed.sum())[demand]
        proven = float(dual @ held) - float(gain @ roof)
        if proven < PROVEN * short:
            return None
        return replace(answer, objective=short, dual=dual[: self.model.frame.rows])

    def _solve(
        self, low: Figures, high: Figures, *, by_cost: bool, dual: bool | None = None
    ) -> Answer:
        found = self._tried(low, high, by_cost=by_cost, dual=dual)
        if found is None:
            require_feasible(self.model)  # takes lanes in, or says why not
            found = self._tried(low, high, by_cost=by_cost)
        if found is None:
            raise MizallaError(
                "Nothing can be planned, although the rules hold together.",
                mend="Please report it with the scenario.",
            )
        if found.basis is not None:
            ended = Standing(self.model.keys(), found.basis)
            if by_cost:
                self._led = ended
                self.model.stands(found)
            else:
                self._short = ended
            self._last = by_cost
        return self.model.answer(found)

    def _tried(
        self, low: Figures, high: Figures, *, by_cost: bool, dual: bool | None = None
    ) -> Solution | None:
        known = self._lanes == len(self.model.lanes)
        if not known:
            self._load(low, high)
        assert self._kept is not None
        ended = self._led if by_cost else self._short
        start: Basis | None = None
        if ended is None:
            # Costs are soonest led from nothing; shortage goes on from where they ended.
            start = None if known or by_cost else self.model.start(self._kept.program)
        elif not known or self._last != by_cost:
            start = ended.for_(self.model.keys(), self._kept.program)
        # Askings change bounds alone, which keeps the last basis good for the dual; so does an
        # objective without negative terms where nothing is in use yet.
        if dual is None:
            dual = by_cost if ended is None else known
        try:
            return self._kept.solve(
                low,
                high,
                cost=self._cost if by_cost else self._alone,
                start=start,
                dual=dual,
            )
        except UnfinishedError as stopped:
            self.model.stopped_at(stopped.x)
            raise

    def _load(self, low: Figures, high: Figures) -> None:
        """Write the program down anew, on the lanes held now."""
        led = Stage(low, high, self._guide, self._guide.extras, self._more)
        program = self.model.program(led)
        self._lanes, own = len(self.model.lanes), len(program.cost) - len(self._weight)
        self._alone, self._cost = np.zeros(len(program.cost)), program.cost.copy()
        self._dearest = max(self._dearest, float(np.abs(self._cost[:own]).max(initial=0)), 1e-9)
        self._alone[own:] = self._more.cost
        self._cost[own:] *= self._dear * self._dearest
        self._kept = Kept(program, seed=self.model.seed, budget=self.model.search.budget)
