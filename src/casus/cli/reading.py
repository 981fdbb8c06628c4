"""Commands that print what is in pages: claims, zones, sentences."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from casus.cli.console import fail, out, say, write
from casus.cli.limits import GivenColumns, GivenLimits, given_limits
from casus.cli.options import (
    DEFAULT_MIB,
    AsFormat,
    AsTrees,
    Format,
    Jobs,
    KeepComments,
    MaxPage,
    Paths,
    Published,
    Quiet,
    TimeLimit,
    TreeFormat,
    wants_table,
)
from casus.cli.tables import claims_view, document_view, sentence_table
from casus.cli.work import Work
from casus.export import coded_record, encode, read_record
from casus.language import LanguageModel, conllu
from casus.model import Document, Parsed, Sentence
from casus.pipeline import DOCUMENT_TO_SENTENCES


def extract(
    paths: Paths,
    output: AsFormat = Format.AUTO,
    jobs: Jobs = 1,
    time_limit: TimeLimit = None,
    max_page: MaxPage = DEFAULT_MIB,
    limit: GivenLimits = None,
    column: GivenColumns = None,
    published: Published = None,
    quiet: Quiet = False,
) -> None:
    """Print the claims of pages: who says that who did what to whom, when and where."""
    caps = given_limits(limit, column)
    work = Work(jobs, time_limit, max_page, quiet, caps, published)
    human = wants_table(output)
    for coded in work.coded(paths):
        if human:
            out().print(claims_view(coded))
        else:
            write(encode(coded_record(coded)))


def read(
    paths: Paths,
    output: AsFormat = Format.AUTO,
    jobs: Jobs = 1,
    time_limit: TimeLimit = None,
    max_page: MaxPage = DEFAULT_MIB,
    limit: GivenLimits = None,
    column: GivenColumns = None,
    quiet: Quiet = False,
    keep_comments: KeepComments = False,
) -> None:
    """Print the cleaned pages: title, date, language, every block with its role; no comments."""
    work = Work(jobs, time_limit, max_page, quiet, given_limits(limit, column))
    human = wants_table(output)
    document: Document
    for document in work.documents(paths):
        if human:
            out().print(document_view(document, keep_comments=keep_comments))
        else:
            write(encode(read_record(document, keep_comments=keep_comments)))


def parse(
    paths: Paths,
    output: AsTrees = TreeFormat.AUTO,
    tokenized: Annotated[
        bool,
        typer.Option("--tokenized", help="The files are CoNLL-U: keep their words and sentences."),
    ] = False,
    jobs: Jobs = 1,
    time_limit: TimeLimit = None,
    max_page: MaxPage = DEFAULT_MIB,
    limit: GivenLimits = None,
    column: GivenColumns = None,
    quiet: Quiet = False,
) -> None:
    """Print the sentences of pages with lemmas, dependency trees and names."""
    human = wants_table(output)
    work = Work(jobs, time_limit, max_page, quiet, given_limits(limit, column))
    found = _tokenized(paths) if tokenized else _parsed(work, paths)
    for name, text, sentences in found:
        if human:
            for sentence in sentences:
                out().print(sentence_table(sentence))
        else:
            for block in conllu.write(text, sentences, name):
                write(block)


Sentences = Iterator[tuple[str, str, tuple[Sentence, ...]]]


def _parsed(work: Work, paths: list[Path]) -> Sentences:
    parsed: Parsed
    for parsed in work.documents(paths, DOCUMENT_TO_SENTENCES):
        yield parsed.document.id, parsed.document.text, parsed.sentences


def _tokenized(paths: list[Path]) -> Sentences:
    model = LanguageModel.load()
    for path in paths:
        try:
            source = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8-sig")
            given = conllu.read(source.splitlines())
        except (conllu.ConlluError, UnicodeDecodeError, IsADirectoryError) as error:
            raise fail(f"{path}: {error}; give CoNLL-U files in UTF-8") from error
        spans = [[(t.start, t.end) for t in s.tokens] for s in given.sentences]
        if not spans:
            say(f"note: {path}: holds no sentences")
        yield path.stem, given.text, tuple(model.annotate(given.text, spans))


EXTRACT_HELP = """Examples:

casus extract page.html

casus extract page.txt --published 2022-03-26

casus extract pages/ --format jsonl --jobs 4 > claims.jsonl

cat page.txt | casus extract -"""
READ_HELP = """Examples:

casus read page.html

casus read pages/ --format jsonl > documents.jsonl

casus read page.html --keep-comments"""
PARSE_HELP = """Examples:

casus parse page.txt --format conllu

casus parse --tokenized test.conllu --format conllu > parsed.conllu"""
