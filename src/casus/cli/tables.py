"""Records as tables and text for people."""

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from casus.cli.console import table
from casus.export.records import in_short, shown_text
from casus.model import Claim, Coded, Document, Role, Sentence, Slot

STATUS_STYLE = {"occurred": "green", "planned": "cyan", "possible": "yellow", "denied": "red"}
ROLE_STYLE = {Role.TITLE: "bold", Role.CHROME: "dim", Role.COMMENT: "dim red", Role.BYLINE: "cyan"}
QUOTE = 160
"""Characters of a passage shown in a table."""


def heading(document: Document) -> Text:
    """A document's name, title, outlet and date on one line."""
    when = f" · {document.published.value}" if document.published else " · undated"
    outlet = f" · {document.outlet}" if document.outlet else ""
    title = document.title or "untitled"
    return Text.assemble((document.id, "bold"), " · ", title, outlet, when)


def claims_view(coded: Coded) -> RenderableType:
    """The claims of one document."""
    if not coded.claims:
        return Group(heading(coded.document), Text("  no claims", style="dim"), "")
    return Group(heading(coded.document), *(claim_lines(c) for c in coded.claims), "")


def claim_lines(claim: Claim, name: str = "") -> RenderableType:
    """A claim in short; its source stands first, since nothing is true by itself.

    `name` is what stands before it, such as its id.
    """
    style = STATUS_STYLE.get(claim.status.value, "")
    kind = claim.type.value + (f" {claim.mode.value}" if claim.mode else "")
    first = Text.assemble(
        (name + "  " if name else "", "dim"),
        (claim.source.value, "bold"),
        " says: ",
        (claim.status.value, style),
        f" {kind}, {codes(claim.actors)} \u2192 {codes(claim.recipients)}",
    )
    rest = [claim.date.value] if claim.date else []
    rest += [in_short(claim.place.value)] if claim.place else []
    rest += [in_short(x.value) for x in claim.losses] + [w.value for w in claim.weapons]
    about = Text(" · ".join(rest) or "no date, no place", style="dim")
    quote = Text("\u201c" + shorten(claim.quote) + "\u201d", style="italic")
    return Group(Padding(first, (0, 0, 0, 2)), Padding(Group(about, quote), (0, 0, 0, 6)))


def codes(slots: tuple[Slot[str], ...]) -> str:
    """Actor codes as a list."""
    return ", ".join(s.value for s in slots) or "-"


def shorten(text: str, most: int = QUOTE) -> str:
    """One line of at most `most` characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def document_view(document: Document, *, keep_comments: bool = False) -> RenderableType:
    """A cleaned document, its blocks one after the other; comments by their length only."""
    rows = table("role", "text")
    for block in document.blocks:
        text = shown_text(document, block, keep_comments)
        shown = f"({block.end - block.start} characters)" if text is None else shorten(text, 2000)
        rows.add_row(block.role.value, Text(shown, style=ROLE_STYLE.get(block.role, "")))
    source = document.published.source if document.published else "none found"
    about = Text(f"language {document.language} · date from: {source}", style="dim")
    return Group(heading(document), about, rows, "")


def sentence_table(sentence: Sentence) -> RenderableType:
    """The words of a sentence with their heads."""
    names = {i: e.label for e in sentence.entities for i in range(e.start, e.end)}
    rows = table("", "word", "lemma", "part", "head", "relation", "name")
    for index, token in enumerate(sentence.tokens):
        head = sentence.tokens[token.head].text if token.head >= 0 else "(root)"
        cells = (str(index + 1), token.text, token.lemma, token.upos, head, token.deprel)
        rows.add_row(*(Text(c) for c in cells), names.get(index, ""))
    return Group(rows, "")
