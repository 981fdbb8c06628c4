"""A page may declare any character set, and Python knows some that no page may use."""

import encodings.aliases
import time

import pytest

from casus.clean.decode import decode

NAMES = sorted({*encodings.aliases.aliases, *encodings.aliases.aliases.values(), "undefined"})


@pytest.mark.parametrize("name", NAMES)
def test_no_declared_charset_breaks_or_hangs(name: str) -> None:
    content = b"<meta charset=" + name.encode() + b"> a-\x81\xff+\\u12 " + b"x-" * 20_000
    begun = time.monotonic()
    assert "x-x-x-" in decode(content, "text/html").text
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("name", ["cp1251", "koi8-r", "gb18030", "euc-kr", "iso-8859-9"])
def test_charsets_of_pages_are_used(name: str) -> None:
    text = {"gb18030": "军队进入村庄", "euc-kr": "군대가 마을에", "iso-8859-9": "köy ateş altında"}
    wanted = text.get(name, "войска вошли в село")
    found = decode(wanted.encode(name), f"text/plain; charset={name}")
    assert wanted in found.text
