"""When a truck is where: the timetable of one tour, with waiting and breaks."""

from dataclasses import dataclass
from typing import NamedTuple

from mizalla_models.routing import NO_WAY, Break, Instance, Tour, Truck


class Halt(NamedTuple):
    """A visit of a tour."""

    trip: int
    """Trip of the tour, from 0."""
    task: int
    """What is done."""
    begin: int
    """When it begins; waiting comes before."""
    depart: int
    """When it is over."""


@dataclass(frozen=True)
class Timetable:
    """A tour with its times."""

    halts: tuple[Halt, ...]
    """Visits in order."""
    leaves: tuple[int, ...]
    """Departure from the base, by trip."""
    returns: tuple[int, ...]
    """Coming home, by trip."""
    breaks: tuple[tuple[int, Break], ...]
    """Breaks taken, each with its begin."""

    @property
    def duration(self) -> int:
        """From leaving first to coming home last."""
        return self.returns[-1] - self.leaves[0]


class _Node(NamedTuple):
    """A place of a tour in its order, and the way to it from the one before."""

    way: int
    opens: int
    closes: int
    stay: int
    task: int | None


def timetable(instance: Instance, tour: Tour) -> Timetable | None:
    """Give a tour its times, or None where no times keep all windows.

    The tour ends as early as it can, and begins as late as that allows; no other times make it
    shorter. A break begins on the way to a visit, or while waiting for it; only where it can't be
    taken, or makes the tour too long, the tour leaves after it.

    Parameters
    ----------
    instance
        What is asked.
    tour
        A truck's day; every trip has tasks.

    Returns
    -------
    Timetable or None
        Times in the instance's unit.
    """
    truck = instance.trucks[tour.truck]
    nodes = _nodes(instance, truck, tour)
    if max(node.way for node in nodes) >= NO_WAY:
        return None
    for passed in range(len(truck.breaks) + 1):
        # Who leaves only after the first breaks takes none of them.
        opens = max([nodes[0].opens, *(pause.window[1] + 1 for pause in truck.breaks[:passed])])
        if opens > nodes[0].closes:
            break
        own = [nodes[0]._replace(opens=opens), *nodes[1:]] if passed else nodes
        paused = _pauses(truck.breaks[passed:], own)
        if paused is None:
            continue
        made = _written(own, paused, max(_latest_start(own, paused), opens))
        if made.duration <= truck.longest:
            return made
    return None


def _nodes(instance: Instance, truck: Truck, tour: Tour) -> list[_Node]:
    duration = instance.duration[truck.matrix]
    first, last = truck.shift
    nodes: list[_Node] = []
    here = truck.start
    for number, trip in enumerate(tour.trips):
        ready = max((instance.tasks[task].released for task in trip), default=0)
        if number == 0:
            nodes.append(_Node(0, max(first, ready), last, 0, None))
        else:
            way = duration.item(here, truck.start)
            nodes.append(_Node(way, max(0, ready - truck.reload), last, truck.reload, None))
        here = truck.start
        for task in trip:
            asked = instance.tasks[task]
            way = duration.item(here, asked.location)
            opens, closes = asked.window
            nodes.append(_Node(way, opens, closes, asked.service, task))
            here = asked.location
    nodes.append(_Node(duration.item(here, truck.end), 0, last, 0, None))
    return nodes


_Pauses = dict[int, list[Break]]
"""Breaks by the node before which they are taken."""


def _pauses(breaks: tuple[Break, ...], nodes: list[_Node]) -> _Pauses | None:
    """Where breaks delay the end least; None where no times keep all windows."""
    if not breaks:
        left = nodes[0].opens
        for node in nodes[1:]:
            left += node.way
            if left < node.opens:
                left = node.opens
            if left > node.closes:
                return None
            left += node.stay
        return {}
    # By number of breaks taken or passed by: when the node before is left, and what was taken.
    states: dict[int, tuple[int, tuple[tuple[int, int], ...]]] = {0: (nodes[0].opens, ())}
    for place, node in enumerate(nodes[1:], start=1):
        reached: dict[int, tuple[int, tuple[tuple[int, int], ...]]] = {}
        for done, (left, taken) in sorted(states.items()):
            ready: int | None = left + node.way
            for count in range(done, len(breaks) + 1):
                if count > done:
                    pause = breaks[count - 1]
                    ready = _after(pause, left, ready)
                    taken = (*taken, (place, count - 1))
                if ready is None:
                    break
                begin = max(ready, node.opens)
                if begin <= node.closes:
                    leave = begin + node.stay
                    if count not in reached or leave < reached[count][0]:
                        reached[count] = leave, taken
        states = reached
    best: tuple[int, tuple[tuple[int, int], ...]] | None = None
    for done, (end, taken) in sorted(states.items()):
        if all(end <= pause.window[1] for pause in breaks[done:]) and (
            best is None or end < best[0]
        ):
            best = end, taken
    if best is None:
        return None
    found: _Pauses = {}
    for place, number in best[1]:
        found.setdefault(place, []).append(breaks[number])
    return found


def _after(pause: Break, left: int, ready: int | None) -> int | None:
    """When the way is over with a break on it; None where the break would begin too late."""
    if ready is None or max(left, pause.window[0]) > pause.window[1]:
        return None
    return max(ready, pause.window[0]) + pause.duration


def _latest_start(nodes: list[_Node], paused: _Pauses) -> int:
    """Latest departure that does not make the end later."""
    left = nodes[0].opens
    for place, node in enumerate(nodes[1:], start=1):
        left += node.way
        if paused:
            for pause in paused.get(place, ()):
                left = max(left, pause.window[0]) + pause.duration
        if left < node.opens:
            left = node.opens
        left += node.stay
    latest = left - nodes[-1].stay
    for place in range(len(nodes) - 1, 0, -1):
        node = nodes[place]
        if latest > node.closes:
            latest = node.closes
        most = latest
        if paused:
            for pause in reversed(paused.get(place, ())):
                latest -= pause.duration
                most = min(most, pause.window[1])
        latest = min(latest - node.way, most) - nodes[place - 1].stay
    return min(latest, nodes[0].closes)


def _written(nodes: list[_Node], paused: _Pauses, start: int) -> Timetable:
    halts: list[Halt] = []
    leaves, returns = [start], []
    breaks: list[tuple[int, Break]] = []
    left, trip = start, 0
    for place, node in enumerate(nodes[1:], start=1):
        ready = left + node.way
        if paused:
            begun = left
            for pause in paused.get(place, ()):
                begun = max(begun, pause.window[0])
                breaks.append((begun, pause))
                begun += pause.duration
                ready = max(ready, pause.window[0]) + pause.duration
        begin = ready if ready > node.opens else node.opens
        left = begin + node.stay
        if node.task is not None:
            halts.append(Halt(trip, node.task, begin, left))
            continue
        returns.append(ready)
        if place < len(nodes) - 1:
            leaves.append(left)
            trip += 1
    return Timetable(tuple(halts), tuple(leaves), tuple(returns), tuple(breaks))
