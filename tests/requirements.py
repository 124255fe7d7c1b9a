"""What a test needs from the machine; CNNLITE_REQUIRE turns "not here, skipped" into a failure."""

import importlib
import os
from types import ModuleType
from typing import NoReturn

import pytest


def missing(what: str, reason: str) -> NoReturn:
    """Skip the test, or fail it where CNNLITE_REQUIRE names ``what``."""
    if what in os.environ.get("CNNLITE_REQUIRE", "").split(","):
        pytest.fail(f"CNNLITE_REQUIRE asks for {what}, but {reason}")
    pytest.skip(reason, allow_module_level=True)


def needs(module: str) -> ModuleType:
    """Import an optional module, or skip or fail the test."""
    try:
        return importlib.import_module(module)
    except ImportError:
        missing(module, f"{module} is not installed")
