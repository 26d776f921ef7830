"""The certificate of a leximin profile: why no village can be raised, in terms of rules and stock.

It is written so that a second program can check it from scenario and rules alone. Each round is a
set of multipliers of a linear program's dual; whatever they are, weak duality makes a bound of
them, so nothing has to be believed of how they were found.
"""

from datetime import date
from typing import Literal

from mizalla_models.base import Word

Cause = Literal["rules", "need", "points"]


class CertifiedNeed(Word):
    """The need of a village, its level, and what keeps it there."""

    village: str
    """P-code of the village."""
    parcel: str
    """Id of the parcel."""
    level: float
    """Exact leximin level, whole parcels aside: served ÷ needed ÷ priority."""
    bound: float
    """Proven most that its level can be, as long as nobody worse off is lowered."""
    round: int
    """Number of the round that settled it, from 1."""
    cause: Cause
    """``rules``: the multipliers of its round; ``need``: it has all that it needs; ``points``: its
    village can't be handed more (see ``points`` of the certificate)."""


class PricedGroup(Word):
    """One group of a rule that has a multiplier in some round."""

    rule: str
    """Id of the rule."""
    group: str
    """Its group without day and week, values joined by ``|``; empty where nothing is left."""


class PricedPlace(Word):
    """Stock that has a multiplier in some round."""

    warehouse: str
    """Id of the warehouse."""
    kind: int
    """Place of the kind of stock in ``kinds``, from 0."""


class VillageLimit(Word):
    """A village that can be handed no more: its own points are full, whatever others do."""

    round: int
    """Number of the round that settled it."""
    village: str
    """P-code of the village."""
    rule: str
    """Id of the limit that counts every parcel brought to it."""
    level: float
    """Level at which the needs that share the rest of it stand."""
    needs: tuple[int, ...]
    """These needs, by place in ``needs`` of the certificate."""


class CertifiedRound(Word):
    """One round: multipliers that prove that its needs can't all be raised above its level.

    Lists that belong together are equally long. Multipliers are in levels per unit. Of all needs
    not settled before, price × needed × priority adds up to 1. Then no plan that keeps those
    settled before at their levels gives all the others more than ``bound``:

    bound = Σ multiplier × bound of the rule's group + Σ price × stock + Σ cap × needed
    - Σ price × level × needed × priority over those settled before.
    """

    number: int
    """From 1, the worst-off first."""
    level: float
    """Level that the round reached."""
    bound: float
    """Proven most that it can be."""
    needs: tuple[int, ...]
    """Needs that it settles, by place in ``needs`` of the certificate."""
    priced: tuple[int, ...]
    """Needs with a price: those that hold each other down, by place."""
    price: tuple[float, ...]
    """Worth of one parcel of service to each."""
    capped: tuple[int, ...]
    """Needs that some lane could still serve for less than their price: they have all they need."""
    cap: tuple[float, ...]
    """Worth of one more parcel needed, of each."""
    groups: tuple[int, ...]
    """Groups of rules, by place in ``groups`` of the certificate."""
    group_days: tuple[int, ...]
    """Days for which each holds, by place in ``days``: each group of the rule that has one of them
    has the multiplier, a running total that ends on one of them."""
    group_price: tuple[float, ...]
    """Worth of one more unit of each group's bound; below zero for a lower bound."""
    places: tuple[int, ...]
    """Stock, by place in ``places`` of the certificate."""
    place_days: tuple[int, ...]
    """Days on which it has that price, by place in ``days``."""
    leave: tuple[float, ...]
    """Worth of one parcel that leaves there on these days."""
    lie: tuple[float, ...]
    """Worth of one parcel that arrives there on these days."""


class Certificate(Word):
    """The proof of a leximin profile."""

    inputs_hash: str = ""
    """Hash of the scenario."""
    needs: tuple[CertifiedNeed, ...]
    """Every need, by village and parcel."""
    kinds: tuple[tuple[str, ...], ...]
    """Rows of stock that no rule tells apart, by id, kind by kind."""
    groups: tuple[PricedGroup, ...]
    """Groups of rules that rounds refer to."""
    places: tuple[PricedPlace, ...]
    """Stock that rounds refer to."""
    days: tuple[tuple[date, ...], ...]
    """Sets of days that rounds refer to."""
    rounds: tuple[CertifiedRound, ...]
    """Rounds that needed multipliers, by number."""
    points: tuple[VillageLimit, ...] = ()
    """Villages whose own points stop them, by round and village."""
