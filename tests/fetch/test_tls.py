"""Certificates always count."""

import datetime
import hashlib
import ssl
from collections.abc import Iterator
from dataclasses import replace
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from casus.ingest.fetch import Fetcher, FetchError
from tests.fetch.conftest import TERMS
from tests.fetch.site import Site, answer, moved, running

NOW = datetime.datetime.now(datetime.UTC)


def certificate(folder: Path, address: str = "127.0.0.1", days: int = 1) -> Path:
    """A self-signed certificate with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - datetime.timedelta(days=9))
        .not_valid_after(NOW + datetime.timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{address}-{days}.pem"
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path


def serving(path: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


@pytest.fixture
def pem(tmp_path: Path) -> Path:
    return certificate(tmp_path)


@pytest.fixture
def secure(pem: Path) -> Iterator[Site]:
    with running(Site(routes={"/": answer(b"<p>safe</p>")}), serving(pem)) as site:
        yield site


def test_a_self_signed_certificate_is_refused(secure: Site) -> None:
    with pytest.raises(FetchError, match="certificate that does not hold"):
        Fetcher(TERMS).fetch(secure.url())
    assert secure.asked == []


def test_the_state_of_tls_is_recorded(secure: Site, pem: Path) -> None:
    got = Fetcher(replace(TERMS, certificates=pem)).fetch(secure.url())
    tls = got.record.tls
    assert got.content == b"<p>safe</p>"
    assert tls is not None
    assert tls.version == "TLSv1.3"
    der = ssl.PEM_cert_to_DER_cert(pem.read_text().split("-----BEGIN PRIVATE")[0])
    assert tls.certificate_sha256 == hashlib.sha256(der).hexdigest()


@pytest.mark.parametrize(("address", "days"), [("127.0.0.2", 1), ("127.0.0.1", -1)])
def test_wrong_and_old_certificates_are_refused(tmp_path: Path, address: str, days: int) -> None:
    path = certificate(tmp_path, address, days)
    with running(Site(), serving(path)) as site:
        with pytest.raises(FetchError, match="does not hold"):
            Fetcher(replace(TERMS, certificates=path)).fetch(site.url())
        assert site.asked == []


def test_a_redirect_may_not_drop_tls(secure: Site, pem: Path, site: Site) -> None:
    secure.routes["/"] = moved(site.url())
    with pytest.raises(FetchError, match="from https to http"):
        Fetcher(replace(TERMS, certificates=pem)).fetch(secure.url())
    assert site.asked == []


def test_plain_http_on_a_tls_port_is_an_error(secure: Site, site: Site) -> None:
    with pytest.raises(FetchError):
        Fetcher(TERMS).fetch(secure.url().replace("https", "http"))
    with pytest.raises(FetchError, match="no safe connection"):
        Fetcher(TERMS).fetch(site.url().replace("http", "https"))
