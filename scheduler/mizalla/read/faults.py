"""The collector that every part of reading writes its findings to."""

from collections.abc import Iterable
from typing import Literal

from mizalla_models.fault import Fault

Severity = Literal["fault", "warning"]


def printable(text: str) -> str:
    """Text that any terminal and any JSON can carry: half characters become question marks."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


class Faults:
    """Faults in the order in which they are found, to be told in the order of the files."""

    def __init__(self) -> None:
        self._found: list[Fault] = []

    def add(
        self,
        file: str,
        problem: str,
        mend: str,
        *,
        row: int | None = None,
        column: str | None = None,
        sheet: str | None = None,
        severity: Severity = "fault",
    ) -> None:
        """Write one down; ``row`` and ``column`` as a spreadsheet shows them."""
        self._found.append(
            Fault(
                file=printable(file),
                row=row,
                column=None if column is None else printable(column),
                problem=printable(problem),
                mend=printable(mend),
                sheet=None if sheet is None else printable(sheet),
                severity=severity,
            )
        )

    @property
    def any_fatal(self) -> bool:
        """Whether one of them stops the run."""
        return any(fault.severity == "fault" for fault in self._found)

    def in_order(self, files: Iterable[str]) -> tuple[Fault, ...]:
        """All of them, by file (``files`` first, in their order) and row."""
        place = {name: number for number, name in enumerate(files)}
        last = len(place)
        return tuple(
            sorted(
                dict.fromkeys(self._found),
                key=lambda fault: (
                    place.get(fault.file, last),
                    fault.file,
                    fault.sheet or "",
                    fault.row or 0,
                ),
            )
        )
