"""The record of a run, made when its plan is finished."""

import platform
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from mizalla import __version__
from mizalla_models.errors import StoreError
from mizalla_models.plan import Plan
from mizalla_models.rules import Rules
from mizalla_models.run import Figures, Run

TOLD_TWICE = ("scenario", "inputs_hash", "status", "settings", "solver", "currency", "plugins")
"""What a run and its plan both have; the store keeps it once."""


def new_run(
    plan: Plan, *, folder: Path | str, seconds: Mapping[str, float], now: datetime | None = None
) -> Run:
    """Make the record of a plan just finished.

    Parameters
    ----------
    plan
        The finished plan, verified.
    folder
        The scenario folder it was made from.
    seconds
        Wall time by stage, seconds.
    now
        The moment, with its time zone. None: this one.

    Returns
    -------
    Run
        With a new id: UTC time to the second and four random hex digits.
    """
    created = (now or datetime.now(UTC)).astimezone(UTC)
    seed = plan.settings.get("seed")
    return Run(
        id=f"{created:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}",
        scenario=plan.scenario,
        folder=str(Path(folder).absolute()),
        status=plan.status,
        created=created,
        seconds=dict(seconds),
        inputs_hash=plan.inputs_hash,
        seed=seed if isinstance(seed, int) else 0,
        settings=plan.settings,
        mizalla=__version__,
        python=platform.python_version(),
        solver=plan.solver,
        plugins=plan.plugins,
        currency=plan.currency,
        figures=Figures.of(plan),
    )


def check_record(run: Run, plan: Plan, rules: Rules) -> None:
    """Refuse a record that is not that of its plan and rules.

    Raises
    ------
    StoreError
        Naming what differs.
    """
    differing = [name for name in TOLD_TWICE if getattr(run, name) != getattr(plan, name)]
    if run.figures != Figures.of(plan):
        differing.append("figures")
    if rules.plugins != plan.plugins:
        differing.append("plugins of the rules")
    if differing:
        raise StoreError(
            f"Run {run.id} and its plan differ in {', '.join(differing)}; nothing was kept.",
            mend="Make the run's record from its plan, with new_run.",
        )
