"""What is refused before anything is sent."""

import socket
from collections.abc import Iterator, Sequence
from ipaddress import ip_address
from typing import NoReturn

import pytest

from casus.ingest.fetch import Fetcher, RefusedError
from casus.ingest.fetch.addresses import why_refused
from casus.ingest.fetch.target import join, parse

URLS = """
file:///etc/passwd
ftp://example.org/a
gopher://example.org:70/1
data:text/html,hello
javascript:alert(1)
dict://example.org:2628/d:x
ldap://example.org/
ws://example.org/
jar:http://example.org!/a
example.org/a
//example.org/a
http:example.org
http:/example.org
http://
http:///path
https://user@example.org/
https://user:word@example.org/
https://example.org@127.0.0.1/
https://example.org\\@127.0.0.1/
https://example.org /
https://example.org/\t
https://example.org/\r\nHost: x
https://example.org:0/
https://example.org:/
https://example.org:99999/
https://example.org:22/
https://example.org:25/
https://example.org:6379/
https://example.org:9200/
https://-example.org/
https://exa_mple..org/
https://exam!ple.org/
https://%31%32%37.0.0.1/
https://example.org%2f@127.0.0.1/
http://127.0.0.1/
http://127.0.0.1:80/
http://127.1/
http://2130706433/
http://0x7f000001/
http://0x7f.0.0.1/
http://0177.0.0.1/
http://017700000001/
http://127.0.0.1.:80/
http://①②⑦.⓪.⓪.①/
http://127。0。0。1/
http://0/
http://0.0.0.0/
http://10.0.0.1/
http://100.64.0.1/
http://100.100.100.200/latest/meta-data/
http://168.63.129.16/metadata
http://169.254.169.254/latest/meta-data/
http://169.254.170.2/v2/credentials
http://172.16.0.1/
http://172.31.255.255/
http://192.0.0.192/opc/v2/
http://192.0.2.1/
http://192.168.1.1/
http://198.18.0.1/
http://198.51.100.7/
http://203.0.113.7/
http://224.0.0.1/
http://240.0.0.1/
http://255.255.255.255/
http://[::]/
http://[::1]/
http://[::ffff:127.0.0.1]/
http://[::ffff:8.8.8.8]/
http://[::127.0.0.1]/
http://[64:ff9b::7f00:1]/
http://[64:ff9b::8.8.8.8]/
http://[64:ff9b:1::1]/
http://[2002:7f00:1::]/
http://[2002:808:808::1]/
http://[2001::1]/
http://[2001:db8::1]/
http://[3fff::1]/
http://[fc00::1]/
http://[fd00:ec2::254]/latest/meta-data/
http://[fe80::1]/
http://[fe80::1%25eth0]/
http://[fec0::1]/
http://[ff02::1]/
http://[2a00:1450:1:1:0:5efe:7f00:1]/
http://[4000::1]/
http://localhost/
http://LOCALHOST./
http://app.localhost/
http://printer.local/
http://intranet/
http://metadata.google.internal/computeMetadata/v1/
http://router.home.arpa/
http://wiki.corp/
http://hidden.onion/
""".strip("\n").split("\n")
URLS = [url.replace("\\t", "\t").replace("\\r\\n", "\r\n").replace("\\\\", "\\") for url in URLS]

ANSWERS = {
    "private.news.org": ["10.1.2.3"],
    "loop.news.org": ["127.0.0.1"],
    "six.news.org": ["::1"],
    "meta.news.org": ["169.254.169.254"],
    "mapped.news.org": ["::ffff:10.0.0.1"],
    "scoped.news.org": ["fe80::1%eth0"],
    "nat.news.org": ["64:ff9b::a00:1"],
    "mixed.news.org": ["93.184.216.34", "10.0.0.1"],
    "late.news.org": ["93.184.216.34"] * 15 + ["192.168.0.1"],
    "zero.news.org": ["0.0.0.1"],
    "cgnat.news.org": ["100.127.255.255"],
    "multi.news.org": ["ff05::2"],
}


@pytest.fixture
def packets(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """Everything that would leave the machine."""
    sent: list[object] = []

    def note(*found: object, **_: object) -> NoReturn:
        sent.append(found)
        raise OSError("no network in this test")

    monkeypatch.setattr(socket.socket, "connect", note)
    monkeypatch.setattr(socket.socket, "sendto", note)
    monkeypatch.setattr(socket, "getaddrinfo", note)
    yield sent
    assert sent == []


@pytest.mark.parametrize("url", URLS, ids=ascii)
def test_urls_are_refused_without_a_packet(url: str, packets: list[object]) -> None:
    with pytest.raises(RefusedError):
        Fetcher().fetch(url)
    assert packets == []


@pytest.mark.parametrize("host", ANSWERS)
def test_names_of_refused_addresses(host: str, packets: list[object]) -> None:
    def stub(name: str, _: float) -> Sequence[str]:
        return ANSWERS[name]

    with pytest.raises(RefusedError, match="not public"):
        Fetcher(resolver=stub).fetch(f"https://{host}/")
    assert packets == []


def test_a_long_url_is_refused(packets: list[object]) -> None:
    with pytest.raises(RefusedError, match="more than"):
        Fetcher().fetch("https://example.org/" + "a" * 5000)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.216.34", "172.32.0.1", "100.128.0.1", "2606:4700::1111"]
)
def test_public_addresses_are_not(address: str) -> None:
    assert why_refused(ip_address(address)) is None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("HTTPS://News.Example.ORG", "https://news.example.org/"),
        ("http://example.org:80/a?b=c#d", "http://example.org/a?b=c"),
        ("https://example.org./ä b".replace(" ", "%20"), "https://example.org/%C3%A4%20b"),
        ("https://новости.рф/", "https://xn--b1amnebsh.xn--p1ai/"),
        ("http://[2606:4700:0::1111]:8080/x", "http://[2606:4700::1111]:8080/x"),
    ],
)
def test_urls_have_one_form(written: str, meant: str) -> None:
    assert parse(written).url == meant
    assert parse(parse(written).url).url == meant


@pytest.mark.parametrize("location", ["\\\\127.0.0.1/", "http://[", "a b", "x" * 5000, "mailto:a"])
def test_broken_references_are_refused(location: str) -> None:
    with pytest.raises(RefusedError):
        join(parse("https://example.org/"), location)


def test_the_table_is_long_enough() -> None:
    assert len(set(URLS)) + len(ANSWERS) >= 100
