"""Sentences through the shipped model to the coding rules, for tables of one sentence a row."""

from functools import cache

from casus.coding import Code
from casus.coding.page import PageView, view
from casus.coding.select import select
from casus.coding.tree import Tree
from casus.coding.triggers import Trigger, triggers
from casus.language import Parse
from casus.language.parse import shipped
from casus.model import Block, Claim, Coded, Document, Parsed, Role, When
from casus.resolve.actors import Actors


def body(text: str, published: str | None = None) -> Document:
    """A page that is all body."""
    when = When(published, "meta", 0.9) if published else None
    return Document(
        "page", "", text, (Block(0, len(text), Role.BODY, "given"),), None, None, when, "en"
    )


@cache
def seen(text: str) -> PageView:
    """What the coding rules see of a text: trees of the shipped model, no marks."""
    sentences = tuple(shipped().parse_zones(text, [(0, len(text))]))
    document = body(text)
    return view(Parsed(document, sentences), actors().in_document(document, sentences))


def tree_of(text: str) -> Tree:
    """The tree of a text of one sentence."""
    (tree,) = seen(text).trees
    return tree


def events(text: str) -> list[Trigger]:
    """The triggers of the first sentence."""
    page = seen(text)
    return list(triggers(page.trees[0], page.is_actor(0)))


def groups(text: str) -> list[tuple[Trigger, ...]]:
    """The events of the first sentence, each with all the words that tell it."""
    return select(seen(text).trees[0], events(text))


@cache
def actors() -> Actors:
    return Actors()


@cache
def stages() -> tuple[Parse, Code]:
    return Parse(), Code()


def coded(document: Document) -> tuple[Claim, ...]:
    """The claims of a document by parsing, marking and coding it."""
    parse, code = stages()
    parsed = [p for p in parse.map(document) if isinstance(p, Parsed)]
    return tuple(
        c
        for p in parsed
        for result in code.map(p)
        if isinstance(result, Coded)
        for c in result.claims
    )


def claims_in(text: str, published: str | None = None) -> tuple[Claim, ...]:
    return coded(body(text, published))
