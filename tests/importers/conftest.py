"""What the tests of hostile input share."""

import signal

import pytest

SECONDS = 60
"""Of processor time, far more than any piece of work takes that is held to its limits."""


@pytest.fixture
def an_end():
    """End what would go on for ever by a failure that names it, whatever the machine is busy with."""

    def stop(*_: object) -> None:
        pytest.fail(f"took more than {SECONDS} s of processor time")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    yield
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.signal(signal.SIGPROF, before)
