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
    import click
    import numpy as np
    from numpy.typing import NDArray

    from mizalla_models.campaign import Campaign
    from mizalla_models.place import Place
    from mizalla_models.plan import Plan
    from mizalla_models.routing import RoutingEngine
    from mizalla_models.rule import Need, Rule
    from mizalla_models.said import Objection, Report, SourceTable
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


@hookspec
def mizalla_routing() -> "RoutingEngine | Iterable[RoutingEngine]":  # type: ignore[empty-body]
    """Routing engines that this plugin brings.

    Called once a run, before trips are looked for.

    Returns
    -------
    RoutingEngine, or iterable of them
        Objects with a ``name``, the ``features`` that they keep, and ``route(instance, budget)``
        (``mizalla_models.routing``). An empty list: none.

    Notes
    -----
    Engines of all plugins are there under their names; two of one name are refused. One is asked
    only where ``trips.engine`` of campaign.yaml or ``--routing`` names it. What an instance asks
    for and an engine does not keep is refused, and every answer is checked against all bounds. An
    engine runs in Mizalla's own process: only a plugin that speaks for the alliance may bring one.

    Examples
    --------
    >>> class Single:
    ...     name = "single"
    ...     features = frozenset({"access", "longest", "prizes", "trips", "windows"})
    ...
    ...     def route(self, instance, budget):
    ...         tours, used = [], [0] * len(instance.trucks)
    ...         left_out, cost = [], 0
    ...         for number, task in enumerate(instance.tasks):
    ...             able = [t for t in range(len(used)) if instance.allows(t, number)]
    ...             free = [t for t in able if used[t] < instance.trucks[t].count]
    ...             if free:
    ...                 used[free[0]] += 1
    ...                 tours.append(Tour(free[0], ((number,),)))
    ...             else:
    ...                 left_out.append(number)
    ...         return Routes(tuple(tours), tuple(left_out), cost)
    >>> @hookimpl
    ... def mizalla_routing():
    ...     return Single()
    """


@hookspec
def mizalla_sources(campaign: "Campaign") -> "Iterable[SourceTable]":  # type: ignore[empty-body]
    """Tables of the scenario that stand elsewhere: in other files, in a database.

    Called once a run, after ``campaign.yaml`` was read and before the tables are.

    Parameters
    ----------
    campaign
        The campaign, read-only, with this plugin's settings alone.

    Returns
    -------
    Iterable of SourceTable
        Rows of tables, under the headings that the files have. They are read and checked like rows
        of those files; a fault names the plugin, the source and the row. An empty list: nothing.

    Notes
    -----
    Rows of several plugins and of the file are joined. A member's plugin may give rows of its own
    warehouses and fleets alone; with ``replaces`` they stand in for those that the file has of it.

    Examples
    --------
    >>> @hookimpl
    ... def mizalla_sources(campaign):
    ...     yield SourceTable(
    ...         table="stock",
    ...         source="our scales",
    ...         columns=("warehouse", "parcel", "quantity"),
    ...         rows=(("W1", "dry", 1200),),
    ...     )
    """


@hookspec
def mizalla_reports(  # type: ignore[empty-body]
    plan: "Plan", scenario: "Scenario"
) -> "Iterable[Report]":
    """Pages that this plugin makes of a finished plan.

    Called once a run, after the plan was verified.

    Parameters
    ----------
    plan
        The plan, read-only: a member's plugin sees its own shipments, transfers, purchases, trips
        and limits, and the coverage of all villages.
    scenario
        The scenario, as this plugin may see it.

    Returns
    -------
    Iterable of Report
        Pages, each with a text, a table or both. They are kept with the run, shown by ``mizalla
        show RUN --reports`` and written by ``mizalla export``. An empty list: none.

    Notes
    -----
    Reports of all plugins are kept, each in its plugin's name.

    Examples
    --------
    >>> @hookimpl
    ... def mizalla_reports(plan, scenario):
    ...     total = sum(row.quantity for row in plan.shipments)
    ...     yield Report(name="total", title="Ours", text=f"{total:,} parcels of ours go out.")
    """


@hookspec
def mizalla_review(  # type: ignore[empty-body]
    plan: "Plan", scenario: "Scenario"
) -> "Iterable[Objection]":
    """What this plugin has against a finished plan.

    Called once a run, after the plan was verified.

    Parameters
    ----------
    plan
        The plan, read-only, as in ``mizalla_reports``.
    scenario
        The scenario, as this plugin may see it.

    Returns
    -------
    Iterable of Objection
        Objections and notes, which are shown with the plan and kept with the run. An empty list:
        nothing to say.

    Notes
    -----
    An objection changes nothing by itself: whoever wants another plan says so with a rule. Those
    of all plugins are kept, each in its plugin's name.

    Examples
    --------
    >>> @hookimpl
    ... def mizalla_review(plan, scenario):
    ...     for row in plan.coverage:
    ...         if row.served < row.needed:
    ...             yield Objection(about=row.village, text=f"{row.village} gets too little.")
    """


@hookspec
def mizalla_commands(group: "click.Group") -> None:
    """Commands of this plugin, for ``mizalla plugins run PLUGIN``.

    Called when a person runs one of them, in the plugin's own process.

    Parameters
    ----------
    group
        Group of click that the commands are added to. With ``--scenario`` a command finds the
        scenario, as this plugin may see it, as ``click.get_current_context().obj``.

    Notes
    -----
    Commands of different plugins never meet: each plugin has a group of its own.

    Examples
    --------
    >>> @hookimpl
    ... def mizalla_commands(group):
    ...     @group.command()
    ...     def hello():
    ...         click.echo("Peace be upon you.")
    """
