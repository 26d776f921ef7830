"""What a plugin's process answered, read with suspicion: the plugin may have written it itself."""

from typing import Any

from pydantic import Field, TypeAdapter

from mizalla.calls import Answer
from mizalla.calls.broken import BROKEN
from mizalla.calls.items import MOST as MOST_RECORDS
from mizalla.calls.plain import cut, plain, steers
from mizalla.isolation.message import split, unpack
from mizalla.isolation.task import Task
from mizalla_models.base import Word
from mizalla_models.errors import PluginError
from mizalla_models.said import Objection, Report, SourceTable

WORDS: dict[str, type[Word]] = {
    "mizalla_sources": SourceTable,
    "mizalla_reports": Report,
    "mizalla_review": Objection,
}
FLOAT = 8
LONGEST = 100
"""Longest version, characters."""
MEND = (
    "Mend the plugin, plan without it (--without {who}), or with the rules it gave last "
    "(--last-good)."
)
MEANWHILE = (
    "Until then plan without it (--without {who}), or with the rules it gave last (--last-good)."
)
MOST = 2000
"""Characters of a message."""


class Told(Word):
    """An error as the process told it."""

    problem: str
    rule: str = ""
    mend: str = ""


class Head(Word):
    """The head of an answer."""

    version: str = ""
    organisation: str = ""
    hooks: tuple[str, ...] = ()
    said: dict[str, Any] = Field(default_factory=dict)
    refused: dict[str, Told] = Field(default_factory=dict)
    tried: tuple[str, ...] = ()
    seconds: float = Field(default=0, ge=0, allow_inf_nan=False)
    memory_mb: float = Field(default=0, ge=0, allow_inf_nan=False)
    error: Told | None = None


COUNT = TypeAdapter(int | None)


def reply(task: Task, data: bytes, wrong: str) -> Answer | PluginError:
    """Read an answer.

    Parameters
    ----------
    task
        What was asked.
    data
        What came back.
    wrong
        What went wrong with the process; empty where nothing did.

    Returns
    -------
    Answer or PluginError
        What the plugin said, or why that can't be taken.
    """
    code = task.code
    if wrong:
        return refusal(task, wrong)
    try:
        content, parts = unpack(data)
        head = Head.model_validate(content)
        if head.tried:
            return refusal(task, f"it tried to {head.tried[0]}.")
        if head.error is not None:
            return _error(task, head.error)
        return Answer(
            version=" ".join(plain(head.version).split())[:LONGEST],
            organisation=plain(cut(head.organisation)),
            hooks=tuple(plain(cut(hook)) for hook in head.hooks),
            said={hook: _said(hook, value, parts) for hook, value in head.said.items()},
            refused={hook: _error(task, told) for hook, told in head.refused.items()},
            seconds=head.seconds,
            memory_mb=head.memory_mb,
        )
    except (ValueError, KeyError, TypeError, OverflowError, MemoryError) as error:
        first = (str(error).splitlines() or [type(error).__name__])[0]
        return refusal(task, f"{code.plugin} answered with what is no message of ours ({first}).")


def refusal(task: Task, problem: str) -> PluginError:
    """Say what went wrong with a plugin's process, and what can be done about it."""
    code = task.code
    return PluginError(
        code.plugin,
        plain(cut(problem, MOST)),
        mend=MEND.format(who=_who(task)),
        organisation=code.organisation,
    )


def _error(task: Task, told: Told) -> PluginError:
    if not told.mend or told.mend == BROKEN:
        return refusal(task, told.problem)
    return PluginError(
        task.code.plugin,
        plain(cut(told.problem, MOST)),
        rule=plain(cut(told.rule)),
        mend=f"{plain(cut(told.mend, MOST))} {MEANWHILE.format(who=_who(task))}",
        organisation=task.code.organisation,
    )


def _who(task: Task) -> str:
    return task.code.organisation or task.code.plugin


def _said(hook: str, value: Any, parts: dict[str, bytes]) -> Any:
    if value is None:
        return () if hook in WORDS else None
    if hook != "mizalla_travel":
        texts = split(parts[hook], MOST_RECORDS)
        if COUNT.validate_python(value, strict=True) != len(texts):
            raise ValueError("another number of records than it says")
        if hook not in WORDS:
            return texts
        if any(map(steers, texts)):
            raise ValueError("it holds a control character")
        return tuple(WORDS[hook].model_validate_json(text) for text in texts)
    import numpy as np

    rows, columns = TypeAdapter(tuple[int, int]).validate_python(value)
    if {len(parts[name]) for name in ("km", "minutes")} != {rows * columns * FLOAT}:
        raise ValueError("arrays of another size than they say")
    return tuple(
        np.frombuffer(parts[name], dtype=np.float64).reshape(rows, columns)
        for name in ("km", "minutes")
    )
