"""Sentences for tests of the coding rules, written as short tables of words."""

from casus.model import Sentence, Token


def sentence(table: str, start: int = 0) -> Sentence:
    """Words of `text/lemma/upos/xpos/head/deprel`, blank-separated; heads count from 1, 0 is root.

    The text that it stands for has one blank between words.
    """
    tokens, at = [], start
    for cell in table.split():
        text, lemma, upos, xpos, head, deprel = cell.split("/")
        tokens.append(Token(at, at + len(text), text, lemma, upos, xpos, int(head) - 1, deprel))
        at += len(text) + 1
    return Sentence(start, tokens[-1].end, tuple(tokens), ())


def flat(words: list[str], start: int = 0) -> Sentence:
    """A sentence whose words all hang on the first."""
    tokens, at = [], start
    for number, text in enumerate(words):
        head, relation = (-1, "root") if number == 0 else (0, "dep")
        tokens.append(Token(at, at + len(text), text, text.lower(), "X", "FW", head, relation))
        at += len(text) + 1
    return Sentence(start, tokens[-1].end, tuple(tokens), ())
