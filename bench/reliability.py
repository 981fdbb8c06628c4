"""What a ledger withstands: killed writers, eight writers at once, a full disk, a dead server.

    python -m bench.reliability [--kills 100] [--documents 250] [--postgres] [--folder DIR]

Prints one line a trial for docs/reliability.md; exit code 1 if a ledger is not as it should be.
A full disk is a small tmpfs where this program may mount one (as root), else a limit on the size
of files. With --postgres a server of its own is started on the loopback.
"""

import argparse
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from casus.ledger import DiskFullError, Ledger, LedgerError, Run
from tests.claims import Story, Told, coded_of, page_of
from tests.ledger.server import Server

RUN = Run("2022-04-01T12:00:00Z", "bench")
CLAIMS = 3
WRITERS = 8
MIB = 1024 * 1024
DISK = 12 * MIB
SERVER_DISK = 160 * MIB
SMALL_SERVER = ("max_wal_size=32MB", "min_wal_size=32MB", "shared_buffers=16MB")


@dataclass(frozen=True, slots=True)
class Found:
    """What is wrong in a ledger, and how much it holds; all of `broken` should be zero."""

    documents: int
    entries: int
    broken: int
    halves: int
    doubled: int
    missing: int
    strays: int

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong; a stray file is no fault."""
        return not (self.broken or self.halves or self.doubled or self.missing)


def main() -> None:
    """Run the trials and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--documents", type=int, default=250, help="of each of the eight writers")
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--folder", type=Path, help="where ledgers are made; default: temporary")
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="casus-reliability-", dir=given.folder))
    folder.chmod(0o755)  # a server runs as another user
    try:
        good = [trial() for trial in _trials(folder, given.kills, given.documents, given.postgres)]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(0 if all(good) else 1)


def _trials(
    folder: Path, kills: int, documents: int, postgres: bool
) -> Iterator[Callable[[], bool]]:
    if not postgres:
        yield partial(killed, str(folder / "killed.db"), kills)
        yield partial(crowd, str(folder / "crowd.db"), documents)
        yield partial(full_disk, folder / "disk")
        yield partial(full_file, str(folder / "limited.db"))
        return
    cluster, evidence = folder / "cluster", f"?evidence={folder}"
    cluster.mkdir()
    server = Server.make((), cluster)
    try:
        yield partial(killed, f"{server.emptied()}{evidence}/killed", kills)
        yield partial(dead_server, server, f"{server.emptied()}{evidence}/dead", max(1, kills // 5))
        yield partial(crowd, f"{server.emptied()}{evidence}/crowd", documents)
    finally:
        server.stop()
    yield partial(full_server_disk, folder / "disk")


def story(number: int, size: int = 2_000) -> Story:
    """A page with three claims; two of one number are the same."""
    told = tuple(Told(f"On day {number} they shelled post {k}.") for k in range(CLAIMS))
    return Story(f"page-{number}", told, extra=(f"{number} " * (size // 6),))


def write(place: str, numbers: range, size: int = 2_000, ready: int | None = None) -> None:
    """Keep pages one after the other; a byte goes to the pipe `ready` once the ledger is open."""
    with Ledger.open(place) as ledger:
        if ready is not None:
            os.write(ready, b".")
        for number in numbers:
            ledger.add(coded_of(story(number, size)), page_of(story(number, size)), RUN)


def look(place: str) -> Found:
    """Check a ledger in every way."""
    with Ledger.open(place, create=False) as ledger:
        verdict = ledger.verify()
        if not verdict.sound:
            print(f"  entry {verdict.bad}: {verdict.reason}")
        documents = list(ledger.documents())
        names = Counter(kept.document.id for kept in documents)
        kinds = Counter((entry.kind, entry.subject) for entry in ledger.entries())
        digests = {kept.document.sha256 for kept in documents}
        store = ledger.evidence
        missing = [d for d in digests if store is not None and not store.path(d).exists()]
        return Found(
            documents=len(documents),
            entries=verdict.checked,
            broken=int(not verdict.sound),
            halves=sum(kept.claims != CLAIMS for kept in documents),
            doubled=sum(n > 1 for n in names.values()) + sum(n > 1 for n in kinds.values()),
            missing=len(missing),
            strays=len(ledger.strays()),
        )


def started(place: str, numbers: range, size: int = 2_000, ready: int | None = None) -> int:
    """A process that writes; its id."""
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        write(place, numbers, size, ready)
        code = 0
    except LedgerError as error:
        code = 3 if isinstance(error, DiskFullError) else 2
        if code == 3:
            print(f"  {error}", flush=True)
    finally:
        os._exit(code)  # no clean-up of what the parent owns


def _two(place: str, first: int) -> list[int]:
    """Two writers of the same pages, once both have opened the ledger."""
    waiting, ready = os.pipe()
    writers = [started(place, range(first, first + 100_000), ready=ready) for _ in range(2)]
    for _ in writers:
        os.read(waiting, 1)
    os.close(waiting)
    os.close(ready)
    return writers


def ended(pid: int) -> int:
    """Exit code of a process; minus the number of the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def killed(place: str, kills: int, seed: int = 1) -> bool:
    """Two writers at once, killed with -9 at random moments, again and again on one ledger."""
    begun, chance = time.perf_counter(), random.Random(seed)  # noqa: S311 - moments, no secrets
    write(place, range(1))
    faults = dead = at = 0
    for _ in range(kills // 2):
        writers = _two(place, at)
        time.sleep(chance.uniform(0.0, 0.5))
        for pid in writers:
            os.kill(pid, signal.SIGKILL)
        dead += sum(ended(pid) == -signal.SIGKILL for pid in writers)
        found = look(place)
        faults += not found.whole
        at = found.documents
    return _told(f"kill -9, {dead} times", found, begun, faults)


def crowd(place: str, documents: int) -> bool:
    """Eight writers at once; each page is written by two of them."""
    begun = time.perf_counter()
    write(place, range(1))
    half = documents // 2
    starts = [(writer // 2) * 2 * half + (writer % 2) * half for writer in range(WRITERS)]
    span = WRITERS * half
    pids = [started(place, range(s, min(s + documents, span))) for s in starts]
    codes = [ended(pid) for pid in pids]
    spent = time.perf_counter() - begun
    found = look(place)
    pages = len({n for s in starts for n in range(s, min(s + documents, span))})
    print(f"  {sum(codes)} writers failed; {pages / spent:.0f} pages/s by {WRITERS} writers")
    good = found.documents == pages and not any(codes)
    verified = time.perf_counter()
    with Ledger.open(place, create=False) as ledger:
        ledger.verify()
    rate = found.entries / (time.perf_counter() - verified)
    print(f"  verify: {rate:,.0f} entries/s, evidence files read")
    return _told(f"{WRITERS} writers", found, begun, not good)


def full_disk(folder: Path) -> bool:
    """Write until the disk is full, free some space, and go on."""
    begun = time.perf_counter()
    with small_disk(folder, DISK) as disk:
        if disk is None:
            print("full disk: no right to mount one here; see the limit on files below")
            return True
        place, filler = str(disk / "casus.db"), disk / "filler"
        filler.write_bytes(b"x" * (DISK // 4))
        return _filled_up("full disk (tmpfs)", place, filler.unlink, begun)


def full_file(place: str) -> bool:
    """The same with a limit on the size of files in place of a disk."""
    begun = time.perf_counter()
    resource.setrlimit(resource.RLIMIT_FSIZE, (DISK // 4, resource.RLIM_INFINITY))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    def lift() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

    return _filled_up("full disk (file size)", place, lift, begun)


def _filled_up(label: str, place: str, free: Callable[[], object], begun: float) -> bool:
    code = ended(started(place, range(100_000), size=20_000))
    before = look(place)
    free()
    more = range(before.documents + 5)
    write(place, more, size=20_000)
    after = look(place)
    good = code == 3 and before.whole and after.documents == len(more)
    print(f"  {before.documents} pages were kept when it was full, {after.documents} afterwards")
    return _told(label, after, begun, not good)


def dead_server(server: Server, place: str, kills: int) -> bool:
    """The server itself is killed with -9 while two writers write."""
    begun, chance = time.perf_counter(), random.Random(2)  # noqa: S311 - moments, no secrets
    write(place, range(1))
    faults = at = 0
    for _ in range(kills):
        writers = _two(place, at)
        time.sleep(chance.uniform(0.0, 0.5))
        server.kill()
        faults += sum(ended(pid) != 2 for pid in writers)
        server.start()
        found = look(place)
        faults += not found.whole
        at = found.documents
    return _told(f"server killed, {kills} times", found, begun, faults)


def full_server_disk(folder: Path) -> bool:
    """A server whose disk fills up."""
    begun = time.perf_counter()
    with small_disk(folder, SERVER_DISK) as disk:
        if disk is None:
            print("full disk of a server: no right to mount one here")
            return True
        cluster = disk / "cluster"
        cluster.mkdir()
        server = Server.make(SMALL_SERVER, cluster)
        filler = disk / "filler"
        filler.write_bytes(b"x" * max(0, shutil.disk_usage(disk).free - 24 * MIB))
        place = f"{server.url}?evidence={folder}.evidence"
        try:
            code = ended(started(place, range(100_000), size=20_000))
            filler.unlink()
            server.kill()
            server.start()
            before = look(place)
            write(place, range(before.documents + 5), size=20_000)
            after = look(place)
        finally:
            server.stop()
        good = code in {2, 3} and before.whole and after.documents == before.documents + 5
        print(f"  {before.documents} pages were kept when it was full (exit {code})")
        return _told("full disk of a server", after, begun, not good)


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[Path | None]:
    """A file system of its own in memory; None where it may not be mounted."""
    folder.mkdir(parents=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        yield None
        return
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def _told(label: str, found: Found, begun: float, faults: int) -> bool:
    spent = time.perf_counter() - begun
    print(
        f"{label}: {found.documents} pages, {found.entries} entries; {found.broken} broken links, "
        f"{found.halves} half documents, {found.doubled} doubled, {found.missing} evidence files "
        f"missing, {found.strays} stray files; {int(faults)} faulty rounds; {spent:.0f} s",
        flush=True,
    )
    return found.whole and not faults


if __name__ == "__main__":
    main()
