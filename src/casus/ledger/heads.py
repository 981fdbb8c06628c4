"""Signed heads: a small file kept elsewhere that shows later whether the ledger was cut short.

A head says "on that day the ledger ended with entry N of hash H", signed with Ed25519.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from casus.ledger.chain import Head, canonical
from casus.ledger.errors import LedgerError, explained


@dataclass(frozen=True, slots=True)
class SignedHead:
    """A head with the signer's public key and the signature, both in hexadecimal digits."""

    head: Head
    public_key: str
    signature: str


def new_key(path: Path) -> str:
    """Make a signing key in a new file that only its owner may read; return the public key.

    Raises:
        LedgerError: the file exists already, or cannot be written.
    """
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    if path.exists():
        raise LedgerError(f"{path}: a key is there already; name another file")
    with explained(str(path)):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(pem)
    return _public(key.public_key())


def sign_head(head: Head, key_file: Path) -> SignedHead:
    """Sign a head with the key of a file.

    Raises:
        LedgerError: the file cannot be read, or holds no Ed25519 key.
    """
    with explained(str(key_file)):
        pem = key_file.read_bytes()
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError) as error:
        raise LedgerError(f"{key_file}: holds no private key without a password") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise LedgerError(f"{key_file}: holds a key of another kind; `casus ledger key` makes one")
    return SignedHead(head, _public(key.public_key()), key.sign(_message(head)).hex())


def check_head(signed: SignedHead, public_key: str | None = None) -> Head:
    """The head, if its signature holds; `public_key` is the signer's, where you know it.

    Raises:
        LedgerError: signed by another key, or altered since.
    """
    if public_key is not None and signed.public_key != public_key.strip().lower():
        raise LedgerError("the kept head was signed with another key than the one you gave")
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(signed.public_key))
        key.verify(bytes.fromhex(signed.signature), _message(signed.head))
    except (ValueError, InvalidSignature) as error:
        raise LedgerError("the kept head was altered: its signature does not hold") from error
    return signed.head


def save_head(signed: SignedHead, path: Path) -> None:
    """Write a signed head as JSON.

    Raises:
        LedgerError: the file cannot be written.
    """
    head = signed.head
    body = {"seq": head.seq, "hash": head.hash, "time": head.time}
    body |= {"public_key": signed.public_key, "signature": signed.signature}
    with explained(str(path)):
        path.write_text(json.dumps(body, indent=1) + "\n", encoding="utf-8")


def load_head(path: Path) -> SignedHead:
    """Read a signed head; the signature is not checked yet.

    Raises:
        LedgerError: the file cannot be read, or holds no head.
    """
    with explained(str(path)):
        text = path.read_text(encoding="utf-8", errors="replace")
    try:
        body = json.loads(text)
        head = Head(int(body["seq"]), str(body["hash"]), str(body["time"]))
        return SignedHead(head, str(body["public_key"]), str(body["signature"]))
    except (ValueError, KeyError, TypeError) as error:
        raise LedgerError(
            f"{path}: holds no signed head; `casus ledger sign` writes one"
        ) from error


def _message(head: Head) -> bytes:
    return canonical(["casus-head", 1, head.seq, head.hash, head.time]).encode()


def _public(key: Ed25519PublicKey) -> str:
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw).hex()
