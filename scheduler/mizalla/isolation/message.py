"""Messages between processes: JSON, then parts of plain bytes."""

import json
from collections.abc import Mapping
from typing import Any

LENGTH = 8
"""Bytes that say how long the JSON is."""


def pack(head: Mapping[str, Any], parts: Mapping[str, bytes]) -> bytes:
    """Write a message."""
    sizes = {name: len(part) for name, part in parts.items()}
    text = json.dumps({"head": head, "parts": sizes}, ensure_ascii=False).encode(
        "utf-8", "surrogatepass"
    )
    return b"".join((len(text).to_bytes(LENGTH, "big"), text, *parts.values()))


def unpack(data: bytes) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Read a message.

    Raises
    ------
    ValueError
        If it is cut off, or none of ours.
    """
    length = int.from_bytes(data[:LENGTH], "big")
    text = data[LENGTH : LENGTH + length]
    if len(data) < LENGTH or len(text) < length:
        raise ValueError("the message is cut off")
    content = json.loads(text)
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
