"""Fixtures that every test may use."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest


@pytest.fixture(autouse=True, scope="session")
def empty_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep a learner's progress out of the tests, and the tests out of it."""
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("cnnlite_home")
        patch.setenv("CNNLITE_HOME", str(home))
        yield home


@pytest.fixture
def rng() -> np.random.Generator:
    """A generator that draws the same numbers in every run."""
    return np.random.default_rng(20261121)
