"""Messages between processes: JSON, then parts of plain bytes."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

LENGTH = 8
"""Bytes that say how long the JSON is."""
LONGEST_HEAD = 4 << 20
"""Bytes of the JSON at most: read, small values take up to thirty times as much memory."""
LINE = b"\n"
"""Parts texts of JSON, which holds none of it."""


def pack(head: Mapping[str, Any], parts: Mapping[str, bytes]) -> bytes:
    """Write a message."""
    sizes = {name: len(part) for name, part in parts.items()}
    text = json.dumps({"head": head, "parts": sizes}, ensure_ascii=False).encode(
        "utf-8", "surrogatepass"
    )
    return b"".join((len(text).to_bytes(LENGTH, "big"), text, *parts.values()))


def unpack(data: bytes, longest: int = LONGEST_HEAD) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Read a message whose JSON has at most ``longest`` bytes.

    Raises
    ------
    ValueError
        If it is cut off, or none of ours.
    """
    length = int.from_bytes(data[:LENGTH], "big")
    if length > longest:
        raise ValueError("the head of the message is too long")
    text = data[LENGTH : LENGTH + length]
    if len(data) < LENGTH or len(text) < length:
        raise ValueError("the message is cut off")
    try:
        content = json.loads(text)
    except RecursionError:
        raise ValueError("the message is nested too deep") from None
    if not isinstance(content, dict) or not isinstance(content.get("head"), dict):
        raise ValueError("the message has no head")
    sizes = content.get("parts")
    if not isinstance(sizes, dict) or not all(
        isinstance(size, int) and size >= 0 for size in sizes.values()
    ):
        raise ValueError("the message has no parts")
    parts, start = {}, LENGTH + length
    for name, size in sizes.items():
        parts[name] = data[start : start + size]
        start += size
    if start != len(data):
        raise ValueError("the message is cut off or too long")
    return content["head"], parts


def join(texts: Sequence[str]) -> bytes:
    """Write texts of JSON as one part."""
    return LINE.join(text.encode("utf-8", "surrogatepass") for text in texts)


def split(part: bytes, most: int) -> tuple[str, ...]:
    """Read texts of JSON.

    Raises
    ------
    ValueError
        If there are more than ``most``, or they are no text.
    """
    if part.count(LINE) >= most:
        raise ValueError(f"there are more than {most:,} records")
    return tuple(line.decode("utf-8") for line in part.split(LINE)) if part else ()
