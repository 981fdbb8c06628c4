"""CoNLL-U out and in: names as BIO under `Ner=` in MISC, `SpaceAfter=No` where words touch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from casus.language.names import entities
from casus.model import Sentence, Token

_ESCAPED = str.maketrans({"\t": " ", "\n": " ", "\r": " "})


class ConlluError(ValueError):
    """A line that is no CoNLL-U; the message names its number."""


@dataclass(frozen=True, slots=True)
class Tokenized:
    """A text rebuilt from given words, and its sentences; unknown fields are empty, head is -1."""

    text: str
    sentences: tuple[Sentence, ...]


def write(text: str, sentences: Iterable[Sentence], name: str = "s") -> Iterator[str]:
    """Yield one block a sentence, ending in an empty line; offsets point into `text`."""
    for number, sentence in enumerate(sentences, 1):
        own = text[sentence.start : sentence.end].translate(_ESCAPED)
        tags = _bio(sentence)
        follow = [token.start for token in sentence.tokens[1:]] + [sentence.end + 1]
        lines = [
            _line(place, token, tag, token.end == after)
            for place, (token, tag, after) in enumerate(
                zip(sentence.tokens, tags, follow, strict=True), 1
            )
        ]
        yield "\n".join([f"# sent_id = {name}-{number}", f"# text = {own}", *lines, "", ""])


def _line(place: int, token: Token, tag: str, glued: bool) -> str:
    misc = f"Ner={tag}" + ("|SpaceAfter=No" if glued else "")
    word = token.text.translate(_ESCAPED)
    return (
        f"{place}\t{word}\t{token.lemma or '_'}\t{token.upos or '_'}\t{token.xpos or '_'}\t_\t"
        f"{token.head + 1}\t{token.deprel or '_'}\t_\t{misc}"
    )


def _bio(sentence: Sentence) -> list[str]:
    tags = ["O"] * len(sentence.tokens)
    for name in sentence.entities:
        tags[name.start : name.end] = [f"B-{name.label}"] + [f"I-{name.label}"] * (
            name.end - name.start - 1
        )
    return tags


def read(lines: Iterable[str]) -> Tokenized:
    """Read blocks and rebuild the text, sentences a line each; multiword lines are skipped.

    Raises:
        ConlluError: a line without ten columns or with a head that is no number.

    """
    text: list[str] = []
    length = 0
    found: list[Sentence] = []
    for block in _blocks(lines):
        sentence, own = _sentence(block, length)
        text.append(own)
        length += len(own)
        found.append(sentence)
    return Tokenized("".join(text), tuple(found))


def _blocks(lines: Iterable[str]) -> Iterator[list[list[str]]]:
    block: list[list[str]] = []
    for number, line in enumerate(lines, 1):
        row = line.rstrip("\r\n").split("\t")
        if row == [""]:
            if block:
                yield block
            block = []
        elif not row[0].startswith("#") and row[0].isdigit():
            if len(row) != 10 or not (row[6].isdigit() or row[6] == "_"):
                raise ConlluError(f"line {number} is no CoNLL-U: ten columns, the seventh a number")
            block.append(row)
    if block:
        yield block


def _sentence(block: Sequence[Sequence[str]], start: int) -> tuple[Sentence, str]:
    tokens: list[Token] = []
    text = ""
    for row in block:
        left = start + len(text)
        tokens.append(_token(row, left))
        text += row[1] + ("" if "SpaceAfter=No" in row[9].split("|") else " ")
    tags = [_ner(row[9]) for row in block]
    ending = tokens[-1].end
    return Sentence(start, ending, tuple(tokens), entities(tags)), text.rstrip(" ") + "\n"


def _token(row: Sequence[str], left: int) -> Token:
    lemma, upos, xpos, head, deprel = (
        "" if row[column] == "_" and row[1] != "_" else row[column] for column in (2, 3, 4, 6, 7)
    )
    return Token(
        left, left + len(row[1]), row[1], lemma, upos, xpos, int(head) - 1 if head else -1, deprel
    )


def _ner(misc: str) -> str:
    pairs = (pair.partition("=") for pair in misc.split("|"))
    return next((value for key, _, value in pairs if key == "Ner" and value), "O")
