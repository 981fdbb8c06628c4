"""A stage that does to its worker what a broken parser might do."""

import os
import time
from collections.abc import Iterator

from casus.model import Page


class Hostile:
    """The page's content says what happens."""

    ref = "hostile"
    takes = Page
    gives = str

    def map(self, page: Page, /) -> Iterator[str]:
        if page.content == b"exit":
            os._exit(9)
        if page.content == b"abort":
            os.abort()
        if page.content == b"hang":
            time.sleep(60)
        if page.content == b"memory":
            yield str(len(bytearray(8 * 1024**3)))
        if page.content == b"many":
            hoard = [bytes(1024**2) for _ in range(8 * 1024)]
            yield str(len(hoard))
        if page.content == b"deep":
            yield deep(0)
        yield page.name


def deep(level: int) -> str:
    return deep(level + 1) + "x"
