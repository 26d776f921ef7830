"""Write a small distribution with one plugin."""

import re
from pathlib import Path
from string import Template

from mizalla_models.errors import UsageError

TEMPLATE = Path(__file__).parent / "template"
FILES = {
    "pyproject.toml": "pyproject.toml",
    "README.md": "README.md",
    "rules.py": "src/$module/__init__.py",
    "test_rules.py": "tests/test_rules.py",
}
"""Files of the template, and where they go."""
NAME = re.compile(r"[a-z][a-z0-9-]*")


def new_plugin(name: str, organisation: str, folder: Path) -> tuple[Path, ...]:
    """Write a distribution with an entry point, a rule, a test that passes, and a README.

    Parameters
    ----------
    name
        Name of the plugin: small letters, digits and hyphens.
    organisation
        Id of the member that it speaks for.
    folder
        A folder that is new or empty.

    Returns
    -------
    tuple of Path
        Files that were written.

    Raises
    ------
    UsageError
        If the name is none, or the folder holds something or can't be written.
    """
    if not NAME.fullmatch(name):
        raise UsageError(
            f"{name!r} is no name of a plugin.",
            mend="Begin with a small letter, then small letters, digits and hyphens: packing-line.",
        )
    if not organisation or any(sign in organisation for sign in "\"'\\\n"):
        raise UsageError(f"{organisation!r} is no id of a member.", mend="As organisations.csv.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is not empty.", mend="Name a folder that is new or empty.")
    words = {
        "name": name,
        "module": "mizalla_" + name.replace("-", "_"),
        "distribution": f"mizalla-{name}",
        "organisation": organisation,
    }
    written = []
    for source, target in FILES.items():
        path = folder / Template(target).substitute(words)
        text = (TEMPLATE / f"{source}.txt").read_text("utf-8")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(Template(text).substitute(words), encoding="utf-8")
        except OSError as error:
            raise UsageError(f"{path} can't be written: {error.strerror}.") from error
        written.append(path)
    return tuple(written)
