"""A scenario looked over."""

from mizalla.run import survey
from tiny import write_folder


def test_a_sound_scenario_has_rules_and_no_faults(tmp_path):
    """A folder could be called sound without its plugins having been asked."""
    found = survey(write_folder(tmp_path / "tiny"))
    assert found.faults == ()
    assert found.scenario is not None
    assert found.rules is not None
    assert {rule.rule.kind for rule in found.rules.provided} >= {"supply", "vehicles", "need"}


def test_a_folder_with_faults_has_neither_scenario_nor_rules(tmp_path):
    """Plugins would be asked about half a scenario."""
    found = survey(write_folder(tmp_path / "tiny", organisations=None))
    assert found.scenario is None
    assert found.rules is None
    assert found.faults
    assert set(found.faults) | set(found.warnings) == set(found.remarks)
