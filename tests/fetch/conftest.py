from collections.abc import Iterator

import pytest

from casus.ingest.fetch import Terms
from tests.fetch.site import Site, running

TERMS = Terms(
    allow=frozenset({"127.0.0.1", "::1"}), delay=0.0, connect=1.0, read=0.3, total=0.8, names=0.3
)


@pytest.fixture
def site() -> Iterator[Site]:
    with running(Site()) as made:
        yield made
