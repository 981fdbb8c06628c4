"""Every bound on the work that one page may cause, in one place."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bounds:
    """Upper bounds for cleaning one page; override with `dataclasses.replace`.

    - `characters`: text that is zoned; what lies beyond is kept as chrome.
    - `lines`: lines that are zoned; what lies beyond is kept as chrome.
    - `line`: the longest line that can be prose; a longer one is kept as chrome.
    - `elements`: HTML elements; a page with more is read as text with its tags taken out.
    - `nesting`: HTML nesting; a deeper page is read as text with its tags taken out.
    """

    characters: int = 4_000_000
    lines: int = 10_000
    line: int = 100_000
    elements: int = 50_000
    nesting: int = 256
