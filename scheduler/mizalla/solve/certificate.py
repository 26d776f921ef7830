"""The certificate of the leximin profile: each round's duals, said in rules, stock and villages."""

from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from mizalla.build.limit import LimitRows
from mizalla.build.route import TRANSFER
from mizalla.solve.alone import own_limits
from mizalla.solve.frame import CHUNK, Frame, LimitBlock
from mizalla.solve.leximin import PRICED, Settled
from mizalla.solve.why import Why
from mizalla_models.certificate import (
    Cause,
    Certificate,
    CertifiedNeed,
    CertifiedRound,
    PricedGroup,
    PricedPlace,
    VillageLimit,
)
from mizalla_models.rule import GROUP_SEPARATOR, TIME_DIMENSIONS

Figures = NDArray[np.float64]
Mask = NDArray[np.bool_]
Rows = NDArray[np.int64]
PASSES = 200
"""Most times that prices of stock are carried along carries and transfers."""
DIGITS = 1e-12
"""Share of the largest price that is a solver's last digit."""
SAME = 1e-6


@dataclass
class Tables:
    """What rounds refer to, numbered as it turns up."""

    groups: dict[tuple[str, str], int] = field(default_factory=dict)
    places: dict[tuple[int, int], int] = field(default_factory=dict)
    days: dict[tuple[int, ...], int] = field(default_factory=dict)

    def group(self, rule: str, key: str) -> int:
        """Number a group of a rule."""
        return self.groups.setdefault((rule, key), len(self.groups))

    def place(self, warehouse: int, kind: int) -> int:
        """Number stock of a kind in a warehouse."""
        return self.places.setdefault((warehouse, kind), len(self.places))

    def days_of(self, days: NDArray[np.intp]) -> int:
        """Number a set of days."""
        return self.days.setdefault(tuple(days.tolist()), len(self.days))


def certify(why: Why, inputs_hash: str = "") -> Certificate:
    """Write down what proves each level of a leximin profile.

    Solvers keep reduced costs of lanes within a tolerance only. Prices of stock are raised until
    they hold exactly along what is carried on and transferred; what a lane to a need still gains
    becomes a price of that need's cap. So what is written down is a dual solution to the last
    digit, and its bound is worked out anew from it.

    Parameters
    ----------
    why
        The rounds of leximin, on single days or on summed ones; multipliers of summed days hold on
        each of their days.
    inputs_hash
        Hash of the scenario.
    """
    problem, profile, weight = why.model.frame.problem, why.profile, why.weight
    count = len(problem.demands)
    tables = Tables()
    # What a solver's last digits are short of a bound is no lower level.
    level = np.where(profile.level >= profile.bound * (1 - SAME), profile.bound, profile.level)
    before, owed = np.zeros(count, dtype=bool), np.zeros(count)
    number = np.zeros(count, dtype=int)
    by_itself, bound = np.zeros(count, dtype=bool), level.copy()
    rounds = []
    for place, stage in enumerate(profile.stages, start=1):
        settled = np.zeros(count, dtype=bool)
        settled[stage.demands] = True
        held = settled & (stage.price * weight > PRICED) & (level == stage.level)
        number[settled], by_itself[settled & ~held] = place, True
        before |= settled & ~held
        owed = np.where(before, level * weight, 0.0)
        if held.any():
            written = _round(why.model.frame, stage, weight, ~before, owed, tables)
            rounds.append(
                written.model_copy(
                    update={"number": place, "needs": tuple(np.flatnonzero(held).tolist())}
                )
            )
            bound[held] = max(written.bound, stage.level)
        before |= held
    index, demands = problem.index, problem.demands
    points = _points(why, level, number, by_itself)
    stopped = {need for one in points for need in one.needs}
    causes: list[Cause] = [
        "points" if need in stopped else "need" if by_itself[need] else "rules"
        for need in range(count)
    ]
    return Certificate(
        inputs_hash=inputs_hash,
        needs=tuple(
            CertifiedNeed(
                village=index.villages.names[demands.village[need]],
                parcel=index.parcels.names[demands.parcel[need]],
                level=float(level[need]),
                bound=float(bound[need]),
                round=int(number[need]),
                cause=causes[need],
            )
            for need in range(count)
        ),
        kinds=tuple(tuple(sorted(names)) for names in problem.kinds.supplies),
        groups=tuple(PricedGroup(rule=rule, group=key) for rule, key in tables.groups),
        places=tuple(
            PricedPlace(warehouse=index.warehouses.names[warehouse], kind=kind)
            for warehouse, kind in tables.places
        ),
        days=tuple(_dates(index.days, days) for days in tables.days),
        rounds=tuple(rounds),
        points=points,
    )


def _dates(days: tuple[date, ...], which: tuple[int, ...]) -> tuple[date, ...]:
    return tuple(days[day] for day in which)


def _round(
    frame: Frame, stage: Settled, weight: Figures, rising: Mask, owed: Figures, tables: Tables
) -> CertifiedRound:
    demands = len(weight)
    price = np.maximum(stage.price, 0)
    scale = float((price * weight)[rising].sum())
    price, rows = price / scale, _signed(frame, stage.row_price / scale)
    digit = DIGITS * float(np.abs(price).max())
    rows[:demands] = -price
    _carry(frame, rows, digit)
    caps = _caps(frame, rows)
    caps[caps <= digit] = 0
    bound = _worth(frame, rows) + float(caps @ frame.problem.demands.needed) - float(price @ owed)
    priced, capped = np.flatnonzero(price), np.flatnonzero(caps)
    groups = _groups(frame, rows, tables)
    places = _places(frame, rows, tables)
    return CertifiedRound(
        number=0,
        level=float(stage.level),
        bound=bound,
        needs=(),
        priced=tuple(priced.tolist()),
        price=tuple(price[priced].tolist()),
        capped=tuple(capped.tolist()),
        cap=tuple(caps[capped].tolist()),
        groups=groups[0],
        group_days=groups[1],
        group_price=groups[2],
        places=places[0],
        place_days=places[1],
        leave=places[2],
        lie=places[3],
    )


def _signed(frame: Frame, price: Figures) -> Figures:
    """Keep the prices of rows of hard limits and of stock, each with the sign it must have."""
    kept = np.zeros(frame.rows)
    for block in frame.blocks:
        if not block.limit.hard:
            continue
        own = slice(block.start, block.start + block.count)
        high = np.where(np.isfinite(block.high.ravel()), np.inf, 0.0)
        low = np.where(np.isfinite(block.low.ravel()), -np.inf, 0.0)
        kept[own] = np.clip(price[own], low, high)
    nodes = frame.nodes
    own = slice(nodes.start, nodes.start + len(nodes.arrivals))
    kept[own] = np.where(nodes.exact, price[own], np.maximum(price[own], 0))
    return kept


def _carry(frame: Frame, rows: Figures, digit: float) -> None:
    """Raise prices of stock until nothing is gained by carrying it on or by transferring it."""
    nodes, problem = frame.nodes, frame.problem
    leaves, comes, costs = [nodes.carry_from], [nodes.carry_to], [np.zeros(nodes.carries)]
    np.add.at(costs[0], nodes.storage[1], rows[nodes.storage[0]] * nodes.storage[2])
    moves = np.flatnonzero(problem.routes.movement == TRANSFER)
    if len(moves):
        bare = rows.copy()
        bare[nodes.start : nodes.start + nodes.rows] = 0
        chunk = slice(int(moves[0]), int(moves[-1]) + 1)
        limits = -frame.price(-bare, chunk)[moves - moves[0]]
        opened = frame.open[problem.routes.pattern[moves]]
        route, cell = np.nonzero(opened)
        out, into = nodes.of_lanes(problem.routes, moves[route], cell)
        leaves.append(out)
        comes.append(into)
        costs.append(limits[route, cell])
    start, end, cost = np.concatenate(leaves), np.concatenate(comes), np.concatenate(costs)
    for _ in range(PASSES):
        least = np.where(end >= 0, rows[end], 0.0) - cost
        if not (least > rows[start] + digit * 1e-3).any():
            break
        np.maximum.at(rows, start, least)


def _caps(frame: Frame, rows: Figures) -> Figures:
    """Find the most that any lane to each need gains at these prices; none below zero."""
    routes, demands = frame.problem.routes, len(frame.problem.demands)
    most = np.zeros(demands + 1)
    for begin in range(0, len(routes), CHUNK):
        chunk = slice(begin, min(begin + CHUNK, len(routes)))
        gain = frame.price(-rows, chunk)
        gain[~frame.open[routes.pattern[chunk]]] = 0
        np.maximum.at(most, routes.demand[chunk], gain.max(axis=1, initial=0))
    return most[:-1]


def _worth(frame: Frame, rows: Figures) -> float:
    """Sum price × bound over limits and stock."""
    total = 0.0
    for block in frame.blocks:
        own = rows[block.start : block.start + block.count]
        high, low = own > 0, own < 0
        total += float(own[high] @ block.high.ravel()[high])
        total += float(own[low] @ block.low.ravel()[low])
    nodes, stock = frame.nodes, frame.problem.stock
    total += float(rows[nodes.start : nodes.start + len(nodes.arrivals)] @ nodes.arrivals)
    best = np.zeros(len(stock.quantity))
    np.maximum.at(best, nodes.buy_stock, rows[nodes.buy_node])
    return total + float(best @ stock.quantity)


def _groups(
    frame: Frame, rows: Figures, tables: Tables
) -> tuple[tuple[int, ...], tuple[int, ...], tuple[float, ...]]:
    found: tuple[list[int], list[int], list[float]] = ([], [], [])
    for block in frame.blocks:
        own = rows[block.start : block.start + block.count].reshape(block.low.shape)
        if not own.any():
            continue
        sets = [_days(frame, block, time) for time in range(block.width)]
        group, time = np.nonzero(own)
        for at in np.unique(group).tolist():
            number = tables.group(block.limit.provided.id, static_key(block.limit, at))
            of_price: dict[float, list[NDArray[np.intp]]] = {}
            for when in time[group == at].tolist():
                of_price.setdefault(float(own[at, when]), []).append(sets[when])
            for price, days in of_price.items():
                found[0].append(number)
                found[1].append(tables.days_of(np.unique(np.concatenate(days))))
                found[2].append(price)
    return tuple(found[0]), tuple(found[1]), tuple(found[2])


def _days(frame: Frame, block: LimitBlock, time: int) -> NDArray[np.intp]:
    """Days whose groups a row of a limit sums up."""
    limit, grid = block.limit, frame.grid
    if limit.cumulative or (limit.holds_storage and "day" in limit.groups.per):
        return np.array([grid.last()[time]], dtype=np.intp)
    counted = (limit.groups.of_day >= 0) & (block.time[grid.cell] == time)
    return np.flatnonzero(counted)


def static_key(limit: LimitRows, group: int) -> str:
    """Write the key of a static group: its values without day and week."""
    groups = limit.groups
    static = [dimension for dimension in groups.per if dimension not in TIME_DIMENSIONS]
    codes = groups.static[group].tolist()
    return GROUP_SEPARATOR.join(
        groups.dimensions.labels(dimension).names[code]
        for dimension, code in zip(static, codes, strict=True)
    )


def _places(
    frame: Frame, rows: Figures, tables: Tables
) -> tuple[tuple[int, ...], tuple[int, ...], tuple[float, ...], tuple[float, ...]]:
    nodes, cell = frame.nodes, frame.grid.cell
    padded = np.append(rows, 0.0)
    leave, lie = padded[nodes.node], padded[nodes.into]
    found: tuple[list[int], list[int], list[float], list[float]] = ([], [], [], [])
    for warehouse, kind in np.argwhere((leave != 0).any(axis=2) | (lie != 0).any(axis=2)).tolist():
        number = tables.place(warehouse, kind)
        pairs = np.stack([leave[warehouse, kind], lie[warehouse, kind]], axis=1)
        for pair in sorted({(one, other) for one, other in pairs.tolist()} - {(0.0, 0.0)}):
            found[0].append(number)
            found[1].append(tables.days_of(np.flatnonzero((pairs[cell] == pair).all(axis=1))))
            found[2].append(pair[0])
            found[3].append(pair[1])
    return tuple(found[0]), tuple(found[1]), tuple(found[2]), tuple(found[3])


def _points(
    why: Why, level: Figures, number: NDArray[np.int_], by_itself: Mask
) -> tuple[VillageLimit, ...]:
    """List the villages that their own points stop, with the limit that says so."""
    problem = why.model.frame.problem
    demands = problem.demands
    full = demands.needed / why.weight
    stopped = np.flatnonzero(by_itself & (level < full * (1 - SAME)))
    if not len(stopped):
        return ()
    cap = np.full(len(problem.index.villages), np.inf)
    rule = np.full(len(cap), -1)
    for place, total in own_limits(problem):
        rule[total < cap] = place
        cap = np.minimum(cap, total)
    shared: dict[tuple[int, int], list[int]] = {}
    for need in stopped.tolist():
        shared.setdefault((int(number[need]), int(demands.village[need])), []).append(need)
    return tuple(
        VillageLimit(
            round=key[0],
            village=problem.index.villages.names[key[1]],
            rule=problem.limits[rule[key[1]]].provided.id if rule[key[1]] >= 0 else "",
            level=float(level[needs].min()),
            needs=tuple(needs),
        )
        for key, needs in sorted(shared.items())
    )
