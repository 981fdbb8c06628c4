"""Words with their tree and names, and spans that read back."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open code points `[start, end)` into `Document.text` of the document `doc`."""

    doc: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Token:
    """One word. `start` and `end` are code points into `Document.text`.

    `head` is the index of the governing token in the same sentence, -1 for the root;
    `deprel` is the Universal Dependencies relation to it.
    """

    start: int
    end: int
    text: str
    lemma: str
    upos: str
    xpos: str
    head: int
    deprel: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A name: tokens `[start, end)` of its sentence; `label` is PER, ORG or LOC."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its tokens in order, its names, its code points `[start, end)`."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    entities: tuple[Entity, ...]
