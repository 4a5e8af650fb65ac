"""What tests of several rooms use."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, expect

from tests.fakes.browser import chromium

# The suite says the same of the same code each time; `make fuzz` draws new examples.
expect.set_options(timeout=20_000)  # milliseconds; what takes long on a busy machine is no mistake

# Nothing is judged by the clock: other work may run on the machine.
UNTIMED = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("repeatable", derandomize=True, database=None, **UNTIMED)
settings.register_profile("searching", derandomize=False, print_blob=True, **UNTIMED)
settings.load_profile("repeatable")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium for the tests of one module."""
    with chromium() as opened:
        yield opened
