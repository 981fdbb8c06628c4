"""Where a ledger lies: an SQLite file, or a PostgreSQL database and a folder for the evidence."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from casus.ledger.errors import LedgerError

IN_MEMORY = frozenset({None, "", ":memory:"})
NONE = "none"


@dataclass(frozen=True, slots=True)
class Address:
    """A ledger's database and its folder of evidence.

    `shown` is the place without any password. `beside` is the path next to which the ledger's other
    files lie (`.salt`), None where there is none. `evidence` is None where no bytes are kept;
    `undecided` means that a server's address does not say where they go.
    """

    url: URL
    shown: str
    beside: Path | None
    evidence: Path | None
    undecided: bool = False

    @property
    def salt(self) -> Path | None:
        """The file of the salt, None where it lives in memory alone."""
        return Path(f"{self.beside}.salt") if self.beside else None


def address_of(place: str | Path) -> Address:
    """A path, an SQLite URL, or `postgresql://user@host/name?evidence=FOLDER`.

    `?evidence=none` keeps no bytes; a server's address without it can be read, but no page be kept.

    Raises:
        LedgerError: no URL, or one of another database.
    """
    if isinstance(place, Path) or "://" not in place:
        return _file(URL.create("sqlite", database=str(place)), str(place))
    try:
        url = make_url(place)
        backend = url.get_backend_name()
    except ArgumentError as error:
        raise LedgerError(f"{place.split('@')[-1]}: is no database URL; give a path") from error
    if backend == "sqlite":
        return _file(url, place)
    if backend in {"postgresql", "postgres"}:
        return _server(url)
    raise LedgerError(
        f"{_shown(url)}: only SQLite and PostgreSQL hold ledgers; give a path or postgresql://…"
    )


def beside(place: str | Path) -> Path | None:
    """The path next to which what belongs to a ledger may lie; None where there is none.

    Raises:
        LedgerError: no URL, or one of another database.
    """
    return address_of(place).beside


def _file(url: URL, shown: str) -> Address:
    if url.database in IN_MEMORY:
        return Address(url, shown, None, None)
    return Address(url, shown, Path(str(url.database)), Path(f"{url.database}.evidence"))


def _server(url: URL) -> Address:
    given = url.query.get("evidence")
    folder = given if isinstance(given, str) or given is None else given[-1]
    url = url.set(drivername="postgresql+psycopg").difference_update_query(["evidence"])
    shown = _shown(url.set(drivername="postgresql"))
    if folder is None:
        return Address(url, shown, None, None, undecided=True)
    if folder == NONE:
        return Address(url, shown, None, None)
    return Address(url, shown, Path(folder), Path(folder))


def _shown(url: URL) -> str:
    return url.render_as_string(hide_password=True)
