"""What was fetched before, so that an unchanged page is not sent again.

One JSON object a line, appended when a page has been taken in; the last line of a URL counts. A
line that breaks off (power cut) is passed over.
"""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from casus.ingest.fetch.record import Fetched


@dataclass(frozen=True, slots=True)
class Seen:
    """One URL as it was last time: the validators are None where the server gave none."""

    url: str
    final: str
    time: str
    status: int
    etag: str | None = None
    last_modified: str | None = None
    sha256: str | None = None


@dataclass(slots=True)
class Memory:
    """URLs fetched before. Without a path it lasts for one run."""

    path: Path | None = None
    _seen: dict[str, Seen] = field(default_factory=dict)

    @classmethod
    def open(cls, path: Path | None) -> "Memory":
        """Read a file of memories; one with many outdated lines is written anew.

        Raises:
            OSError: the file cannot be read or written.
        """
        memory = cls(path)
        if path is None or not path.exists():
            return memory
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        for line in lines:
            found = _read(line)
            if found is not None:
                memory._seen[found.url] = found
        if len(lines) > 2 * len(memory._seen) + 100:
            memory._rewrite(path)
        return memory

    def get(self, url: str) -> Seen | None:
        """What is remembered of a URL."""
        return self._seen.get(url)

    def __contains__(self, url: object) -> bool:
        return url in self._seen

    def remember(self, record: Fetched) -> None:
        """Take in one answer; an unchanged page stays as it was remembered."""
        if record.status == 304:
            return
        self.add(
            Seen(
                url=record.url,
                final=record.final,
                time=record.time,
                status=record.status,
                etag=record.header("etag"),
                last_modified=record.header("last-modified"),
                sha256=record.sha256,
            )
        )

    def add(self, seen: Seen) -> None:
        """Take in one memory and write it down."""
        self._seen[seen.url] = seen
        if self.path is not None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a", encoding="utf-8") as file:
                file.write(_line(seen))

    def _rewrite(self, path: Path) -> None:
        fresh = path.with_name(path.name + ".part")
        fresh.write_text("".join(map(_line, self._seen.values())), encoding="utf-8")
        fresh.replace(path)


def _line(seen: Seen) -> str:
    return json.dumps(asdict(seen), sort_keys=True) + "\n"


def _read(line: str) -> Seen | None:
    try:
        seen = Seen(**json.loads(line))
    except (ValueError, TypeError, RecursionError):
        return None
    texts = (seen.url, seen.final, seen.time, seen.etag or "", seen.last_modified or "")
    return seen if all(isinstance(text, str) for text in texts) else None
