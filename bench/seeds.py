# ruff: noqa: E501 - files read better unwrapped
"""One small sound file of every format that ingest reads: what the fuzz corpus is mutated from."""

import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Mapping
from functools import cache

LINE = "The army shelled the village of Farukh on Monday, the ministry of defence said."
TEXT = f"Farukh under fire\n\nBy Our Reporter\n12 May 2024\n\n{LINE} {LINE}\n\nLeave a Reply\nNo way!\n"
HTML = (
    "<!doctype html><html><head><meta charset='utf-8'><title>Farukh under fire</title>"
    "<meta property='article:published_time' content='2024-05-12T10:00:00Z'>"
    '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-05-12"}</script>'
    f"</head><body><nav><ul><li>Home</li></ul></nav><article><h1>Farukh under fire</h1><p>{LINE}</p>"
    f"<p>{LINE}</p><table><tr><td>1</td></tr></table></article>"
    "<div class='comments'><p>No way!</p></div></body></html>"
)


@cache
def seeds() -> Mapping[str, bytes]:
    """File endings and contents."""
    text, html = TEXT.encode(), HTML.encode()
    warc = b"".join(_warc())
    return {
        "txt": text,
        "u16.txt": TEXT.encode("utf-16"),
        "md": f"# Farukh under fire\n\n*12 May 2024*\n\n{LINE}\n\n> quote\n\n- [a](b)\n".encode(),
        "html": html,
        "u16.html": HTML.encode("utf-16"),
        "pdf": _pdf(),
        "warc": warc,
        "warc.gz": b"".join(gzip.compress(record) for record in _warc()),
        "wet": _record("conversion", "text/plain", text),
        "wacz": _zip({"archive/a.warc.gz": gzip.compress(warc), "pages/pages.jsonl": b"{}"}),
        "rss.xml": _rss(),
        "atom.xml": _atom(),
        "sitemap.xml": _sitemap(),
        "eml": _mail(),
        "mbox": b"".join(
            b"From a@b.example Mon May 13 10:00:00 2024\n" + _mail() for _ in range(2)
        ),
        "telegram.json": _telegram(),
        "json": json.dumps([{"text": TEXT, "url": "https://a.example/1"}] * 2).encode(),
        "jsonl": b"".join(json.dumps({"text": TEXT, "id": n}).encode() + b"\n" for n in range(2)),
        "csv": f'id,text,url\n1,"{LINE}",https://a.example\n2,"{LINE}",\n'.encode(),
        "tsv": f"id\ttext\n1\t{LINE}\n2\t{LINE}\n".encode(),
        "zip": _zip({"a.html": html, "b/c.txt": text, "d.zip": _zip({"e.txt": text})}),
        "tar": _tar("w", {"a.html": html, "b/c.txt": text}),
        "tar.gz": _tar("w:gz", {"a.html": html, "b/c.txt": text}),
        "txt.gz": gzip.compress(text),
    }


def _record(kind: str, media_type: str, body: bytes) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://a.example/1\r\n"
        "WARC-Date: 2024-05-12T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:0>\r\n"
        f"Content-Type: {media_type}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def _warc() -> list[bytes]:
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + HTML.encode()
    packed = gzip.compress(HTML.encode())
    zipped = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + packed
    )
    kinds = (page, zipped)
    info = _record("warcinfo", "application/warc-fields", b"software: casus\r\n")
    return [info, *(_record("response", "application/http; msgtype=response", k) for k in kinds)]


def _zip(members: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _tar(mode: str, members: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return buffer.getvalue()


def _mail() -> bytes:
    return (
        "From: Desk <a@b.example>\nSubject: =?utf-8?q?Farukh_under_fire?=\n"
        "Date: Mon, 13 May 2024 10:00:00 +0000\nMIME-Version: 1.0\n"
        'Content-Type: multipart/alternative; boundary="x"\n\n--x\nContent-Type: text/plain\n\n'
        f"{TEXT}\n--x\nContent-Type: text/html\nContent-Transfer-Encoding: 8bit\n\n{HTML}\n--x--\n\n"
    ).encode()


def _rss() -> bytes:
    items = "".join(
        f"<item><title>Day {n}</title><link>https://a.example/{n}</link>"
        f"<pubDate>Mon, 13 May 2024 10:00:00 GMT</pubDate><description>{LINE}</description></item>"
        for n in range(2)
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>A</title>{items}</channel></rss>".encode()


def _atom() -> bytes:
    return (
        "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>A</title><entry>"
        "<title>Farukh</title><id>1</id><updated>2024-05-12T10:00:00Z</updated>"
        f"<content type='html'>&lt;p&gt;{LINE}&lt;/p&gt;</content></entry></feed>"
    ).encode()


def _sitemap() -> bytes:
    return (
        b"<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
        b"<url><loc>https://a.example/1</loc><lastmod>2024-05-12</lastmod></url></urlset>"
    )


def _telegram() -> bytes:
    messages = [
        {"id": 1, "type": "message", "date": "2024-05-12T10:00:00", "text": LINE},
        {"id": 2, "type": "message", "text": [LINE, {"type": "bold", "text": "now"}]},
    ]
    return json.dumps({"name": "Channel", "type": "public_channel", "messages": messages}).encode()


def _pdf() -> bytes:
    stream = f"BT /F1 12 Tf 20 700 Td ({LINE}) Tj ET".encode()
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 900 800] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    content, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % at for at in places)
    start = len(content)
    content += b"xref\n0 6\n0000000000 65535 f \n" + table
    return content + b"trailer << /Root 1 0 R /Size 6 >>\nstartxref\n%d\n%%%%EOF\n" % start
