"""Claims as a Parquet file: typed columns, days as dates, codes as lists. Needs Polars.

Nothing is escaped there, as no spreadsheet runs it. The file's metadata hold the layout's version
and what every column means.
"""

import importlib
import json
from collections.abc import Iterable
from typing import IO, Any

from casus.export.columns import CLAIM_SCHEMA, CLAIMS
from casus.export.tabular import claim_rows
from casus.export.whole import ExportError
from casus.merge.cases import Case


def write_parquet(cases: Iterable[Case], out: IO[bytes]) -> int:
    """Write a row for each claim; return their number.

    Raises:
        ExportError: Polars is not installed.
    """
    polars = _polars()
    kinds = {
        "string": polars.String,
        "integer": polars.Int64,
        "number": polars.Float64,
        "date": polars.Date,
        "list": polars.List(polars.String),
    }
    columns = {column.name: kinds[column.kind] for column in CLAIMS}
    rows = [[row[name] for name in columns] for row in claim_rows(cases)]
    frame = polars.DataFrame(rows, schema=columns, orient="row")
    meanings = json.dumps({column.name: column.meaning for column in CLAIMS})
    frame.write_parquet(out, metadata={"schema": CLAIM_SCHEMA, "columns": meanings})
    return int(frame.height)


def _polars() -> Any:
    """Polars, which is large and of use here alone: an extra, loaded when a file is written."""
    try:
        return importlib.import_module("polars")
    except ImportError as error:
        raise ExportError(
            "Parquet needs Polars, which is not installed: "
            'pip install "casus-monitor[parquet]", or choose --to csv'
        ) from error
