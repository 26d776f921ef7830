"""Write the pages anew: ``python -m mizalla.reference FOLDER``."""

import sys
from pathlib import Path

from mizalla.reference import hooks_page, records_page, rules_page, sheets_page

folder = Path(sys.argv[1])
for name, page in (
    ("hooks.md", hooks_page()),
    ("rules.md", rules_page()),
    ("records.md", records_page()),
    ("capacity-sheets.md", sheets_page()),
):
    (folder / name).write_text(page, encoding="utf-8")
