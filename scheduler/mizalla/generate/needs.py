"""What villages need, and by when."""

from collections.abc import Sequence
from math import ceil

from mizalla.generate.recipe import Recipe
from mizalla_models.place import Village
from mizalla_models.rule import Need


def needs(recipe: Recipe, villages: Sequence[Village]) -> tuple[Need, ...]:
    """One need per village and kind of parcel that it gets.

    Poor families not yet served, rounded up. The poorest villages are due in the first wave, the
    least poor in the last.
    """
    poorest = sorted(villages, key=lambda village: (-(village.poverty_rate or 0), village.pcode))
    rank = {village.pcode: place for place, village in enumerate(poorest)}
    waves = recipe.due_days
    result = []
    for village in villages:
        poor = village.households * (village.poverty_rate or 0) - village.already_served
        wave = rank[village.pcode] * len(waves) // len(villages)
        result += [
            Need(
                reason="Poor families of the register.",
                village=village.pcode,
                parcel=kind.parcel.id,
                quantity=ceil(round(poor * kind.share / kind.parcel.households, 9)),
                due=recipe.days[waves[wave]] if waves else None,
                priority=recipe.priority.get(village.governorate, 1),
            )
            for kind in recipe.parcels_of(village)
        ]
    return tuple(result)
