"""Options of every command that asks members' plugins."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from mizalla.collect import Choice, LastGood
    from mizalla.store import Store
    from mizalla_models.rule import Rule

SECONDS = 30.0


@dataclass(frozen=True)
class Members:
    """What a command is asked about members' plugins."""

    without: tuple[str, ...]
    """Members and plugins to do without."""
    last_good: bool
    """Whether a plugin that fails is forgiven."""
    seconds: float
    """Time that each plugin has, s."""

    def choice(self, store: "Store | None", db: str = "") -> "Choice":
        """Make the choice of a run.

        Parameters
        ----------
        store
            Where the rules of earlier runs are; None where the run is not kept.
        db
            Where they are then.
        """
        from mizalla.collect import Choice, Limits

        find = functools.partial(_last_good, store, db) if self.last_good else None
        return Choice(without=self.without, last_good=find, limits=Limits(seconds=self.seconds))


def member_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command ``--without``, ``--last-good`` and ``--plugin-timeout``, as ``members``."""

    @click.option(
        "--without",
        multiple=True,
        metavar="ORG",
        help="Leave out all rules and plugins of a member, or a plugin by its name. Repeatable.",
    )
    @click.option(
        "--last-good",
        is_flag=True,
        help="Where a plugin fails, take the rules that it gave in the last run that is kept.",
    )
    @click.option(
        "--plugin-timeout",
        type=click.FloatRange(min=0, min_open=True),
        default=SECONDS,
        show_default=True,
        metavar="SECONDS",
        help="Time that each member's plugin has.",
    )
    @functools.wraps(command)
    def run(
        *arguments: Any,
        without: tuple[str, ...],
        last_good: bool,
        plugin_timeout: float,
        **more: Any,
    ) -> None:
        command(*arguments, members=Members(without, last_good, plugin_timeout), **more)

    return run


def _last_good(store: "Store | None", db: str, campaign: str, plugin: str) -> "LastGood | None":
    from mizalla.collect import LastGood
    from mizalla.store import Store

    if store is None:
        with Store(db) as opened:
            found = _last_said(opened, campaign, plugin)
    else:
        found = _last_said(store, campaign, plugin)
    return None if found is None else LastGood(*found)


def _last_said(
    store: "Store", campaign: str, plugin: str
) -> "tuple[str, str, tuple[Rule, ...]] | None":
    from pathlib import PurePath

    if not plugin.startswith("capacity/"):
        return store.last_rules(campaign, plugin)
    kept = store.registrations(campaign, PurePath(plugin).stem)
    if not kept or kept[-1].action != "register":
        return None
    return str(kept[-1].number), f"sha256:{kept[-1].sha256[:12]}", kept[-1].rules
