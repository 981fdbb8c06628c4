"""The three shapes of a stage.

A stage declares `ref` (its name in the registry), and the records it `takes` and `gives`.
It returns problems among its results instead of raising them for bad input.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Protocol, TypeVar, runtime_checkable

from casus.model import Problem

In_contra = TypeVar("In_contra", contravariant=True)
Out_co = TypeVar("Out_co", covariant=True)


class Stage(Protocol):
    """What all stages tell about themselves."""

    ref: str
    takes: type
    gives: type


@runtime_checkable
class Map(Stage, Protocol[In_contra, Out_co]):
    """One item to items; runs anywhere, in any order."""

    def map(self, item: In_contra, /) -> Iterator[Out_co | Problem]:
        """Turn one item into results and problems."""
        ...


@runtime_checkable
class Gather(Stage, Protocol[In_contra, Out_co]):
    """One keyed group to items; groups run anywhere."""

    def keys(self, item: In_contra, /) -> Iterable[Hashable]:
        """Tell the groups that an item belongs to."""
        ...

    def gather(self, key: Hashable, items: Sequence[In_contra], /) -> Iterator[Out_co | Problem]:
        """Turn one group into results and problems."""
        ...


@runtime_checkable
class Whole(Stage, Protocol[In_contra, Out_co]):
    """Everything at once; small by the time it runs."""

    def whole(self, items: Sequence[In_contra], /) -> Iterator[Out_co | Problem]:
        """Turn all items into results and problems."""
        ...
