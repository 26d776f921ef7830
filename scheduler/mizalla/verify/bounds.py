"""Which bound of a limit holds for a group."""

from collections.abc import Iterator

from mizalla_models.rule import GROUP_SEPARATOR, Bound

Group = tuple[str, ...]


def written(group: Group) -> str:
    """A group as rules and plans write it."""
    return GROUP_SEPARATOR.join(group)


def bound_of(bound: Bound | None, group: Group) -> float | None:
    """The bound of a group: of several keys that it begins with the longest; None where free."""
    if bound is None or isinstance(bound, (int, float)):
        return bound
    for length in range(len(group), -1, -1):
        found = bound.get(written(group[:length]))
        if found is not None:
            return found
    return None


def begins(bound: Bound | None) -> Iterator[Group]:
    """Beginnings of the groups that a lower bound above zero binds: ``()`` for a plain number."""
    if isinstance(bound, dict):
        for key, value in bound.items():
            if value > 0:
                yield tuple(key.split(GROUP_SEPARATOR)) if key else ()
    elif bound is not None and bound > 0:
        yield ()
