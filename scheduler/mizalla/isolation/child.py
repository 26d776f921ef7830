"""The process of one plugin: takes a question, guards itself, asks the plugin and answers."""

import faulthandler
import gc
import os
import sys
import time
from typing import Any, NoReturn

from mizalla.calls import Code, answer, last_line
from mizalla.calls.plain import cut
from mizalla.isolation.guard import Guard, guard
from mizalla.isolation.message import join, pack, unpack
from mizalla_models.campaign import Campaign
from mizalla_models.errors import PluginError
from mizalla_models.plan import Plan
from mizalla_models.scenario import Scenario

STDIN, STDOUT, STDERR = 0, 1, 2
MOST_WORDS = 5000
"""Characters of a message."""
LAST_WORDS = 0.3
"""So long before its end a plugin that hangs is asked where, s."""


def main() -> NoReturn:
    """Answer the one question that comes on stdin."""
    with os.fdopen(os.dup(STDIN), "rb") as stream:
        head, parts = unpack(stream.read(), sys.maxsize)
    # What the plugin prints is no answer.
    channel = os.dup(STDOUT)
    nowhere = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nowhere, STDIN)
    os.dup2(STDERR, STDOUT)
    rights = Guard.model_validate(head["guard"])
    faulthandler.enable()
    # Shortly before it is ended it says where it hangs.
    faulthandler.dump_traceback_later(max(0.1, rights.deadline - time.time() - LAST_WORDS))
    watch = guard(rights)
    message = _reply(head, parts, watch.tried)
    faulthandler.cancel_dump_traceback_later()
    sys.stdout.flush()
    sys.stderr.flush()
    _write(channel, message)
    # Threads that the plugin left behind, and what it registered for the end, are let be.
    os._exit(0)


def _write(channel: int, message: bytes) -> None:
    view = memoryview(message)
    while view:
        view = view[os.write(channel, view) :]


def _reply(head: dict[str, Any], parts: dict[str, bytes], tried: list[str]) -> bytes:
    code = Code.model_validate(head["code"])
    try:
        if head["words"] is not None:
            from mizalla.isolation.commands import commands

            ended = commands(code, head["words"], parts["scenario"])
            out = ended.pop("out").encode("utf-8", "replace")
            return pack(ended | {"tried": tried}, {"out": out})
        gc.disable()  # nothing that is read is rubbish, and looking for it takes half of the time
        scenario = Scenario.model_validate_json(parts["scenario"]) if parts["scenario"] else None
        campaign = Campaign.model_validate_json(parts["campaign"]) if parts["campaign"] else None
        plan = Plan.model_validate_json(parts["plan"]) if parts["plan"] else None
        gc.freeze()
        gc.enable()
        found = answer(code, head["asked"], scenario=scenario, campaign=campaign, plan=plan)
    except PluginError as error:
        return pack({"error": _told(error), "tried": tried}, {})
    except MemoryError:
        return pack({"error": {"problem": "it ran out of memory."}, "tried": tried}, {})
    except BaseException as error:  # noqa: BLE001 - KeyboardInterrupt that a plugin raises, too
        return pack({"error": {"problem": f"it broke: {last_line(error)}"}, "tried": tried}, {})
    said: dict[str, Any] = {}
    blobs: dict[str, bytes] = {}
    for hook, value in found.said.items():
        if hook == "mizalla_travel" and value is not None:
            blobs["km"], blobs["minutes"] = value[0].tobytes(), value[1].tobytes()
            said[hook] = list(value[0].shape)
        elif value is None:
            said[hook] = None
        else:
            texts = [one if isinstance(one, str) else one.model_dump_json() for one in value]
            said[hook], blobs[hook] = len(texts), join(texts)
    return pack(
        {
            "version": cut(found.version),
            "organisation": cut(found.organisation),
            "hooks": found.hooks,
            "said": said,
            "refused": {hook: _told(error) for hook, error in found.refused.items()},
            "tried": tried,
            **_used(),
        },
        blobs,
    )


def _used() -> dict[str, float]:
    try:
        import resource
    except ImportError:  # Windows
        return {}
    used = resource.getrusage(resource.RUSAGE_SELF)
    per_mb = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return {"seconds": used.ru_utime + used.ru_stime, "memory_mb": used.ru_maxrss / per_mb}


def _told(error: PluginError) -> dict[str, str]:
    return {
        "problem": cut(error.what, MOST_WORDS),
        "rule": cut(error.rule),
        "mend": cut(error.mend, MOST_WORDS),
    }
