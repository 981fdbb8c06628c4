"""E-mail and mailboxes: one message, one page."""

import email
import email.policy
import email.utils
import hashlib
from collections.abc import Iterator
from email.message import EmailMessage, Message

from casus.ingest.inflate import wrap
from casus.ingest.limits import Limits
from casus.ingest.source import Source, oversize, refuse
from casus.model import Page, Problem

_BROKEN = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What the standard library's parser raises on hostile messages."""


def read_mail(source: Source, limits: Limits) -> Iterator[Page | Problem]:
    """Give the page of one message: its plain part, or its HTML where there is no plain one."""
    content = source.stream.read(limits.page_bytes + 1)
    if len(content) > limits.page_bytes:
        yield refuse(source.origin, oversize(limits.page_bytes))
        return
    yield _message(content, source, source.origin, source.name)


def read_mbox(source: Source, limits: Limits) -> Iterator[Page | Problem | Source]:
    """Give one source for each message of a mailbox."""
    lines: list[bytes] = []
    size = number = 0
    blank = True
    while line := source.stream.readline(limits.page_bytes + 1):
        if blank and line.startswith(b"From ") and lines:
            number += 1
            yield _boxed(lines, source, number)
            lines, size = [], 0
        if size <= limits.page_bytes:
            lines.append(line)
            size += len(line)
        blank = not line.strip()
        if number >= limits.members:
            yield refuse(source.origin, f"holds more than {limits.members:,} messages")
            return
    if lines:
        yield _boxed(lines, source, number + 1)


def _boxed(lines: list[bytes], source: Source, number: int) -> Source:
    begun = 1 if lines[0].startswith(b"From ") else 0
    return Source(
        name=f"{source.name}-{number}",
        origin=f"{source.origin}!{number}",
        label="message.eml",
        stream=wrap(b"".join(lines[begun:])),
        depth=source.depth,
        media_type="message/rfc822",
    )


def _message(content: bytes, source: Source, where: str, name: str) -> Page | Problem:
    try:
        message = email.message_from_bytes(content, policy=email.policy.default)
        part = message.get_body(("plain", "html")) if isinstance(message, EmailMessage) else None
        text = part.get_content() if part is not None else ""
    except _BROKEN as error:
        return refuse(where, f"is a broken message ({error})")
    subject, sent = _header(message, "Subject"), _header(message, "Date")
    if not isinstance(text, str) or not text.strip():
        return refuse(where, "is a message without text")
    raw = text.encode("utf-8", "replace")
    html = part is not None and part.get_content_type() == "text/html"
    return Page(
        name=name,
        origin=where,
        media_type=f"text/{'html' if html else 'plain'}; charset=utf-8",
        content=raw,
        sha256=hashlib.sha256(raw).hexdigest(),
        url=source.url,
        fetched=source.fetched,
        published=_day(sent) if sent else None,
        title=subject.strip()[:500] or None if subject else None,
    )


def _header(message: Message, name: str) -> str | None:
    """A header's text; a broken one costs itself and not the message."""
    try:
        value = message.get(name)
    except _BROKEN:
        return None
    return str(value) if value else None


def _day(sent: str) -> str | None:
    try:
        return email.utils.parsedate_to_datetime(sent).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
