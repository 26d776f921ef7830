"""Trip sheets: tours as stops with times, km and cost."""

from collections import defaultdict
from collections.abc import Iterator

from mizalla.dispatch.answer import Answer
from mizalla.dispatch.baseday import Crew
from mizalla.routing import Timetable, timetable
from mizalla_models.errors import MizallaError
from mizalla_models.plan import TripStop
from mizalla_models.routing import Break, Tour

Timed = tuple[Tour, Timetable]


def trip_sheets(found: Answer) -> Iterator[TripStop]:
    """Write the tours of a base and day as stops.

    Yields
    ------
    TripStop
        By fleet, truck, trip, stop and parcel; of a stop where several parcels are handed over all
        rows have its times, the first its km and cost.
    """
    tours: dict[int, list[Timed]] = defaultdict(list)
    for tour in found.routes.tours:
        times = timetable(found.day.instance, tour)
        if times is None:
            raise MizallaError(f"A tour of {found.day.instance.name} has no times.")
        tours[tour.truck].append((tour, times))
    for number, crew in enumerate(found.day.crews):
        own = sorted(tours[number], key=lambda timed: (timed[1].leaves[0], timed[0].trips))
        width = len(str(max(1, crew.fleet.count)))
        for truck, timed in enumerate(own, start=1):
            yield from _tour(found, crew, truck, width, timed)


def _tour(found: Answer, crew: Crew, truck: int, width: int, timed: Timed) -> Iterator[TripStop]:
    tour, times = timed
    halts = iter(times.halts)
    pauses = list(times.breaks)
    per_minute = crew.vehicle.cost_per_day / max(1, crew.day.longest)
    for number, trip in enumerate(tour.trips):
        leaves, returns = times.leaves[number], times.returns[number]
        name = f"{found.day.day}/{crew.fleet.fleet}/{truck:0{width}}.{number + 1:02}"
        here, left = 0, leaves
        for place, task in enumerate(trip, start=1):
            halt = next(halts)
            there = found.day.instance.tasks[task].location
            last = place == len(trip)
            km = float(crew.km[here, there]) + (float(crew.km[there, 0]) if last else 0.0)
            spent = (returns if last else halt.depart) - left
            taken = _before(pauses, returns if last else halt.begin)
            for row, (parcel, quantity) in enumerate(found.day.consignments[task].drops):
                yield TripStop(
                    day=found.day.day,
                    fleet=crew.fleet.fleet,
                    vehicle=crew.vehicle.id,
                    trip=name,
                    stop=place,
                    destination=found.day.consignments[task].point,
                    parcel=parcel,
                    quantity=quantity,
                    arrive=clock(halt.begin),
                    depart=clock(halt.depart),
                    km=0.0 if row else km,
                    truck=truck,
                    leaves=clock(leaves),
                    returns=clock(returns),
                    pauses=taken,
                    cost=0.0 if row else km * crew.vehicle.cost_per_km + spent * per_minute,
                )
            here, left = there, halt.depart


def _before(pauses: list[tuple[int, Break]], moment: int) -> str:
    """Write the breaks that are over by a moment, and take them from the list."""
    taken = []
    while pauses and pauses[0][0] + pauses[0][1].duration <= moment:
        begin, pause = pauses.pop(0)
        taken.append(f"{clock(begin)}-{clock(begin + pause.duration)}")
    return " ".join(taken)


def clock(minutes: int) -> str:
    """Write minutes after midnight as ``HH:MM``."""
    return f"{minutes // 60:02}:{minutes % 60:02}"
