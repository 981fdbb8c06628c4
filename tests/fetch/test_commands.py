"""`casus fetch`, `casus watch` and `casus archive`."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from casus.ledger import Ledger
from tests.command import call
from tests.fetch.site import Site, answer

TEXT = (
    b"<html><head><title>Border clash</title></head><body><article><h1>Border clash</h1>"
    b"<p>Chadian troops shelled a border post on 3 June 2019, the ministry of Niger said.</p>"
    b"<p>Niger denied that its soldiers had crossed the border with Chad.</p></article>"
    b"</body></html>"
)
ALLOW = ("--allow-host", "127.0.0.1", "--delay", "0")


def test_fetched_pages_go_into_the_ledger(site: Site, tmp_path: Path) -> None:
    site.routes["/a.html"] = answer(TEXT, ETag='"a"')
    ledger = tmp_path / "casus.db"
    first = call("fetch", site.url("/a.html"), "--ledger", ledger, *ALLOW)
    assert first.exit_code == 0, first.stderr
    record = json.loads(first.stdout)
    assert record["status"] == 200
    assert record["tls"] is None
    assert "1 new documents" in first.stderr
    with Ledger.open(ledger) as opened:
        (kept,) = opened.documents()
        assert kept.document.sha256 == record["sha256"]
        assert kept.document.url == site.url("/a.html")
    (warc,) = (tmp_path / "casus.db.warc").iterdir()
    assert record["warc"] == warc.name
    site.routes["/a.html"] = answer(status="304 Not Modified")
    again = call("fetch", site.url("/a.html"), "--ledger", ledger, *ALLOW)
    assert again.exit_code == 0
    assert json.loads(again.stdout)["status"] == 304
    packed = call("archive", "--wacz", tmp_path / "a.wacz", warc)
    assert packed.exit_code == 0
    assert "1 WARC files, 1 answers, 1 pages" in packed.stderr


def test_refused_addresses_are_quarantined_and_the_rest_is_done(site: Site, tmp_path: Path) -> None:
    site.routes["/a"] = answer(TEXT)
    result = call(
        "fetch", "http://169.254.169.254/", site.url("/a"), "--out", tmp_path / "w", *ALLOW
    )
    assert result.exit_code == 3
    assert (
        "quarantined: http://169.254.169.254/ lies in a network that is not public" in result.stderr
    )
    assert json.loads(result.stdout)["final"] == site.url("/a")


def test_loopback_is_refused_unless_allowed(site: Site) -> None:
    assert call("fetch", site.url("/")).exit_code == 3
    assert site.asked == []


def test_watching_once(site: Site, tmp_path: Path) -> None:
    link = site.url("/a")
    feed = f"<rss version='2.0'><channel><item><link>{link}</link></item></channel></rss>"
    site.routes |= {"/feed": answer(feed.encode()), "/a": answer(TEXT)}
    plan = tmp_path / "feeds.toml"
    plan.write_text(f'[[feed]]\nurl = "{site.url("/feed")}"\nallow = ["127.0.0.1"]\n', "utf-8")
    options = ("--once", "--ledger", tmp_path / "casus.db", "--delay", "0")
    assert "1 new documents" in call("watch", plan, *options).stderr
    assert "0 new documents" in call("watch", plan, *options).stderr
    assert site.asked.count("/a") == 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["fetch"], 2),
        (["fetch", "http://a.org/", "--allow-host", "a b"], 2),
        (["fetch", "http://a.org/", "--contact", "a\nb"], 2),
        (["watch", "missing.toml", "--once"], 1),
        (["watch", "missing.toml", "--every", "often"], 2),
        (["archive", "missing.warc.gz", "--wacz", "a.wacz"], 2),
    ],
)
def test_wrong_usage(arguments: list[str], code: int) -> None:
    assert call(*arguments).exit_code == code


def test_ctrl_c_stops_cleanly(site: Site, tmp_path: Path) -> None:
    site.routes["/a"] = answer(b"<html><body><p>Un texte en fran\xc3\xa7ais.</p></body></html>")
    plan = tmp_path / "feeds.toml"
    plan.write_text(f'[[page]]\nurl = "{site.url("/a")}"\n', "utf-8")
    command = [
        sys.executable,
        "-m",
        "casus.cli",
        "watch",
        str(plan),
        "--ledger",
        "casus.db",
        *ALLOW,
    ]
    running = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    warcs = tmp_path / "casus.db.warc"
    memory = tmp_path / "casus.db.fetched.jsonl"
    for _ in range(300):
        if memory.exists():
            break
        time.sleep(0.05)
    time.sleep(0.2)
    os.kill(running.pid, signal.SIGINT)
    _, said = running.communicate(timeout=10)
    assert running.returncode == 0, said
    assert "stopped by Ctrl-C" in said
    assert len(list(warcs.iterdir())) == 1
    with Ledger.open(tmp_path / "casus.db") as opened:
        assert opened.verify().sound


def test_other_commands_open_no_connection(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The network is off unless one of the two commands is used."""
    (tmp_path / "page.txt").write_text("Chad closed its border on Monday, Niger said.\n", "utf-8")

    def never(*_: object) -> None:
        raise AssertionError("a connection")

    monkeypatch.setattr(socket.socket, "connect", never)
    monkeypatch.setattr(socket, "getaddrinfo", never)
    assert call("ingest", tmp_path / "page.txt", "--ledger", tmp_path / "a.db").exit_code == 0
