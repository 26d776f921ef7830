"""The contracts plugin."""

from collected import rules_of
from mizalla_models.lane import ContractedLane
from tiny import STORE, tiny


def test_only_contracts_leave_an_origin_that_lanes_name() -> None:
    """Fleets would undercut a contract that the alliance has signed."""
    stores = (STORE, STORE.model_copy(update={"id": "W2"}))
    lanes = (
        ContractedLane(origin="W1", destination="EG250101"),
        ContractedLane(origin="W1", destination="W2"),
    )
    (rule,) = rules_of(tiny(warehouses=stores, lanes=lanes), "contracts")
    assert dict(rule.where) == {"origin": ("W1",), "movement": ("delivery",)}
    assert dict(rule.unless) == {"fleet": ("contract",)}


def test_no_contract_gives_no_rule() -> None:
    """Without lanes.csv every fleet may leave."""
    assert rules_of(tiny(), "contracts") == []
