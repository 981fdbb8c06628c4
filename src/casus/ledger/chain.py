"""The chain of hashes over the entries.

Rule 1: an entry's hash covers its number, the hash before it, its kind, subject and time, and the
SHA-256 of its payload, as canonical JSON. Whoever alters, drops, inserts or moves an entry breaks
the chain at that entry; whoever cuts off the tail is found against a head kept elsewhere.

Rule 2: a payload may be gone only if a later entry of kind `erasure` names its number.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

GENESIS = "0" * 64
ERASURE = "erasure"
SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One link. `payload` is canonical JSON, None once erased; `digest` its SHA-256."""

    seq: int
    prev: str
    kind: str
    subject: str
    time: str
    digest: str
    payload: str | None
    hash: str


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of a ledger at some moment; the empty ledger has number 0."""

    seq: int
    hash: str
    time: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found: entries checked, the first bad one (None if sound), and why.

    `erasures` are the numbers of the tombstones, `erased` how many entries they emptied; `files`
    counts evidence files that were read and found whole, `unread` those whose folder is not known.
    """

    checked: int
    bad: int | None = None
    reason: str = ""
    erasures: tuple[int, ...] = ()
    erased: int = 0
    files: int = 0
    unread: int = 0

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return self.bad is None and not self.reason


def canonical(value: Any) -> str:
    """Write JSON with sorted keys, no blanks, and lone surrogates escaped, so that it is UTF-8."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return SURROGATE.sub(lambda m: f"\\u{ord(m[0]):04x}", text)


def sha256(text: str) -> str:
    """The hexadecimal digest of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def link(head: Head, kind: str, subject: str, time: str, payload: str) -> Entry:
    """Make the entry that follows `head`. Its time is never before the head's."""
    moment = max(time, head.time)
    entry = Entry(head.seq + 1, head.hash, kind, subject, moment, sha256(payload), payload, "")
    return replace(entry, hash=hash_of(entry))


def hash_of(entry: Entry) -> str:
    """The hash of Rule 1."""
    covered = [entry.seq, entry.prev, entry.kind, entry.subject, entry.time, entry.digest]
    return sha256(canonical(covered))


def check(entries: Iterable[Entry], keep: Head | None = None) -> Verdict:
    """Check entries in the order of their numbers, and against a head kept elsewhere."""
    last, tombstones = Head(0, GENESIS, ""), Tombstones()
    for entry in entries:
        if reason := _fault(last, entry) or tombstones.fault(entry):
            return Verdict(last.seq, last.seq + 1, reason)
        last = Head(entry.seq, entry.hash, entry.time)
        if keep is not None and entry.seq == keep.seq and entry.hash != keep.hash:
            return Verdict(entry.seq, entry.seq, "differs from the head that was kept elsewhere")
    if keep is not None and last.seq < keep.seq:
        missing = keep.seq - last.seq
        return Verdict(last.seq, last.seq + 1, f"the last {missing} entries were cut off")
    return tombstones.verdict(last.seq)


@dataclass(slots=True)
class Tombstones:
    """What the erasures of a chain name, and what is really empty."""

    empty: set[int] = field(default_factory=set)
    named: dict[int, int] = field(default_factory=dict)

    def fault(self, entry: Entry) -> str:
        """Note an entry; say what is wrong with it as an erasure."""
        if entry.payload is None:
            self.empty.add(entry.seq)
        if entry.kind != ERASURE:
            return ""
        if entry.payload is None:
            return "the content of this erasure was removed"
        numbers = erased_by(entry.payload)
        if any(not 0 < number < entry.seq for number in numbers):
            return "this erasure names entries that do not precede it"
        self.named |= dict.fromkeys(numbers, entry.seq)
        return ""

    def verdict(self, last: int) -> Verdict:
        """Whether exactly those entries are empty that an erasure names."""
        removed = dict.fromkeys(self.empty, "its content was removed, but no erasure says so")
        left = {
            n: f"its content should be gone: entry {by} erased it, but it is there"
            for n, by in self.named.items()
        }
        faults = [(n, removed.get(n) or left[n]) for n in removed.keys() ^ left.keys()]
        erasures = tuple(sorted(set(self.named.values())))
        bad, reason = min(faults, default=(None, ""))
        return Verdict(last, bad, reason, erasures, len(self.empty))


def erased_by(payload: str) -> tuple[int, ...]:
    """The numbers that an erasure names."""
    return tuple(int(number) for number in json.loads(payload)["entries"])


def _fault(last: Head, entry: Entry) -> str:
    if entry.seq != last.seq + 1:
        return f"entry {last.seq + 1} is missing"
    if entry.prev != last.hash:
        return "does not follow the entry before it (moved, inserted, or that one was altered)"
    if entry.payload is not None and sha256(entry.payload) != entry.digest:
        return f"the content of this {entry.kind} was altered"
    if entry.time < last.time:
        return "is dated before the entry that precedes it"
    return (
        ""
        if hash_of(entry) == entry.hash
        else "its number, kind, subject, time or hash was altered"
    )
