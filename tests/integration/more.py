"""Compare more campaigns than the suite does: ``python tests/integration/more.py FROM TO [SCALE]``.

Prints the disagreements of each seed from FROM to TO (exclusive), and how many there were.
"""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from integration.compare import disagreements, make
from integration.random_campaigns import draw


def found(seed: int, scale: int) -> list[str]:
    """Disagreements of one campaign; a crash counts as one."""
    with tempfile.TemporaryDirectory() as folder:
        drawn = draw(seed, scale=scale).write(Path(folder) / "drawn")
        try:
            return disagreements(make(drawn), large=scale > 1)
        except Exception as error:  # noqa: BLE001 - a crash is what this looks for
            return [f"{type(error).__name__}: {error}"]


def main(first: int, last: int, scale: int = 1) -> int:
    """Compare the campaigns of some seeds and give the number of those that disagree."""
    wrong = 0
    for seed in range(first, last):
        said = found(seed, scale)
        wrong += bool(said)
        for line in said:
            print(f"seed {seed}: {line}")  # noqa: T201
    print(f"{wrong} of {last - first} campaigns disagree")  # noqa: T201
    return wrong


if __name__ == "__main__":
    sys.exit(min(main(*map(int, sys.argv[1:])), 1))
