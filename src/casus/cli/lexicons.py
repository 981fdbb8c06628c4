"""Commands about the tables of words and codes."""

from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from casus.api import UnreadableError, read
from casus.cli.console import fail, out, table
from casus.language import LanguageModel
from casus.lexicon.check import check_tables
from casus.model import Block, Document, Parsed, Role
from casus.pipeline import PAGE_TO_SENTENCES
from casus.resolve.actors import Actors
from casus.resolve.places import Places
from casus.run import run_items

lexicon = typer.Typer(no_args_is_help=True, help="Check and explain the tables of words and codes.")


def check(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FOLDER", help="Folders with further tables of your own."),
    ] = None,
) -> None:
    """Read every table and report the first line that is wrong, with file and line number."""
    missing = [f for f in folders or [] if not f.is_dir()]
    if missing:
        raise typer.BadParameter(f"{missing[0]}: is no folder")
    rows = table("table", "rows")
    for name, count in check_tables(folders or []).items():
        rows.add_row(name, f"{count:,}")
    out().print(rows)


def explain(
    phrase: Annotated[str, typer.Argument(help="Words as they stand in the text.")],
    page: Annotated[
        Path | None, typer.Option("--in", help="The page in which they stand.", show_default=False)
    ] = None,
) -> None:
    """Show which actors a phrase stands for, and by which rule."""
    parsed = _page(page) if page else _alone(phrase)
    text, given = parsed.document.text, (parsed.document, parsed.sentences)
    index = Actors().in_document(*given, Places().in_document(*given).countries())
    rows = table("at", "words", "actor", "score", "rule")
    for number, sentence in enumerate(parsed.sentences):
        for head in range(len(sentence.tokens)):
            for slot in index.at(number, head, conjuncts=False):
                words = text[slot.span.start : slot.span.end] if slot.span else ""
                if slot.span and phrase.lower() in words.lower():
                    place = str(slot.span.start)
                    rows.add_row(place, words, slot.value, f"{slot.score:.2f}", slot.why)
    if not rows.row_count:
        raise fail(f"{phrase!r} stands for no actor here")
    out().print(rows)


def _page(path: Path) -> Parsed:
    (outcome,) = run_items(PAGE_TO_SENTENCES, islice(read([path]), 1))
    if not outcome.results:
        raise fail(str(UnreadableError(outcome.problems)))
    parsed: Parsed = outcome.results[0]
    return parsed


def _alone(phrase: str) -> Parsed:
    (sentences,) = LanguageModel.load().parse([phrase])
    block = Block(0, len(phrase), Role.BODY, "given")
    document = Document("phrase", "", phrase, (block,), None, None, None, "en")
    return Parsed(document, tuple(sentences))


CHECK_HELP = """Examples:

casus lexicon check

casus lexicon check my-tables/"""
EXPLAIN_HELP = """Examples:

casus lexicon explain "the Azerbaijani Defence Ministry"

casus lexicon explain "the ministry" --in page.txt"""

lexicon.command(epilog=CHECK_HELP)(check)
lexicon.command(epilog=EXPLAIN_HELP)(explain)
