"""What a test needs from the machine; CNNLITE_REQUIRE turns "not here, skipped" into a failure."""

import os

import pytest


def missing(what: str, reason: str) -> None:
    """Skip the test, or fail it where CNNLITE_REQUIRE names ``what``."""
    if what in os.environ.get("CNNLITE_REQUIRE", "").split(","):
        pytest.fail(f"CNNLITE_REQUIRE asks for {what}, but {reason}")
    pytest.skip(reason)
