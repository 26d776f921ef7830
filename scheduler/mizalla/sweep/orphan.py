"""Workers whose sweep was killed: they end with it, and don't go on for nobody."""

import os
from threading import Thread
from threading import enumerate as running
from time import sleep

EVERY = 1.0
"""Seconds between two looks at who the parent is."""
NAME = "sweep-orphan"


def end_with(parent: int) -> None:
    """See to it that this process ends when its parent has.

    A sweep that is killed outright can't stop its workers, which would finish what they are at and
    then wait for more, with all their memory.

    Parameters
    ----------
    parent
        Id of the process that started this one; of any other: nothing is done.
    """
    watched = any(thread.name == NAME for thread in running())
    if os.getppid() == parent and not watched:
        Thread(target=_watch, args=(parent,), daemon=True, name=NAME).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        sleep(EVERY)
    os._exit(1)
