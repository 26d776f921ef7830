"""What members registered in capacity/."""

from collected import collected
from mizalla_models.rule import Limit
from mizalla_models.rules import Rules
from mizalla_models.scenario import MemberRules
from tiny import tiny

LINE = Limit(name="line", reason="Packing line.", where={"origin": ["W1"]}, at_most=90)
DOCK = Limit(reason="One dock.", where={"origin": ["W1"]}, per=("day",), at_most=50)

THEIRS = Limit(reason="Another dock.", where={"organisation": ["amal"]}, per=("day",), at_most=50)


def registered(*rules: Limit) -> Rules:
    files = (
        MemberRules(organisation="amal", file="capacity/amal.yaml", rules=(THEIRS,)),
        MemberRules(organisation="nour", file="capacity/nour.xlsx", rules=rules),
    )
    return collected(tiny(capacity=files))


def test_each_file_is_a_plugin_that_speaks_for_its_member() -> None:
    """A conflict must name the member who said a rule, not the file reader."""
    found = {
        item.id: (item.provider.organisation, item.rule)
        for item in registered(LINE, DOCK).provided
        if item.provider.plugin.startswith("capacity/")
    }
    assert found == {
        "capacity/amal.yaml/limit": ("amal", THEIRS),
        "capacity/nour.xlsx/line": ("nour", LINE),
        "capacity/nour.xlsx/limit": ("nour", DOCK),
    }


def test_the_version_follows_the_rules_and_not_their_order() -> None:
    """A run tells by the version whether a member has changed its mind since."""

    def version(*rules: Limit) -> str:
        return next(p.version for p in registered(*rules).plugins if p.name == "capacity/nour.xlsx")

    assert version(LINE, DOCK) == version(DOCK, LINE)
    assert version(LINE) != version(LINE, DOCK)


def test_capacity_can_be_switched_off_whole_or_by_file() -> None:
    """A what-if without a member's wishes needs no copy of the folder."""
    files = tuple(
        MemberRules(organisation=name, file=f"capacity/{name}.yaml", rules=(DOCK,))
        for name in ("amal", "nour")
    )
    for off, left in (
        ("capacity", set()),
        ("capacity/amal.yaml", {"capacity/nour.yaml"}),
    ):
        scenario = tiny(capacity=files, campaign={"plugins": [{"name": off, "enabled": False}]})
        names = {plugin.name for plugin in collected(scenario).plugins}
        assert {name for name in names if name.startswith("capacity")} == left
