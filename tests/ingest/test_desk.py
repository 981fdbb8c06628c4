"""What lies on an analyst's disk beside clean pages: attachments, saved pages, office files."""

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from casus.ingest import read
from casus.model import Page, Problem

TEXT = "The army shelled the village on Monday, the ministry said."
HTML = f"<!doctype html><html><body><h1>Shelling</h1><p>{TEXT}</p></body></html>"


def split(folder: Path) -> tuple[list[Page], list[Problem]]:
    found = list(read([folder]))
    pages = [item for item in found if isinstance(item, Page)]
    return pages, [item for item in found if isinstance(item, Problem)]


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, TEXT)
    return buffer.getvalue()


def message(text: str | None = TEXT) -> EmailMessage:
    made = EmailMessage()
    made["Subject"], made["From"] = "Daily report", "desk@a.example"
    made["Date"] = "Thu, 04 May 2023 10:00:00 +0000"
    if text:
        made.set_content(text)
    return made


def test_attachments_are_pages_of_their_own(tmp_path: Path) -> None:
    made, forwarded = message(), message("Shells fell on Tesk, officials said.")
    made.add_attachment(HTML.encode(), "text", "html", filename="../report.html")
    made.add_attachment(zipped("a.txt", "b.txt"), "application", "zip", filename="more.zip")
    made.add_attachment(b"\x89PNG", "image", "png", filename="logo.png")
    made.add_attachment(forwarded)
    (tmp_path / "a.eml").write_bytes(bytes(made))
    pages, problems = split(tmp_path)
    assert [p.name for p in pages] == ["a", "a-report", "a-2", "b", "a-attachment-4"]
    assert pages[1].content == HTML.encode()
    assert pages[1].origin.endswith("a.eml!1!../report.html")
    assert b"Shells fell on Tesk" in pages[4].content
    assert [(p.fatal, "logo.png" in p.subject) for p in problems] == [(False, True)]


def test_a_message_of_attachments_alone(tmp_path: Path) -> None:
    made = message(None)
    made.add_attachment(HTML.encode(), "text", "html", filename="report.html")
    (tmp_path / "a.eml").write_bytes(bytes(made))
    pages, problems = split(tmp_path)
    assert [page.name for page in pages] == ["a-report"]
    assert not problems


@pytest.mark.parametrize("charset", ["x-unknown", "windows-1251", "utf-8"])
def test_any_character_set(tmp_path: Path, charset: str) -> None:
    head = f"From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/plain; charset={charset}\n\n"
    (tmp_path / "a.eml").write_bytes(head.encode() + TEXT.encode())
    pages, problems = split(tmp_path)
    assert not problems
    assert pages[0].media_type == f"text/plain; charset={charset}"
    assert pages[0].content == TEXT.encode()


def test_a_page_that_a_browser_saved_in_one_file(tmp_path: Path) -> None:
    head = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://news.example/1\n"
        "Subject: Shelling\nDate: Thu, 04 May 2023 10:00:00 +0000\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="x"\n\n'
    )
    parts = f"--x\nContent-Type: text/html\n\n{HTML}\n--x\nContent-Type: text/css\n\nb {{}}\n--x--"
    (tmp_path / "a.mhtml").write_bytes((head + parts).encode())
    (page,), problems = split(tmp_path)
    assert not problems
    assert (page.url, page.published) == ("https://news.example/1", None)
    assert page.fetched == "2023-05-04T10:00:00+00:00"
    assert page.media_type == "text/html"
    assert TEXT.encode() in page.content


def test_a_page_that_a_browser_saved_with_its_parts(tmp_path: Path) -> None:
    (tmp_path / "news.html").write_text(HTML)
    parts = tmp_path / "news_files"
    parts.mkdir()
    for name in ("a.js", "b.css", "frame.html"):
        (parts / name).write_text(HTML if name.endswith("html") else "x = 1")
    pages, problems = split(tmp_path)
    assert [page.name for page in pages] == ["news"]
    assert [(p.subject, p.fatal) for p in problems] == [(str(parts), False)]
    assert [page.name for page in split(parts)[0]] == ["frame"]


@pytest.mark.parametrize("name", ["a.js", "a.css"])
def test_scripts_and_styles_are_no_pages(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("body { color: red } /* the army shelled the village */")
    pages, (problem,) = split(tmp_path)
    assert not pages
    assert problem.fatal


@pytest.mark.parametrize("name", ["word/document.xml", "xl/workbook.xml", "META-INF/manifest.xml"])
def test_office_files_are_told_by_name(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.docx").write_bytes(zipped("[Content_Types].xml", name))
    pages, (problem,) = split(tmp_path)
    assert not pages
    assert "save it as PDF" in problem.message


@pytest.mark.parametrize("charset", ["utf-16", "utf-8-sig", "utf-8"])
def test_tables_of_spreadsheets(tmp_path: Path, charset: str) -> None:
    (tmp_path / "a.csv").write_bytes(f"id\ttext\nä\t{TEXT}\n".encode(charset))
    (page,), problems = split(tmp_path)
    assert not problems
    assert (page.name, page.content) == ("ä", TEXT.encode())


def test_a_table_that_loses_letters_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(f"id,text\n1,Café {TEXT}\n2,{TEXT}\n".encode("cp1252"))
    pages, (problem,) = split(tmp_path)
    assert len(pages) == 2
    assert problem.message.startswith("1 rows are not UTF-8")
    assert not problem.fatal
