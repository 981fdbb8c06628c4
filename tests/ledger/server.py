"""A PostgreSQL server of our own on the loopback, for tests and measurements."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg

OLDEST = 15
PASSWORD = "of-this-run-only"  # noqa: S105 - the server lives as long as the test and hears the loopback alone


class NoServerError(RuntimeError):
    """There is no PostgreSQL here that could be started; the message says why."""


@dataclass(slots=True)
class Server:
    """A running server, its folder and port."""

    binaries: Path
    folder: Path
    port: int
    settings: tuple[str, ...]
    process: "subprocess.Popen[bytes] | None" = None

    @classmethod
    def make(cls, settings: Sequence[str] = (), folder: Path | None = None) -> "Server":
        """Set up a cluster in a new folder (or an empty one that is given) and start it."""
        binaries = _binaries()
        folder = folder or Path(tempfile.mkdtemp(prefix="casus-postgres-", dir=_quickest()))
        _own(folder)
        data, secret = folder / "data", folder / "password"
        secret.write_text(PASSWORD)
        _own(secret)
        command = [binaries / "initdb", "-D", data, "-U", "casus", "-E", "UTF8", "--locale=C"]
        command += ["-A", "scram-sha-256", "--pwfile", secret, "--no-sync"]
        made = _run(command)
        if made.returncode:
            shutil.rmtree(folder, ignore_errors=True)
            raise NoServerError(f"initdb: {made.stderr.strip()}")
        server = cls(binaries, folder, _free_port(), tuple(settings))
        server.start()
        return server

    def start(self) -> None:
        """Start the server and wait until it answers."""
        given = [f"port={self.port}", "listen_addresses=127.0.0.1", "unix_socket_directories="]
        options = [part for setting in (*given, *self.settings) for part in ("-c", setting)]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [self.binaries / "postgres", "-D", self.folder / "data", *options],
                stdout=log,
                stderr=log,
                **_identity(),
            )
        deadline = time.monotonic() + 60
        while True:
            try:
                psycopg.connect(self.dsn, connect_timeout=2).close()
            except psycopg.OperationalError as error:
                if time.monotonic() > deadline or self.process.poll() is not None:
                    raise NoServerError(f"the server does not start: {error}") from error
                time.sleep(0.05)
            else:
                return

    def kill(self) -> None:
        """End it as a power cut would, its children too."""
        if self.process is not None:
            children = _children(self.process.pid)
            self.process.kill()
            self.process.wait()
            for child in children:
                _signal(child, signal.SIGKILL)
            (self.folder / "data" / "postmaster.pid").unlink(missing_ok=True)
            self.process = None

    def stop(self) -> None:
        """End it and delete its folder."""
        if self.process is not None:
            self.process.send_signal(signal.SIGQUIT)  # at once: its folder goes anyway
            self.process.wait(timeout=60)
            self.process = None
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def url(self) -> str:
        """The address of the one database as a user would write it."""
        return f"postgresql://casus:{PASSWORD}@127.0.0.1:{self.port}/postgres"

    def emptied(self) -> str:
        """Take out the ledger that the database holds; its URL."""
        with psycopg.connect(self.dsn, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE application_name = 'casus'"
            )
            connection.execute("DROP SCHEMA IF EXISTS casus CASCADE")
        return self.url

    @property
    def dsn(self) -> str:
        """The same in the driver's words."""
        return f"host=127.0.0.1 port={self.port} user=casus password={PASSWORD} dbname=postgres"


def _binaries() -> Path:
    """The folder of the server's programs."""
    found = [Path(p).resolve().parent for p in [shutil.which("postgres")] if p]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in found:
        if (folder / "initdb").exists():
            version = _run([folder / "postgres", "--version"]).stdout.split()[2].split(".")[0]
            if int(version) >= OLDEST:
                return folder
    raise NoServerError(
        f"no PostgreSQL {OLDEST} or newer is installed (Debian: apt install postgresql)"
    )


def _quickest() -> str | None:
    """A folder in memory where there is one; None is the usual place."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
    return str(memory) if memory.is_dir() else None


def _identity() -> dict[str, object]:
    """PostgreSQL refuses to run as root; then it runs as another user of this machine."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise NoServerError("this is root, and there is neither a user postgres nor nobody")


def _own(path: Path) -> None:
    identity = _identity()
    if identity:
        os.chown(path, identity["user"], identity["group"])  # type: ignore[call-overload]


def _run(command: Sequence[object]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        **_identity(),  # type: ignore[call-overload]
    )


def _children(parent: int) -> list[int]:
    listed = Path(f"/proc/{parent}/task/{parent}/children")
    return [int(pid) for pid in listed.read_text().split()] if listed.exists() else []


def _signal(pid: int, number: int) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
