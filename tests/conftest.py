"""Fixtures that every test may use."""

import os
import shutil
import tempfile
from collections.abc import Iterator

import numpy as np
import pytest

from tests.browser.lab import ARGUMENTS, Lab, chromium, serve_lab
from tests.notebooks import NOTEBOOKS
from tests.requirements import missing

# A learner's progress stays out of the tests, and the tests out of it; importing cnnlite.exercises already reads it.
HOME = tempfile.TemporaryDirectory(prefix="cnnlite-home-")
os.environ["CNNLITE_HOME"] = HOME.name
os.environ["TQDM_DISABLE"] = "1"  # as in the builder: no notebook stores a bar


@pytest.fixture
def rng() -> np.random.Generator:
    """A generator that draws the same numbers in every run."""
    return np.random.default_rng(20261121)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict:
    """Start the machine's own Chromium; none is downloaded."""
    if chromium() is None:
        missing("browser", "no Chromium is installed")
    return {"executable_path": chromium(), "args": ARGUMENTS}


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """Serve a copy of the notebooks; the learner's own settings are neither read nor written."""
    if chromium() is None:
        missing("browser", "no Chromium is installed")
    folder = tmp_path_factory.mktemp("lab")
    for notebook in NOTEBOOKS:
        shutil.copy(notebook, folder)
    with serve_lab(folder) as running:
        yield running
