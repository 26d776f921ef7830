"""Stand-ins that tests of several packages use."""

import sys
from types import ModuleType
from typing import Any

import pytest
from joblib import register_parallel_backend
from joblib._parallel_backends import ThreadingBackend


class AllAtOnce(ThreadingBackend):
    """A backend that hands all results back at once, as ray's does."""

    supports_return_generator = False


@pytest.fixture
def ray_at(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """A stand-in for ray, which is not installed with Mizalla; where clusters were looked for."""
    asked: list[str | None] = []
    ray: Any = ModuleType("ray")
    ray.is_initialized = lambda: False
    ray.init = lambda address=None, **_: asked.append(address)
    ray.shutdown = lambda: None
    joined: Any = ModuleType("ray.util.joblib")
    joined.register_ray = lambda: register_parallel_backend("ray", AllAtOnce)
    util: Any = ModuleType("ray.util")
    for name, module in (("ray", ray), ("ray.util", util), ("ray.util.joblib", joined)):
        monkeypatch.setitem(sys.modules, name, module)
    return asked
