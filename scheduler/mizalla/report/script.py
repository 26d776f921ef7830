"""Data within a page."""

import json
from typing import Any

from markupsafe import Markup


def as_script(data: Any) -> Markup:
    """Write data as JSON that may stand inside a script element.

    Text of a scenario can hold anything: ``<`` is written so that no tag ends or begins there.
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return Markup(text)  # noqa: S704 - escaped above
