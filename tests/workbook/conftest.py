"""A campaign that is planned once for all tests of this folder."""

import pytest

from digests import planned
from mizalla.figures import Digest


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Digest:
    """The digest of a small plan."""
    return planned(tmp_path_factory.mktemp("campaign"))
