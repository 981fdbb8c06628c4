"""Sentences written by hand as `word/head/relation/UPOS` (heads count from 1, 0 is the root)."""

from casus.model import Block, Document, Entity, Role, Sentence, Token, When

PLURAL = {"soldiers", "rebels", "sides", "troops", "officers", "people", "men", "countries"}


def tree(line: str, *entities: tuple[int, int, str], start: int = 0) -> Sentence:
    """Parse the notation; the lemma is the lower-cased word without a plural s of NOUNs."""
    tokens, at = [], start
    for item in line.split():
        text, head, relation, upos = item.rsplit("/", 3)
        plural = upos == "NOUN" and text.endswith("s") and not text.endswith("ss")
        lemma = text.lower()[:-1] if plural else text.lower()
        xpos = {"NOUN": "NNS" if plural else "NN", "PROPN": "NNP"}.get(upos, "X")
        tokens.append(Token(at, at + len(text), text, lemma, upos, xpos, int(head) - 1, relation))
        at += len(text) + 1
    found = tuple(Entity(a, b, label) for a, b, label in entities)
    return Sentence(start, at - 1, tuple(tokens), found)


def page(*sentences: Sentence, published: str | None = None) -> Document:
    """A document that holds the sentences' words."""
    text = ""
    for sentence in sentences:
        for token in sentence.tokens:
            text = text.ljust(token.start) + token.text
    when = When(published, "test", 1.0) if published else None
    blocks = (Block(0, len(text), Role.BODY, "test"),)
    return Document("doc", "", text, blocks, None, None, when, "en")


def after(sentence: Sentence, line: str, *entities: tuple[int, int, str]) -> Sentence:
    """A sentence that follows another one."""
    return tree(line, *entities, start=sentence.end + 1)
