"""Bytes to text: byte-order mark, declared character set, UTF-8, then the likeliest fallback."""

import codecs
import re
from dataclasses import dataclass

_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})""", re.IGNORECASE)
_PARAMETER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_TEXT = re.compile(
    r"(?:big5|cp\d|euc|gb|hz|iso2022|iso8859|johab|koi8|kz1048|mac|ptcp154|shift|tis|utf-8)"
)
"""Character sets of pages. Python knows other codecs too: some are no text, some take for ever."""
_PLAIN = b"<az AZ 09>"  # a charset that reads it otherwise (EBCDIC) cannot have been declared in it
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_CONTROL = {c: None for c in range(32) if chr(c) not in "\n\t"} | {0x7F: None, 0xFEFF: None}
_SURROGATES = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page's text, its character set, and a remark when that was a guess."""

    text: str
    charset: str
    remark: str | None


def decode(content: bytes, media_type: str) -> Decoded:
    r"""Decode a page; never fails, as every byte has a meaning in the last fallback.

    Line ends become `\n`; control characters that no text has are taken out.
    """
    for bom, name in _BOMS:
        if content.startswith(bom):
            return _made(content[len(bom) :].decode(name, "replace"), name, None)
    declared = _declared(content, media_type)
    order = _utf16(content)
    if order:
        return _made(content.decode(order, "replace"), order, None)
    for name in dict.fromkeys(("utf-8", declared) if declared else ("utf-8",)):
        try:
            return _made(content.decode(name), name, None)
        except UnicodeDecodeError:
            continue
    return _guess(content, declared)


def _guess(content: bytes, declared: str | None) -> Decoded:
    broken = content.decode("utf-8", "replace")
    bad = broken.count("\ufffd")
    odd = sum(1 for byte in content if byte > 127)
    if bad * 20 < odd or bad <= 2:
        return _made(broken, "utf-8", f"{bad} bytes are not UTF-8 and were replaced")
    if declared:
        text = content.decode(declared, "replace")
        return _made(text, declared, f"some bytes are not {declared} and were replaced")
    cyrillic = content.decode("cp1251", "replace")
    letters = len(_CYRILLIC.findall(cyrillic))
    if letters > 0.6 * odd and letters > 0.2 * len(content):
        return _made(cyrillic, "cp1251", "no character set declared: read as cp1251")
    text = content.decode("cp1252", "replace")
    return _made(text, "cp1252", "no character set declared and not UTF-8: read as cp1252")


def _declared(content: bytes, media_type: str) -> str | None:
    named = _PARAMETER.search(media_type)
    found = _META.search(content[:4096]) or _XML.search(content[:200])
    names = [named.group(1)] if named else []
    names += [found.group(1).decode("ascii", "replace")] if found else []
    for name in names:
        try:
            known = codecs.lookup(name).name
        except LookupError:
            continue
        if known in {"iso8859-1", "ascii"}:
            return "cp1252"  # what browsers do: HTML standard, "encoding labels"
        if _TEXT.match(known) and _PLAIN.decode(known, "replace") == _PLAIN.decode("ascii"):
            return known
    return None


def _utf16(content: bytes) -> str | None:
    head = content[:4096]
    pairs = len(head) // 2
    if pairs < 8 or b"\x00" not in head:
        return None
    even, odd = head[0 : pairs * 2 : 2].count(0), head[1 : pairs * 2 : 2].count(0)
    if odd > 0.6 * pairs and even < 0.02 * pairs:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 * pairs and odd < 0.02 * pairs else None


def _made(text: str, charset: str, remark: str | None) -> Decoded:
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n")
    plain = _SURROGATES.sub("\ufffd", plain.translate(_CONTROL))
    return Decoded(plain, charset, remark)
