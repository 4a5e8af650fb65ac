"""What boxes may use. Pure values, handed to a host as JSON on its command line."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """How long, how large, how many. Seconds are wall-clock seconds, sizes are bytes."""

    seconds: float = 10.0  # longest a piece of work may run
    memory: int = 1024 * MIB  # address space a piece of work may add to its worker
    total_memory: int = 3072 * MIB  # resident memory all running works may add together
    result_bytes: int = 256 * MIB  # longest result
    spare: int = 2  # workers kept ready
    quick: int = 6  # workers for work that has run for less than `slow_after`
    slow: int = 6  # workers that may be busy for longer
    slow_after: float = 1.0  # seconds until work counts as slow
    queue: int = 256  # pieces of work that may wait for a worker
    wait_seconds: float = 10.0  # longest a piece of work waits
    stack: int = 512 * MIB  # stack of the thread the work runs in; reserved, not used until needed
