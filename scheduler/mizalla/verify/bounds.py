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


def named_groups(bound: Bound | None, per: int) -> Iterator[Group]:
    """Groups that a bound names in full, so that they exist even where nothing moves."""
    if isinstance(bound, dict):
        for key in bound:
            parts = tuple(key.split(GROUP_SEPARATOR)) if key or per else ()
            if len(parts) == per:
                yield parts
    elif bound is not None and per == 0:
        yield ()


def begun_groups(bound: Bound | None, per: int) -> Iterator[Group]:
    """Beginnings whose every group is bound where anything can move: ``()`` for a plain number."""
    if isinstance(bound, dict):
        for key, value in bound.items():
            parts = tuple(key.split(GROUP_SEPARATOR)) if key else ()
            if len(parts) < per and value > 0:
                yield parts
    elif bound is not None and per and bound > 0:
        yield ()
