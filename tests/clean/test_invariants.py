import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casus.clean.decode import decode
from tests.clean.helpers import assert_covers, run
from tests.clean.test_html_pages import THREADS, html
from tests.clean.test_text_pages import BODY, HEADS, MARKERS, TAILS

LINES = st.sampled_from(
    [
        *BODY,
        *MARKERS,
        *(line for part in (HEADS, TAILS) for ls in part.values() for line in ls),
        "",
        " ",
        "18:40",
        "12 May 2023",
        "Q: Who?",
        "A: We did.",
        ".",
        "—",
        "I think so!!",
        "Anna: hi",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=30))
def test_blocks_cover_any_mix_of_lines(lines):
    found, problems = run("\n".join(lines))
    if found is None:
        assert problems[-1].fatal
    else:
        assert_covers(found)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300), st.sampled_from(["text/plain", "text/markdown", "text/html"]))
def test_blocks_cover_any_text(text, media_type):
    found, _ = run(text, media_type)
    if found is not None:
        assert_covers(found)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["text/plain", "text/html; charset=utf-8"]))
def test_blocks_cover_any_bytes(content, media_type):
    found, problems = run(content, media_type)
    assert found is not None or problems[-1].fatal
    if found is not None:
        assert_covers(found)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_blocks_cover_any_cut_of_a_page(data):
    page = html(THREADS["wordpress"])
    start = data.draw(st.integers(0, len(page)))
    end = data.draw(st.integers(start, len(page)))
    found, _ = run(page[start:end], "text/html")
    if found is not None:
        assert_covers(found)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"The army shelled the village. " * 350_000, "text/plain"),
        (b"a" * 10_000_000, "text/plain"),
        (b"a\n" * 1_000_000, "text/plain"),
        (b"<html><body>" + b"<div>" * 300_000 + b"The army withdrew.", "text/html"),
        (b"<" * 1_000_000, "text/html"),
        (b"<script>" * 100_000 + b"The army withdrew.", "text/html"),
        (b'<p class="' + b"comment " * 100_000 + b'">The army withdrew.</p>', "text/html"),
        (b"*[a](" * 20_000, "text/markdown"),
        (b" " * 2_000_000 + b"x", "text/plain"),
    ],
)
def test_hostile_pages_are_bounded(content, media_type):
    begun = time.monotonic()
    found, problems = run(content, media_type)
    assert time.monotonic() - begun < 30
    assert found is not None or problems[-1].fatal
    if found is not None:
        assert_covers(found)


@pytest.mark.parametrize(
    ("content", "charset", "text"),
    [
        ("Привет, мир".encode("cp1251") * 5, "cp1251", "Привет"),
        ("Café – “quoted”".encode("cp1252"), "cp1252", "Café – “quoted”"),
        ("\ufeffTesk".encode("utf-16-le"), "utf-16-le", "Tesk"),
        ("Tesk and more".encode("utf-16-be"), "utf-16-be", "Tesk and more"),
        (b"\xef\xbb\xbfTesk", "utf-8", "Tesk"),
        (b"good text \xff and more good text", "utf-8", "good text"),
        (b"a\r\nb\rc", "utf-8", "a\nb\nc"),
    ],
)
def test_decoding(content, charset, text):
    found = decode(content, "text/plain")
    assert found.charset == charset
    assert text in found.text
