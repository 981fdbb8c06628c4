"""What went over the wire, as WARC 1.1: request and response byte for byte, and how it came.

Rule 1: the records of one exchange are written in one piece, each a gzip member of its own, so a
run that is killed leaves a file whose whole records can be read.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from warcio.utils import Digester
from warcio.warcwriter import WARCWriter

from casus.ingest.fetch.exchange import Answer

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


def _records(
    writer: _Writer, url: str, time: str, answer: Answer, about: Mapping[str, str]
) -> tuple[Any, ...]:
    common = {"WARC-Date": time, "WARC-IP-Address": answer.peer}
    unchanged = answer.status == 304
    response = writer.create_warc_record(
        url,
        "revisit" if unchanged else "response",
        payload=BytesIO(answer.raw_response),
        length=len(answer.raw_response),
        warc_content_type="application/http; msgtype=response",
        warc_headers_dict=common | ({"WARC-Profile": _NOT_MODIFIED} if unchanged else {}),
    )
    identity = response.rec_headers.get_header("WARC-Record-ID")
    request = writer.create_warc_record(
        url,
        "request",
        payload=BytesIO(answer.raw_request),
        length=len(answer.raw_request),
        warc_content_type="application/http; msgtype=request",
        warc_headers_dict=common | {"WARC-Concurrent-To": identity},
    )
    fields = "".join(f"{name}: {value}\r\n" for name, value in about.items()).encode()
    metadata = writer.create_warc_record(
        url,
        "metadata",
        payload=BytesIO(fields),
        length=len(fields),
        warc_content_type="application/warc-fields",
        warc_headers_dict={"WARC-Date": time, "WARC-Concurrent-To": identity},
    )
    return response, request, metadata
