"""A bound on the memory of a worker process."""

import sys
from pathlib import Path

if sys.platform != "win32":
    import resource


def bound_memory(more: int) -> bool:
    """Let this process take `more` bytes of address space beyond what it has now.

    What asks for more gets a `MemoryError`, which costs the page and not the worker. False where
    the system cannot tell or set it (other than Linux); the time limit then serves alone.
    """
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except (OSError, ValueError):
        return False
    limit = pages * resource.getpagesize() + more
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY and hard < limit:
        limit = hard
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    return True
