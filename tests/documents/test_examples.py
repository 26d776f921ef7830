"""The seven example members, all at once on a shipped scenario."""

import re
import shutil
from pathlib import Path

import yaml

from mizalla.run import survey

ROOT = Path(__file__).parents[2]
NAMES = {path.name for path in (ROOT / "plugins").iterdir() if path.is_dir()}


def test_upper_egypt_takes_all_seven(tmp_path: Path) -> None:
    """What the examples' page shows would be refused."""
    folder = tmp_path / "upper-egypt"
    shutil.copytree(ROOT / "scenarios/upper-egypt", folder)
    page = (ROOT / "plugins/README.md").read_text("utf-8")
    [shown] = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    campaign = yaml.safe_load((folder / "campaign.yaml").read_text("utf-8"))
    campaign |= yaml.safe_load(shown)
    (folder / "campaign.yaml").write_text(yaml.safe_dump(campaign, allow_unicode=True), "utf-8")
    found = survey(folder)
    assert found.faults == ()
    assert found.rules is not None
    records = {record.name: record for record in found.rules.plugins}
    assert set(records) >= NAMES
    assert all(records[name].code_hash for name in NAMES)
    talking = {name for name in NAMES if records[name].rules}
    assert talking == NAMES - {"rainy-roads", "stock-connector"}
    assert not [w for w in found.warnings if "speaks for no member" in w.problem]
