"""One draft for all tests of the generator."""

import pytest

from mizalla.generate import Recipe, load_recipe
from mizalla.generate.draft import Draft, draft
from mizalla.generate.towns import Town, towns


@pytest.fixture(scope="session")
def all_towns() -> tuple[Town, ...]:
    return towns()


@pytest.fixture(scope="session")
def small() -> Recipe:
    return load_recipe("small")


@pytest.fixture(scope="session")
def small_draft(small: Recipe) -> Draft:
    return draft(small)


@pytest.fixture(scope="session")
def assiut() -> Recipe:
    return load_recipe("assiut")


@pytest.fixture(scope="session")
def assiut_draft(assiut: Recipe) -> Draft:
    return draft(assiut)


@pytest.fixture(scope="session")
def upper_egypt() -> Recipe:
    return load_recipe("upper-egypt")


@pytest.fixture(scope="session")
def upper_egypt_draft(upper_egypt: Recipe) -> Draft:
    return draft(upper_egypt)
