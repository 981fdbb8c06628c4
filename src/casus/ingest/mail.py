"""E-mail, mailboxes and saved web pages (MHTML): one message, one page, and what is attached."""

import email
import email.policy
import email.utils
import hashlib
from collections.abc import Iterator
from email.message import EmailMessage, Message

from casus.ingest.inflate import wrap
from casus.ingest.limits import Limits
from casus.ingest.source import Source, oversize, refuse, stem, too_many
from casus.model import Page, Problem

_BROKEN = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What the standard library's parser raises on hostile messages."""
_SAVED = "Snapshot-Content-Location"
"""The header in which browsers name the address of a page saved as MHTML."""
_ADORNMENT = ("image/", "audio/", "video/", "font/", "text/calendar", "application/pgp-signature")


def read_mail(source: Source, limits: Limits) -> Iterator[Page | Source | Problem]:
    """Give the page of one message, its plain part or else its HTML, and its attachments."""
    content = source.stream.read(limits.page_bytes + 1)
    if len(content) > limits.page_bytes:
        yield refuse(source.origin, oversize(limits.page_bytes))
        return
    try:
        message = email.message_from_bytes(content, policy=email.policy.default)
        saved = _header(message, _SAVED)
        text = message.get_body(("html", "plain") if saved else ("plain", "html"))
        attached = [] if saved else list(message.iter_attachments())
        page = _page(message, text, saved, source)
    except _BROKEN as error:
        yield refuse(source.origin, f"is a broken message ({error})")
        return
    if page is not None:
        yield page
    elif not attached:
        yield refuse(source.origin, "is a message without text")
    for number, part in enumerate(attached, start=1):
        yield _attachment(part, source, number)


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
            yield refuse(source.origin, too_many("messages", limits.members))
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


def _page(
    message: EmailMessage, part: Message | None, saved: str | None, source: Source
) -> Page | None:
    """The page of a message's text; None where it has none."""
    content = _content(part) if part is not None else b""
    if part is None or not content.strip():
        return None
    subject, sent = _header(message, "Subject"), _header(message, "Date")
    charset = part.get_content_charset()
    kind = part.get_content_type()
    return Page(
        name=source.name,
        origin=source.origin,
        media_type=f"{kind}; charset={charset}" if charset else kind,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        url=saved or source.url,
        fetched=_time(sent) if saved else source.fetched,
        published=None if saved else _day(sent),
        title=subject.strip()[:500] or None if subject and not saved else None,
    )


def _attachment(part: Message, source: Source, number: int) -> Source | Problem:
    """An attached file, which may be a container itself; pictures and signatures are told."""
    try:
        label = part.get_filename() or f"attachment-{number}"
        kind = part.get_content_type()
        content = _content(part)
    except _BROKEN as error:
        return refuse(f"{source.origin}!{number}", f"is a broken attachment ({error})")
    shown = "".join(c for c in label if c.isprintable())[:300]
    where = f"{source.origin}!{number}!{shown}"
    if kind.startswith(_ADORNMENT):
        return refuse(where, f"is {kind} attached to a message: passed over", fatal=False)
    return Source(
        name=f"{source.name}-{stem(shown)}",
        origin=where,
        label=shown,
        stream=wrap(content),
        depth=source.depth,
        published=source.published,
    )


def _content(part: Message) -> bytes:
    """The bytes of a part; those of a message for a message that was forwarded as a whole."""
    if part.get_content_maintype() == "message":
        inner = part.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        return bytes(first) if isinstance(first, Message) else b""
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _header(message: Message, name: str) -> str | None:
    """A header's text; a broken one costs itself and not the message."""
    try:
        value = message.get(name)
    except _BROKEN:
        return None
    return str(value) if value else None


def _day(sent: str | None) -> str | None:
    time = _time(sent)
    return time[:10] if time else None


def _time(sent: str | None) -> str | None:
    """A message's date as ISO 8601; None where it has none that can be read."""
    try:
        return email.utils.parsedate_to_datetime(sent).isoformat() if sent else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
