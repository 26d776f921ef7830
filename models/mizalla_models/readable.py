"""Names that the system gave as bytes, as text that any program can write."""


def readable(name: str) -> str:
    """Undo how Python carries a path or argument that is no text of the current locale.

    Bytes that are UTF-8 become the text that they are (under ``LC_ALL=C`` Python does not look),
    others become U+FFFD. Such a name is for people; only the one given opens the file.

    Parameters
    ----------
    name
        A path or argument, perhaps with surrogates that stand for bytes (PEP 383).
    """
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
