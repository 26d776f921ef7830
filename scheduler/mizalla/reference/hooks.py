# ruff: noqa: E501 - text of pages
"""The reference page of all hooks, from their own docstrings."""

import inspect
import re
from collections.abc import Callable, Iterator

from mizalla import hookspecs
from mizalla.reference.docstring import entries, markdown, parse

HEAD = """# Hooks

<!-- From scheduler/mizalla/hookspecs.py; `make reference` writes this page anew. -->

A plugin is a Python file, or an installed distribution, with functions of these names, each marked \
with `@hookimpl` from `mizalla.hookspecs`.
It returns data and never sees the solver; the order in which plugins are loaded or called never \
changes a plan.
How to write one: [Write a plugin](../how-to/write-a-plugin.md). What it may say: [Rules](rules.md). What it sees, and gives besides: [Records](records.md). \
What it may do: [Scope and isolation](../explanation/members.md).

What holds for all hooks:

- A hook takes those of its arguments that it needs, by name. A misspelt hook or argument is refused \
with the closest one that exists.
- `scenario`, `campaign` and `plan` are read-only copies that hold what the plugin may see. The \
plugin's own settings are `scenario.campaign.settings("its name")`.
- A member's plugin runs in a process of its own, with limits on time, memory and output. What it \
prints goes to stderr.
- A plugin can't wrap the hooks of another.
- A plugin that breaks, or returns what is not asked for, stops the run with exit code 4 and a message \
that names the member, the plugin, the hook, the rule and the line.
- A plugin says who it speaks for, `organisation = "nour"` (an id of `organisations.csv`, as text), and \
its version, `__version__ = "1.0"`. An installed plugin has the version of its distribution; a file \
without a version has the start of its SHA-256.
"""
IMPORTS = {
    r"\bnp\.": "import numpy as np",
    r"\bclick\.": "import click",
    r"\bhookimpl\b": "from mizalla.hookspecs import hookimpl",
    r"\bForbid\(": "from mizalla_models.rule import Forbid",
    r"\bNeed\(": "from mizalla_models.rule import Need",
    r"\bSourceTable\(": "from mizalla_models.said import SourceTable",
    r"\bTour\(": "from mizalla_models.routing import Routes, Tour",
    r"\bReport\(": "from mizalla_models.said import Report",
    r"\bObjection\(": "from mizalla_models.said import Objection",
}
CONVENTIONS = ("import numpy", "import click")


def specs() -> dict[str, Callable[..., object]]:
    """Every hook by name, in the order of the file."""
    return {
        name: thing
        for name, thing in vars(hookspecs).items()
        if name.startswith(f"{hookspecs.PROJECT}_") and inspect.isfunction(thing)
    }


def hooks_page() -> str:
    """Write the page: Markdown with a section for each hook."""
    return "\n".join(
        [HEAD, *(part for name, spec in specs().items() for part in _hook(name, spec))]
    )


def _hook(name: str, spec: Callable[..., object]) -> Iterator[str]:
    told = parse(spec)
    arguments = ", ".join(inspect.signature(spec).parameters)
    yield f"## `{name}({arguments})`\n\n{markdown(told.summary)}\n"
    called, _, more = told.more.partition("\n\n")
    rows = [("called", called.strip().removeprefix("Called ").rstrip("."))]
    rows += [(f"`{argument}`", meaning) for argument, meaning in told.items]
    rows += [
        (f"returns {kind}", meaning) for kind, meaning in entries(told.parts.get("Returns", ""))
    ]
    if "Notes" in told.parts:
        rows.append(("several plugins", told.parts["Notes"]))
    yield "| | |\n|---|---|"
    yield from (f"| {markdown(head)} | {markdown(text)} |" for head, text in rows)
    yield ""
    if more:
        yield f"{markdown(more)}\n"
    if told.example:
        yield f"```python\n{_whole(told.example)}\n```\n"


def _whole(example: str) -> str:
    """An example that runs as it stands."""
    needed = [line for pattern, line in IMPORTS.items() if re.search(pattern, example)]
    outside = [line for line in needed if line.startswith(CONVENTIONS)]
    ours = [line for line in needed if line not in outside]
    return "\n".join([*outside, *ours, "", "", example])
