"""What a comparison holds: figures of every run, by run, beside those of the first."""

from datetime import date

from mizalla_models.base import Word


class Standing(Word):
    """What a run comes to."""

    run: str
    """Id of the run."""
    overlay: str
    """What was laid on its scenario; empty where nothing."""
    same_scenario: bool
    """Whether it was made of the same inputs as the first."""
    worst: float
    """Least coverage of any need, 0 to 1."""
    mean: float
    """Mean coverage."""
    gini: float
    """Gini coefficient of coverage; 0: all alike."""
    served: int
    """Parcels served."""
    needed: int
    """Parcels needed."""
    households: float
    """Households served."""
    villages: int
    """Villages that get anything."""
    lateness: float | None
    """Parcel-days late; None where it was no goal."""
    cost: float
    """Total cost, campaign currency."""
    cost_per_household: float | None
    """Cost ÷ households served; None where none is."""
    km: float
    """Truck km."""
    trips: int
    """Trips."""


class Place(Word):
    """Coverage of a place in every run: served ÷ needed over all its needs."""

    id: str
    """P-code of the governorate, district or village."""
    needed: tuple[int, ...]
    """Parcels needed, by run."""
    served: tuple[int, ...]
    """Parcels served, by run."""
    coverage: tuple[float | None, ...]
    """served ÷ needed, by run; None where nothing is needed."""
    worst: tuple[float | None, ...]
    """Least coverage of a need in it, by run."""


class Load(Word):
    """What a member carries and gives in every run."""

    organisation: str
    """Id of the member."""
    carried: tuple[int, ...]
    """Parcels on its trucks and contracts, by run."""
    given: tuple[int | None, ...]
    """Parcels of its own stock, by run; None where the scenario was not kept."""
    truck_hours: tuple[float, ...]
    """Truck hours of its fleets, by run."""
    cost: tuple[float, ...]
    """Transport and charges of what it carries, by run."""


class Binding(Word):
    """A rule that holds some run back."""

    rule: str
    """Id of the rule."""
    organisation: str
    """Member that it speaks for; empty for the alliance."""
    full: tuple[int, ...]
    """Groups of it that are full, by run."""
    price: tuple[float, ...]
    """Largest shadow price of a group in the first goal that it decides, by run."""
    goal: tuple[str, ...]
    """That goal, by run; empty where none."""


class Moved(Word):
    """A consignment that is not the same in all runs."""

    day: date
    """Day it leaves."""
    organisation: str
    """Member whose transport it is."""
    fleet: str
    """Id of the fleet."""
    origin: str
    """Id of the warehouse."""
    parcel: str
    """Id of the parcel."""
    destination: str
    """Id of the point."""
    village: str
    """P-code of the village."""
    quantity: tuple[int, ...]
    """Parcels, by run."""


class Comparison(Word):
    """What changed from the first of some runs to the others."""

    currency: str
    """ISO 4217 code of all costs."""
    runs: tuple[Standing, ...]
    """The runs, in the order asked for; the first is what others are held against."""
    governorates: tuple[Place, ...]
    """Coverage by governorate."""
    districts: tuple[Place, ...]
    """Coverage by district."""
    villages: tuple[Place, ...]
    """Coverage by village."""
    members: tuple[Load, ...]
    """What each member does."""
    binding: tuple[Binding, ...]
    """Rules that hold some run back."""
    consignments: tuple[Moved, ...]
    """Consignments that are not the same in all runs."""
    unmoved: int
    """Consignments that are the same in all runs."""
