"""Print the plan, or the conflict, of each folder named as one line of JSON."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from integration.compare import make


def text(folder: Path) -> str:
    """What Mizalla makes of a folder, in one line."""
    made = make(folder)
    if made.plan is not None:
        return made.plan.model_dump_json()
    return json.dumps([item.model_dump() for item in made.conflict])


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print(text(Path(name)))  # noqa: T201
