"""Processes that save a run, and may be killed while they do.

As a program: ``store_killed.py URL RUN SHIPMENTS MOMENT`` saves a run of so many shipments. Unless
the moment is empty, it kills itself, as ``kill -9`` does, just before the statement that begins so.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

MOMENTS = (
    "BEGIN",
    "INSERT INTO run ",
    "INSERT INTO shipment",
    "INSERT INTO coverage",
    "INSERT INTO rule ",
    "COMMIT",
)


def saving(address: str, run: str, shipments: int, moment: str = "") -> subprocess.Popen[str]:
    """Start a process that saves a run."""
    command = [sys.executable, __file__, address, run, str(shipments), moment]
    path = os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
    return subprocess.Popen(
        command, env=os.environ | {"PYTHONPATH": path}, stderr=subprocess.PIPE, text=True
    )


def main(address: str, run: str, shipments: str, moment: str) -> None:
    """Save a run, unless killed before."""
    from sqlalchemy import Engine, event

    from mizalla.store import Store
    from plans import big_plan, rules_of, run_of

    def die(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def watch(connection: object, cursor: Any, statement: str, *_: object) -> None:
        if statement.startswith("INSERT INTO run ") and address.startswith("sqlite"):
            # Pages are then written into the file long before the end, as those of a big plan are.
            cursor.execute("PRAGMA cache_size = 10")
        if statement.replace('"', "").strip().startswith(moment):
            die()

    plan = big_plan(int(shipments))
    if moment.startswith(("CREATE", "INSERT")):
        event.listen(Engine, "before_cursor_execute", watch)
    with Store(address) as store:
        if moment in ("BEGIN", "COMMIT"):
            event.listen(Engine, moment.lower(), die)
        store.save(run_of(plan, id=run), plan, rules_of(plan))


if __name__ == "__main__":
    main(*sys.argv[1:])
