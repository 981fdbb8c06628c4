"""Every layout by its name, and the one call that writes it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import IO

from casus.export.acled import write_acled
from casus.export.geojson import write_geojson
from casus.export.hxl import write_hxl
from casus.export.kml import write_kml
from casus.export.package import write_package
from casus.export.parquet import write_parquet
from casus.export.plover import write_plover
from casus.export.tabular import write_claims
from casus.export.ucdp import write_ucdp
from casus.export.whole import whole_bytes, whole_file
from casus.merge.cases import Case


class Layout(StrEnum):
    """What an export looks like."""

    CSV = "csv"
    PARQUET = "parquet"
    GEOJSON = "geojson"
    KML = "kml"
    HXL = "hxl"
    PLOVER = "plover"
    ACLED = "acled-layout"
    UCDP = "ucdp-layout"
    DATAPACKAGE = "datapackage"

    @property
    def counts(self) -> str:
        """What a row is: claims or incidents."""
        return "claims" if self in OF_CLAIMS else "incidents"


@dataclass(frozen=True, slots=True)
class Batch:
    """Incidents as they are shown, the day of the export, and the licence that was named."""

    cases: Sequence[Case]
    as_of: date
    licence: str | None = None

    def among(self, layout: Layout) -> int:
        """How many claims or incidents there are to write."""
        if layout in OF_CLAIMS:
            return sum(len(case.accounts) for case in self.cases)
        return len(self.cases)


OF_CLAIMS = frozenset({Layout.CSV, Layout.PARQUET, Layout.GEOJSON, Layout.DATAPACKAGE})
TEXTS: dict[Layout, Callable[[Batch, IO[str]], int]] = {
    Layout.CSV: lambda batch, out: write_claims(batch.cases, out),
    Layout.GEOJSON: lambda batch, out: write_geojson(batch.cases, out),
    Layout.KML: lambda batch, out: write_kml(batch.cases, out),
    Layout.HXL: lambda batch, out: write_hxl(batch.cases, out),
    Layout.PLOVER: lambda batch, out: write_plover(batch.cases, out),
    Layout.ACLED: lambda batch, out: write_acled(batch.cases, out, batch.as_of),
    Layout.UCDP: lambda batch, out: write_ucdp(batch.cases, out),
}


def write(layout: Layout, batch: Batch, path: Path) -> int:
    """Write a layout to a file, whole or not at all; return the number of rows.

    Raises:
        ExportError: it cannot be written; what stood there before still stands.
    """
    if layout is Layout.DATAPACKAGE:
        return write_package(batch.cases, path, batch.as_of, batch.licence)
    if layout is Layout.PARQUET:
        with whole_bytes(path) as raw:
            return write_parquet(batch.cases, raw)
    with whole_file(path) as out:
        return TEXTS[layout](batch, out)
