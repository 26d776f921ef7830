"""Compare runs that are kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mizalla.compare.bindings import bindings
from mizalla.compare.comparison import Comparison, Place, Standing
from mizalla.compare.loads import loads
from mizalla.compare.moves import moves
from mizalla.store import Store
from mizalla_models.errors import UsageError
from mizalla_models.plan import Plan
from mizalla_models.run import Run
from mizalla_models.scenario import Scenario


@dataclass(frozen=True)
class Kept:
    """A run with its plan and, where it was kept, its scenario."""

    run: Run
    plan: Plan
    scenario: Scenario | None


def compare(store: Store, names: Sequence[str]) -> Comparison:
    """Compare runs with the first of them.

    Parameters
    ----------
    store
        The store.
    names
        Two runs or more; see :meth:`mizalla.store.Store.run`.

    Raises
    ------
    UsageError
        There are fewer than two, one stands there twice, or their currencies differ.
    """
    kept = []
    for name in names:
        run = store.run(name)
        kept.append(Kept(run, store.plan(run.id), store.scenario(run.id)))
    ids = [item.run.id for item in kept]
    if len(kept) < 2 or len(set(ids)) != len(ids):
        raise UsageError(
            "A comparison needs two runs or more, none of them twice.",
            mend="mizalla runs lists them.",
        )
    currencies = {item.run.currency for item in kept}
    if len(currencies) > 1:
        raise UsageError(f"The runs count in {' and '.join(sorted(currencies))}.")
    changed, unmoved = moves([item.plan for item in kept])
    home = _homes(kept)
    return Comparison(
        currency=currencies.pop(),
        runs=tuple(_standing(item, kept[0]) for item in kept),
        governorates=_places(kept, lambda village: home.get(village, (village[:4], ""))[0]),
        districts=_places(kept, lambda village: home.get(village, ("", village[:6]))[1]),
        villages=_places(kept, lambda village: village),
        members=loads([(item.plan, item.scenario) for item in kept]),
        binding=bindings([item.plan for item in kept]),
        consignments=changed,
        unmoved=unmoved,
    )


def _standing(item: Kept, first: Kept) -> Standing:
    figures = item.run.figures
    late = next((goal.value for goal in item.plan.goals if goal.goal == "lateness"), None)
    households = figures.served_households
    return Standing(
        run=item.run.id,
        overlay=str(item.run.settings.get("overlay") or ""),
        same_scenario=item.run.inputs_hash == first.run.inputs_hash,
        worst=figures.coverage_min,
        mean=figures.coverage_mean,
        gini=figures.coverage_gini,
        served=figures.served_parcels,
        needed=figures.needed_parcels,
        households=households,
        villages=figures.served_villages,
        lateness=late,
        cost=figures.cost,
        cost_per_household=figures.cost / households if households else None,
        km=figures.km,
        trips=figures.trips,
    )


def _homes(kept: Sequence[Kept]) -> dict[str, tuple[str, str]]:
    """Governorate and district of villages, where a scenario says; p-codes say it else."""
    return {
        village.pcode: (village.governorate, village.district)
        for item in kept
        if item.scenario is not None
        for village in item.scenario.villages
    }


def _places(kept: Sequence[Kept], place_of: Callable[[str], str]) -> tuple[Place, ...]:
    sums: dict[str, list[list[int]]] = {}
    worst: dict[str, list[float | None]] = {}
    for number, item in enumerate(kept):
        for row in item.plan.coverage:
            place = place_of(row.village)
            table = sums.setdefault(place, [[0] * len(kept), [0] * len(kept)])
            table[0][number] += row.needed
            table[1][number] += row.served
            least = worst.setdefault(place, [None] * len(kept))
            before = least[number]
            least[number] = row.ratio if before is None else min(before, row.ratio)
    return tuple(
        Place(
            id=place,
            needed=tuple(needed),
            served=tuple(served),
            coverage=tuple(
                got / asked if asked else None for got, asked in zip(served, needed, strict=True)
            ),
            worst=tuple(worst[place]),
        )
        for place, (needed, served) in sorted(sums.items())
    )
