"""A web server on loopback that says exactly what a test tells it to say, true or not."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Reply = bytes | Callable[[socket.socket], None]


def answer(
    body: bytes = b"", status: str = "200 OK", kind: str = "text/html", **headers: str
) -> bytes:
    """A well-formed answer; `headers` have _ for -."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def moved(location: str, status: str = "302 Found") -> bytes:
    return answer(status=status, Location=location)


@dataclass
class Site:
    """Routes by path with query; `asked` lists the paths, `heads` the requests."""

    routes: dict[str, Reply] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    host: str = "127.0.0.1"
    port: int = 0
    scheme: str = "http"

    def url(self, path: str = "/") -> str:
        shown = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{shown}:{self.port}{path}"

    def serve(self, connection: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            part = connection.recv(65536)
            if not part:
                return
            head += part
        path = head.split(b" ", 2)[1].decode()
        self.asked.append(path)
        self.heads.append(head.decode())
        reply = self.routes.get(path, answer(b"nothing", "404 Not Found"))
        if callable(reply):
            reply(connection)
        else:
            connection.sendall(reply)


@contextmanager
def running(site: Site, tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Serve until the block ends."""
    family = socket.AF_INET6 if ":" in site.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.bind((site.host, 0))
    listening.listen(16)
    site.port = listening.getsockname()[1]
    site.scheme = "https" if tls else "http"
    threading.Thread(target=_accept, args=(site, listening, tls), daemon=True).start()
    try:
        yield site
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()


def _accept(site: Site, listening: socket.socket, tls: ssl.SSLContext | None) -> None:
    while True:
        try:
            connection, _ = listening.accept()
        except OSError:
            return
        threading.Thread(target=_one, args=(site, connection, tls), daemon=True).start()


def _one(site: Site, connection: socket.socket, tls: ssl.SSLContext | None) -> None:
    connection.settimeout(5)
    wrapped = connection
    with contextlib.suppress(OSError):
        wrapped = tls.wrap_socket(connection, server_side=True) if tls else connection
        site.serve(wrapped)
        if isinstance(wrapped, ssl.SSLSocket):
            wrapped.unwrap()
    wrapped.close()
