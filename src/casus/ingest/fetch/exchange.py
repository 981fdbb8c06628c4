"""One request and its answer, byte for byte as they went over the wire, under caps."""

import socket
from collections.abc import Sequence
from dataclasses import dataclass, field

import h11

from casus.ingest.fetch.addresses import Address
from casus.ingest.fetch.connect import Deadline, Line, connect
from casus.ingest.fetch.errors import FetchError
from casus.ingest.fetch.record import Tls
from casus.ingest.fetch.target import Target
from casus.ingest.fetch.terms import Terms

_PART = 64 * 1024
ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.5"

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: `body` without transfer encoding, still in its content encoding."""

    status: int
    reason: str
    headers: Headers
    body: bytes
    peer: str
    tls: Tls | None
    raw_request: bytes
    raw_response: bytes

    def header(self, name: str) -> str | None:
        """Give the first header of a name in lower case."""
        return next((value for key, value in self.headers if key.lower() == name), None)


def exchange(
    target: Target, addresses: Sequence[Address], terms: Terms, extra: Headers = ()
) -> Answer:
    """Ask for a target at one of its checked addresses.

    Raises:
        RefusedError: another peer answered.
        FetchError: no answer, a broken one, or one over a cap.
    """
    deadline = Deadline.after(terms.total)
    line = connect(target, addresses, terms, deadline)
    try:
        return _Talk(line, terms, deadline).ask(target, extra)
    except h11.RemoteProtocolError as error:
        raise FetchError(f"gives a broken answer: {error}") from error
    except h11.LocalProtocolError as error:
        raise FetchError(f"cannot be asked for: {error}") from error
    except TimeoutError as error:
        deadline.left(terms.read)  # says so where the whole time is used up
        raise FetchError(f"gave nothing for {terms.read:g} s: given up") from error
    except OSError as error:
        raise FetchError(f"broke the connection off: {error.strerror or error}") from error
    finally:
        line.socket.close()


@dataclass(slots=True)
class _Talk:
    """The state of one exchange. The connection is closed afterwards, so nothing is reused."""

    line: Line
    terms: Terms
    deadline: Deadline
    came: int = 0
    raw: bytearray = field(default_factory=bytearray)
    body: bytearray = field(default_factory=bytearray)

    def ask(self, target: Target, extra: Headers) -> Answer:
        machine = h11.Connection(h11.CLIENT, max_incomplete_event_size=self.terms.header_bytes)
        request = _request(target, extra, self.terms)
        sent = (machine.send(request) or b"") + (machine.send(h11.EndOfMessage()) or b"")
        self.line.socket.settimeout(self.deadline.left(self.terms.read))
        self.line.socket.sendall(sent)
        response = self._response(machine)
        surplus = len(machine.trailing_data[0])
        raw = bytes(self.raw[: len(self.raw) - surplus])
        return Answer(
            status=response.status_code,
            reason=bytes(response.reason).decode("latin-1"),
            headers=tuple(
                (name.decode("latin-1"), value.decode("latin-1"))
                for name, value in response.headers.raw_items()
            ),
            body=bytes(self.body),
            peer=self.line.peer,
            tls=self.line.tls,
            raw_request=sent,
            raw_response=raw,
        )

    def _response(self, machine: h11.Connection) -> h11.Response:
        response: h11.Response | None = None
        while True:
            self.deadline.left(self.terms.read)
            event = machine.next_event()
            if event is h11.NEED_DATA:
                machine.receive_data(self._receive())
            elif isinstance(event, h11.InformationalResponse):
                _no_switch(event)
                self.raw = bytearray(machine.trailing_data[0])
            elif isinstance(event, h11.Response):
                response = event
                self._announced(event)
            elif isinstance(event, h11.Data):
                self.body += event.data
            elif response is not None:
                return response
            else:
                raise FetchError("gives no answer")

    def _receive(self) -> bytes:
        opened: socket.socket = self.line.socket
        opened.settimeout(self.deadline.left(self.terms.read))
        part = opened.recv(_PART)
        self.came += len(part)
        if self.came > self.terms.raw_bytes:
            raise FetchError(f"is larger than the cap of {self.terms.raw_bytes:,} bytes")
        self.raw += part
        return part

    def _announced(self, response: h11.Response) -> None:
        for name, value in response.headers:
            if name == b"content-length" and int(value) > self.terms.raw_bytes:
                raise FetchError(f"announces more than the cap of {self.terms.raw_bytes:,} bytes")


def _no_switch(event: h11.InformationalResponse) -> None:
    if event.status_code == 101:
        raise FetchError("wants to switch to another protocol")


def _request(target: Target, extra: Headers, terms: Terms) -> h11.Request:
    headers = [
        ("Host", target.authority),
        ("User-Agent", terms.agent),
        ("Accept", ACCEPT),
        ("Accept-Encoding", "gzip, deflate"),
        ("Connection", "close"),
        *extra,
    ]
    return h11.Request(method="GET", target=target.path, headers=headers)
