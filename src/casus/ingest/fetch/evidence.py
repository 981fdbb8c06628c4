"""What went over the wire, as WARC 1.1: request and response byte for byte, and how it came.

Rule 1: the records of one exchange are written in one piece, each a gzip member of its own, so a
run that is killed leaves a file whose whole records can be read.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from warcio.statusandheaders import StatusAndHeaders
from warcio.utils import Digester
from warcio.warcwriter import WARCWriter

from casus.ingest.fetch.exchange import Answer

_BLANK = re.compile(rb"\n\r?\n")
_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


class _Writer(WARCWriter):  # type: ignore[misc] # warcio ships no types
    """Writes WARC 1.1 with SHA-256 digests."""

    @staticmethod
    def _create_digester() -> Any:
        return Digester("sha256")


class WarcFile:
    """A new `casus-TIME.warc.gz` in a folder, opened with the first exchange."""

    def __init__(self, folder: Path, software: str) -> None:
        self._folder = folder
        self._software = software
        self._file: BinaryIO | None = None
        self.path: Path | None = None

    def write(self, url: str, time: str, answer: Answer, about: Mapping[str, str]) -> str:
        """Write request, response and how it came; give the file's name.

        Raises:
            OSError: the disk is full or may not be written.
        """
        file, name = self._opened()
        buffer = BytesIO()
        writer = _Writer(buffer, gzip=True, warc_version="WARC/1.1")
        for record in _records(writer, url, time, answer, about):
            writer.write_record(record)
        file.write(buffer.getvalue())
        file.flush()
        return name

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def __enter__(self) -> "WarcFile":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _opened(self) -> tuple[BinaryIO, str]:
        if self._file is None or self.path is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            self.path = self._folder / f"casus-{datetime.now(UTC):%Y%m%d%H%M%S%f}.warc.gz"
            self._file = self.path.open("xb")
            writer = _Writer(self._file, gzip=True, warc_version="WARC/1.1")
            info = {
                "software": self._software,
                "format": "WARC File Format 1.1",
                "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
                "robots": "obey",
            }
            writer.write_record(writer.create_warcinfo_record(self.path.name, info))
        return self._file, self.path.name


class _Head(StatusAndHeaders):  # type: ignore[misc] # warcio ships no types
    """The head of a message as it came; warcio would write a tidied one."""

    def __init__(self, head: bytes) -> None:
        super().__init__(head.split(b"\n", 1)[0].decode("latin-1").strip(), [])
        self.headers_buff = head

    def compute_headers_buffer(self, header_filter: Any = None) -> None:
        """Leave the bytes alone."""


def _records(
    writer: _Writer, url: str, time: str, answer: Answer, about: Mapping[str, str]
) -> tuple[Any, ...]:
    common = {"WARC-Date": time, "WARC-IP-Address": answer.peer}
    unchanged = {"WARC-Profile": _NOT_MODIFIED} if answer.status == 304 else {}
    kind = "revisit" if unchanged else "response"
    response = _message(writer, url, kind, answer.raw_response, common | unchanged)
    joined = {"WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID")}
    request = _message(writer, url, "request", answer.raw_request, common | joined)
    fields = "".join(f"{name}: {value}\r\n" for name, value in about.items()).encode()
    metadata = writer.create_warc_record(
        url,
        "metadata",
        payload=BytesIO(fields),
        length=len(fields),
        warc_content_type="application/warc-fields",
        warc_headers_dict={"WARC-Date": time} | joined,
    )
    return response, request, metadata


def _message(writer: _Writer, url: str, kind: str, raw: bytes, headers: Mapping[str, str]) -> Any:
    """Make the record of a request or answer out of its bytes."""
    blank = _BLANK.search(raw)
    end = blank.end() if blank else len(raw)
    return writer.create_warc_record(
        url,
        kind,
        payload=BytesIO(raw[end:]),
        length=len(raw) - end,
        http_headers=_Head(raw[:end]),
        warc_content_type=writer.WARC_RECORDS[kind],
        warc_headers_dict=dict(headers),
    )
