"""The account of a plan: what decided it, kept beside it so that it can be explained later."""

from typing import Literal

from mizalla_models.base import Word

Proof = Literal["range", "at_most"]
Obstacle = Literal["stock", "rule", "dearer", "equal"]


class Round(Word):
    """One round of leximin: needs that were settled together at one level."""

    number: int
    """From 1, the worst-off first."""
    level: float
    """Highest level that they can have, whole parcels aside."""
    needs: int
    """How many were settled in it."""
    own: int
    """How many of them by what their own village can take."""


class Standing(Word):
    """In which round the need of a village was settled."""

    village: str
    """P-code of the village."""
    parcel: str
    """Id of the parcel."""
    round: int
    """Number of the round; 0 where coverage was not decided in rounds."""
    own: bool
    """Whether what its own village needs or hands over settled it."""
    level: float
    """Level that it was settled at, whole parcels aside."""


class Blocker(Word):
    """A rule that holds a round down, and what easing it would give."""

    round: int
    """Number of the round."""
    rule: str
    """Id of the rule."""
    group: str
    """Its group without days, values joined by ``|``; empty where the rule has one."""
    side: Literal["at_most", "at_least"]
    """Which of its bounds; ``at_most`` for stock and trucks."""
    kind: str
    """Kind of the rule: limit, supply or vehicles."""
    unit: str
    """What one unit is: a measure, ``parcels`` of stock, or ``trucks``."""
    days: int
    """Days on which it binds; 0 where days make no difference."""
    bound: float
    """Its bound, of a limit per day the largest of the days on which it binds; parcels, trucks."""
    price: float
    """Rise of the round's level for one more unit: on every day, of a limit per day."""
    low: float | None
    """Units less down to which the price holds exactly; None: not worked out."""
    high: float | None
    """Units more up to which the price holds exactly; None: not worked out, the price is the most
    that one unit can give."""
    step: float | None = None
    """Units whose gain was worked out by solving again, where the price holds for less than one."""
    gain: float | None = None
    """Rise of the round's level for ``step`` units; None: not worked out."""
    proof: Proof
    """``range``: low and high are proven; ``at_most``: the price is proven to be the most only."""


class Source(Word):
    """Another source that a village could have had, and why it lost."""

    village: str
    """P-code of the village."""
    parcel: str
    """Id of the parcel."""
    rank: int
    """Place among the unused sources of the village, from 1: the cheapest first."""
    point: str
    """Id of the point."""
    origin: str
    """Id of the warehouse."""
    organisation: str
    """Member whose transport it would be."""
    fleet: str
    """Id of the fleet; ``contract`` for contracted transport."""
    km: float
    """One-way length, km."""
    cost: float
    """Transport and charges of one parcel, campaign currency."""
    paid: float | None
    """The same of what the village gets, on average; None: it gets nothing."""
    obstacle: Obstacle
    """``stock``: all of it is handed out; ``rule``: a rule is full on each day it could leave;
    ``dearer``: it costs more; ``equal``: it would do as well."""
    rule: str
    """The rule that is full, or gave the stock; empty where none."""
    group: str
    """Group of that rule on the first day."""


class Account(Word):
    """What decided a plan."""

    rounds: tuple[Round, ...] = ()
    """Rounds of leximin, the worst-off first; empty where coverage is not the first goal."""
    standings: tuple[Standing, ...] = ()
    """Every need, by village and parcel."""
    blockers: tuple[Blocker, ...] = ()
    """What holds each round down, by round; the most telling first."""
    sources: tuple[Source, ...] = ()
    """Other sources of needs that are not wholly met, by village, parcel and rank."""
