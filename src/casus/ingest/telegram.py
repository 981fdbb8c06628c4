"""Telegram's export (`result.json`): one message, one page. `text` is a string or a list."""

from collections.abc import Iterator

from casus.ingest.records import record_page
from casus.ingest.source import Source, refuse
from casus.model import Page, Problem

SHORT = 3
"""Words below which a message is no page (reactions, stickers with a caption)."""


def telegram(value: object, source: Source) -> Iterator[Page | Problem] | None:
    """Read an export of one chat or of an account; None when the value is none."""
    if not any(_messages(chat) is not None for chat in _chats(value)):
        return None
    return _pages(value, source)


def _pages(value: object, source: Source) -> Iterator[Page | Problem]:
    """Give the messages that hold text; the others are counted in one problem."""
    passed = 0
    for chat in _chats(value):
        title = chat.get("name")
        for message in _messages(chat) or []:
            made = _page(message, chat, title if isinstance(title, str) else "", source)
            passed += made is None
            if made is not None:
                yield made
    if passed:
        yield refuse(source.origin, f"{passed} messages hold no text", fatal=False)


def _chats(value: object) -> list[dict[str, object]]:
    if not isinstance(value, dict):
        return []
    chats = value.get("chats")
    listed = chats.get("list") if isinstance(chats, dict) else None
    found = listed if isinstance(listed, list) else [value]
    return [chat for chat in found if isinstance(chat, dict)]


def _messages(chat: dict[str, object]) -> list[object] | None:
    messages = chat.get("messages")
    if isinstance(messages, list) and ("type" in chat or "name" in chat):
        return messages
    return None


def _page(
    message: object, chat: dict[str, object], title: str, source: Source
) -> Page | Problem | None:
    if not isinstance(message, dict) or message.get("type", "message") != "message":
        return None
    text = flat(message.get("text"))
    if len(text.split()) < SHORT:
        return None
    number = message.get("id")
    record: dict[str, object] = {
        "text": text,
        "date": message.get("date"),
        "doc": f"{source.name}-{chat['id']}-{number}"
        if "id" in chat
        else f"{source.name}-{number}",
    }
    where = f"{source.origin}!{title}/{number}" if title else f"{source.origin}!{number}"
    return record_page(record, source, where, str(number))


def flat(text: object) -> str:
    """Put a message's text together: a string, or a list of strings and of marked-up parts."""
    if isinstance(text, str):
        return text
    if not isinstance(text, list):
        return ""
    parts = [part.get("text") if isinstance(part, dict) else part for part in text]
    return "".join(part for part in parts if isinstance(part, str))
