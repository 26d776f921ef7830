"""Text of plugins as it may be shown and kept: without signs that steer terminals."""

import re

LONGEST = 500
"""Characters of a message that a plugin made up."""
_ESCAPED = re.compile(r"(?<!\\)(?:\\\\)*\\(?:u00[01]|b|f|r|u202[89deDE]|u[dD][89a-fA-F])")
"""As JSON writes them."""
_SIGNS = "\x7f-\x9f\u2028\u2029\u202d\u202e\ud800-\udfff"
_RAW = re.compile(f"[{_SIGNS}]")
_SHOWN = re.compile(f"[\x00-\x08\x0b-\x1f{_SIGNS}]")


def steers(text: str) -> bool:
    """Whether JSON text holds a control character other than a new line or a tab.

    A terminal would obey it, and PostgreSQL keeps no NUL: with one, a member could forge what a
    planner reads, or keep a whole run from being kept. Marks that turn letters around against
    their own direction, line separators and halves of characters are taken for such, too.
    """
    if "\\" in text and _ESCAPED.search(text) is not None:
        return True
    return (not text.isascii() or "\x7f" in text) and _RAW.search(text) is not None


def plain(text: str) -> str:
    """Text with its control characters made visible, but for new lines and tabs."""
    return _SHOWN.sub("�", text)


def cut(text: str, most: int = LONGEST) -> str:
    """Text that is not longer than a message may be."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def shown(text: str, plugin: str) -> str:
    """What a plugin printed, line by line in its name, without control characters."""
    lines = plain(text.replace("\r\n", "\n")).splitlines()
    return "".join(f"{plugin}: {line}\n" for line in lines)
