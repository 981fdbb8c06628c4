"""A gathering stage in this process: items grouped by their key, results in order of the items."""

from collections.abc import Hashable, Iterable, Iterator
from typing import Any

from casus.stage import Gather


def run_gather(stage: Gather[Any, Any], items: Iterable[Any]) -> Iterator[Any]:
    """Give each group to the stage, groups in order of their first item."""
    groups: dict[Hashable, list[Any]] = {}
    for item in items:
        for key in stage.keys(item):
            groups.setdefault(key, []).append(item)
    for key, group in groups.items():
        yield from stage.gather(key, group)
