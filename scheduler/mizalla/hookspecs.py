"""The hooks that a plugin may implement.

A plugin is a module or object with functions of these names, each marked with :data:`hookimpl`.
It may say who it speaks for and its version::

    from mizalla.hookspecs import hookimpl
    from mizalla_models.rule import Limit

    organisation = "nour"      # id of the member; leave out for the alliance itself
    __version__ = "1.0"

    @hookimpl
    def mizalla_rules(scenario):
        yield Limit(
            name="packing line",
            reason="Our packing line fills 4,000 parcels a day.",
            where={"origin": ["NOUR-1"]},
            per=("day",),
            at_most=4000,
        )

Hooks return data and never see the solver. The order in which plugins are loaded or called never
changes a plan. A hook takes those of its arguments that it needs, by name. A plugin only adds what
it has to say: it can't wrap the hooks of others.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from mizalla_models.place import Place
    from mizalla_models.rule import Need, Rule
    from mizalla_models.scenario import Scenario

PROJECT = "mizalla"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def mizalla_rules(scenario: "Scenario") -> "Iterable[Rule]":  # type: ignore[empty-body]
    """Rules of this plugin for this campaign.

    Called once a run, after the folder was read and before anything is built.

    Parameters
    ----------
    scenario
        The whole scenario, read-only. The plugin's own settings are
        ``scenario.campaign.settings("its name")``.

    Returns
    -------
    Iterable of Rule
        Any rules, in any order; a generator may yield them. A plugin with nothing to say returns
        an empty list: None is refused, because it is mostly a forgotten ``return``.

    Notes
    -----
    The rules of all plugins hold together: results are joined, none replaces another.

    Examples
    --------
    >>> @hookimpl
    ... def mizalla_rules(scenario):
    ...     yield Forbid(
    ...         reason="Nothing leaves on the feast.", where={"day": ["2027-03-10"]}
    ...     )
    """


@hookspec
def mizalla_needs(scenario: "Scenario") -> "Iterable[Need] | None":
    """Needs, for a campaign whose folder holds no ``needs.csv``.

    Called once a run, only where ``needs.csv`` is not there or the campaign switches the built-in
    plugin ``needs`` off.

    Parameters
    ----------
    scenario
        The whole scenario, read-only.

    Returns
    -------
    Iterable of Need, or None
        What villages need. None: this plugin has nothing to say.

    Notes
    -----
    Exactly one plugin may answer. Where a member's plugin answers, the built-in one keeps silent;
    two members' plugins that both answer are refused, by name.

    Examples
    --------
    >>> @hookimpl
    ... def mizalla_needs(scenario):
    ...     for village in scenario.villages:
    ...         yield Need(
    ...             reason="One for each family.",
    ...             village=village.pcode,
    ...             parcel="dry",
    ...             quantity=village.households,
    ...         )
    """


@hookspec
def mizalla_travel(
    origins: "Sequence[Place]", destinations: "Sequence[Place]", scenario: "Scenario"
) -> "tuple[NDArray[np.float64], NDArray[np.float64]] | None":
    """Distances and times that this plugin knows better.

    Called once a run with all warehouses and all points, before anything is built.

    Parameters
    ----------
    origins
        Warehouses, by id (Warehouse records).
    destinations
        Points, by id, then warehouses, by id (Point and Warehouse records).
    scenario
        The whole scenario, read-only.

    Returns
    -------
    tuple of two arrays of shape (origins, destinations), or None
        One-way km and road minutes; nan where the plugin has nothing to say, inf where there is
        no way. None: nothing to say at all.

    Notes
    -----
    What plugins say replaces the built-in figures of every day; where several know a pair, the
    longest km and the most minutes hold, whatever their order.

    Examples
    --------
    >>> @hookimpl
    ... def mizalla_travel(origins, destinations, scenario):
    ...     km = np.full((len(origins), len(destinations)), np.nan)
    ...     minutes = np.full_like(km, np.nan)
    ...     minutes[0, 0] = km[0, 0] = np.inf  # the bridge is down
    ...     return km, minutes
    """
