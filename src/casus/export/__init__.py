"""Records as other programs read them: one JSON object a document, or a kept claim."""

from casus.export.records import (
    DocumentRecord,
    KeptRecord,
    ReadRecord,
    coded_record,
    encode,
    kept_record,
    read_record,
)

__all__ = [
    "DocumentRecord",
    "KeptRecord",
    "ReadRecord",
    "coded_record",
    "encode",
    "kept_record",
    "read_record",
]
