"""How often one host is asked."""

import time
from dataclasses import dataclass, field


@dataclass(slots=True)
class Pace:
    """Keeps a pause between two requests to one host; pauses are in seconds."""

    delay: float
    longest: float
    _next: dict[str, float] = field(default_factory=dict)
    _asked: dict[str, float] = field(default_factory=dict)

    def wait(self, host: str) -> None:
        """Wait until a host may be asked, and count this request."""
        pause = self._next.get(host, 0.0) - time.monotonic()
        if pause > 0:
            time.sleep(pause)
        self._next[host] = time.monotonic() + max(self.delay, self._asked.get(host, 0.0))

    def slower(self, host: str, seconds: float | None) -> None:
        """Take in what robots.txt asks for."""
        if seconds is not None:
            self._asked[host] = min(max(seconds, 0.0), self.longest)

    def hold(self, host: str, seconds: float) -> None:
        """Leave a host alone for so long from now, because it said so."""
        until = time.monotonic() + min(max(seconds, 0.0), self.longest)
        self._next[host] = max(until, self._next.get(host, 0.0))
