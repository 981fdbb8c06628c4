"""What kind of content is this? The bytes decide; the suffix only settles what they leave open."""

import re

HEAD = 4096
"""Bytes looked at."""

BINARY = "application/octet-stream"
HTML = "text/html"
PLAIN = "text/plain"
MARKDOWN = "text/markdown"
JSON = "application/json"
JSON_LINES = "application/x-ndjson"

_MAGIC = (
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"WARC/1.", "application/warc"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"\x7fELF", BINARY),
    (b"\xd0\xcf\x11\xe0", "application/x-ole-storage"),
)
_SUFFIX = {
    "html": HTML,
    "htm": HTML,
    "xhtml": HTML,
    "md": MARKDOWN,
    "markdown": MARKDOWN,
    "json": JSON,
    "jsonl": JSON_LINES,
    "ndjson": JSON_LINES,
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "eml": "message/rfc822",
    "mbox": "application/mbox",
    "mht": "message/rfc822",
    "mhtml": "message/rfc822",
    "txt": PLAIN,
    "text": PLAIN,
    "js": "text/javascript",
    "mjs": "text/javascript",
    "css": "text/css",
}
_MARKUP = frozenset({"html", "htm", "xhtml"})
_MAILS = frozenset({"eml", "mbox", "mht", "mhtml"})
_TEXT_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(rb"<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])", re.IGNORECASE)
_TAGS = re.compile(rb"</(?:p|div|a|span|article|h1|h2|li|table)>", re.IGNORECASE)
_XML_ROOT = re.compile(rb"<(?:\w+:)?(rss|feed|RDF|urlset|sitemapindex)[\s>]")
_FEEDS = {
    b"rss": "application/rss+xml",
    b"RDF": "application/rss+xml",
    b"feed": "application/atom+xml",
    b"urlset": "application/x-sitemap+xml",
    b"sitemapindex": "application/x-sitemap+xml",
}
_MAIL = re.compile(
    rb"^(?:from|received|return-path|message-id|mime-version|delivered-to): ", re.IGNORECASE
)


def media_type(head: bytes, label: str) -> str:
    """Tell the media type from the first `HEAD` bytes and the file's name.

    Content without a recognised form is plain text, or `application/octet-stream` when it holds
    bytes that no text holds.
    """
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[257:262] == b"ustar":
        return "application/x-tar"
    if looks_binary(head):
        return BINARY
    return _text_type(_ascii(head), label.rsplit(".", 1)[-1].lower() if "." in label else "")


def looks_binary(head: bytes) -> bool:
    """Whether bytes cannot be text: NULs outside UTF-16 and UTF-32, or many control bytes."""
    if head.startswith(_TEXT_BOMS) or utf16_without_bom(head):
        return False
    if b"\x00" in head:
        return True
    control = sum(1 for b in head if b < 32 and b not in b"\t\n\r\f\x1b\x08")
    return control * 20 > len(head)


def utf16_without_bom(head: bytes) -> str | None:
    """Name the UTF-16 byte order that the NULs of Latin text show, or None."""
    pairs = len(head) // 2
    if pairs < 8:
        return None
    even, odd = head[0 : pairs * 2 : 2].count(0), head[1 : pairs * 2 : 2].count(0)
    if odd > 0.6 * pairs and even < 0.02 * pairs:
        return "utf-16-le"
    if even > 0.6 * pairs and odd < 0.02 * pairs:
        return "utf-16-be"
    return None


def _ascii(head: bytes) -> bytes:
    return head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe").lstrip()


def _text_type(head: bytes, suffix: str) -> str:
    feed = _XML_ROOT.search(head) if head.startswith(b"<") else None
    if feed:
        return _FEEDS[feed.group(1)]
    if head.startswith((b"{", b"[")):
        return _json_type(head, suffix)
    mail = _mail_type(head) if suffix != "txt" else None
    if mail is None and suffix not in _MAILS and _is_html(head, suffix):
        return HTML
    return mail or ("" if suffix in _MARKUP else _SUFFIX.get(suffix, "")) or PLAIN


def _is_html(head: bytes, suffix: str) -> bool:
    if _HTML.search(head) or (suffix in _MARKUP and b"<" in head):
        return True
    return head.startswith(b"<") and len(_TAGS.findall(head)) >= 3


def _mail_type(head: bytes) -> str | None:
    if head.startswith(b"From ") and _MAIL.match(head.partition(b"\n")[2]):
        return "application/mbox"
    return "message/rfc822" if _MAIL.match(head) else None


def _json_type(head: bytes, suffix: str) -> str:
    if suffix in _SUFFIX:
        return _SUFFIX[suffix]
    lines = head.splitlines()
    if len(lines) > 1 and lines[0].rstrip().endswith(b"}") and lines[1].lstrip().startswith(b"{"):
        return JSON_LINES
    return JSON if re.match(rb"[\[{]\s*[\"{\[\]}]", head) else PLAIN
