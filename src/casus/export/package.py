"""A Frictionless data package: CSV tables of claims, incidents and pages, and what they mean.

A target that ends in `.zip` becomes one ZIP file, any other a folder with `datapackage.json`.
Method: https://specs.frictionlessdata.io/data-package/ (version 1).
"""

import json
import os
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from casus.export.columns import CLAIMS, DOCUMENTS, INCIDENTS, Column, Values
from casus.export.hxl import incident_rows
from casus.export.profile import shown_of
from casus.export.tabular import claim_rows, document_rows, write_table
from casus.export.whole import whole_bytes, whole_folder
from casus.merge.cases import Case
from casus.model import STATUSES, TYPES

DESCRIPTOR = "datapackage.json"
SCHEMA = "casus-datapackage/1"
NOT_OPEN = "other-closed"
Open = Callable[[str], Any]
TYPES_OF = {"list": "string"}
LISTS = " Several are joined by ' | '."
ENUMS = {"status": STATUSES, "type": TYPES}


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the package: its rows, key, and columns that point to other tables' keys."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterator[Values]
    key: str
    points: tuple[tuple[str, str], ...] = ()


def write_package(cases: Sequence[Case], path: Path, as_of: date, licence: str | None) -> int:
    """Write the package; return the number of claims.

    `licence` is an Open Definition id such as `CC-BY-4.0`; None says that none was given.

    Raises:
        ExportError: the target cannot be written; nothing half-written is left.
    """
    tables = (
        Table(
            "claims",
            CLAIMS,
            claim_rows(cases),
            "claim_id",
            (("incident_id", "incidents"), ("document", "documents")),
        ),
        Table("incidents", INCIDENTS, incident_rows(cases), "incident_id"),
        Table("documents", DOCUMENTS, document_rows(cases), "document"),
    )
    about = descriptor(cases, tables, as_of, licence)
    with _target(path) as opened:
        counts = []
        for table in tables:
            with opened(f"{table.name}.csv") as out:
                counts.append(write_table(table.rows, out, table.columns))
        with opened(DESCRIPTOR) as out:
            json.dump(about, out, ensure_ascii=False, indent=2)
            out.write("\n")
    return counts[0]


def descriptor(
    cases: Sequence[Case], tables: Sequence[Table], as_of: date, licence: str | None
) -> dict[str, Any]:
    """The content of `datapackage.json`."""
    profiles = sorted({shown.profile for case in cases for shown in shown_of(case)})
    return {
        "profile": "tabular-data-package",
        "name": "casus-claims",
        "title": "Attributed claims about conflict, and the incidents they speak of",
        "description": (
            "Each row of claims is what one source says, with its status and passage; an incident "
            "is computed from claims that speak of one event. Nothing is stated as a fact. "
            f"Profile: {'; '.join(profiles) or 'no claims'}."
        ),
        "created": f"{as_of.isoformat()}T00:00:00Z",
        "schema_version": SCHEMA,
        "licenses": [_licence(licence)],
        "sources": list(_sources(cases)),
        "resources": [_resource(table) for table in tables],
    }


def _licence(name: str | None) -> dict[str, str]:
    if name is not None:
        return {"name": name}
    title = "No licence was given with this export; passages belong to their publishers"
    return {"name": NOT_OPEN, "title": title}


def _sources(cases: Sequence[Case]) -> Iterator[dict[str, str]]:
    """Every outlet once, with its site where an address is shown."""
    sites: dict[str, str] = {}
    for case in cases:
        for shown in shown_of(case):
            address = urlsplit((shown.page.url if shown.page else None) or "")
            site = f"{address.scheme}://{address.netloc}/" if address.netloc else ""
            name = shown.outlet or address.netloc or "pages without a named outlet"
            sites[name] = sites.get(name) or site
    for name, site in sorted(sites.items()):
        yield {"title": name, "path": site} if site else {"title": name}


def _resource(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": table.key,
    }
    if table.points:
        schema["foreignKeys"] = [
            {"fields": column, "reference": {"resource": other, "fields": column}}
            for column, other in table.points
        ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True},
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    told = column.meaning + "." + (LISTS if column.kind == "list" else "")
    made: dict[str, Any] = {
        "name": column.name,
        "type": TYPES_OF.get(column.kind, column.kind),
        "description": told,
    }
    if column.name in ENUMS and "All statuses" not in column.meaning:
        made["constraints"] = {"required": True, "enum": list(ENUMS[column.name])}
    return made


@contextmanager
def _target(path: Path) -> Iterator[Open]:
    if path.suffix.lower() == ".zip":
        with whole_bytes(path) as raw, zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
            yield lambda name: _member(archive, name)
    else:
        with whole_folder(path, DESCRIPTOR) as folder:
            yield lambda name: _file(folder / name)


@contextmanager
def _member(archive: zipfile.ZipFile, name: str) -> Iterator[IO[str]]:
    with (
        archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as raw,
        TextIOWrapper(raw, encoding="utf-8", newline="", errors="replace") as out,
    ):
        yield out


@contextmanager
def _file(path: Path) -> Iterator[IO[str]]:
    with path.open("x", encoding="utf-8", newline="", errors="replace") as out:
        yield out
        out.flush()
        os.fsync(out.fileno())
