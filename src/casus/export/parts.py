"""The JSON objects of `casus dates`, `places` and `attributions`: parts of the work by themselves.

Offsets are code points into the document's text.
"""

from collections.abc import Sequence

import msgspec

from casus.coding import Spanned, attributions_of
from casus.model import Document, Parsed, Place
from casus.resolve.dates import timex
from casus.resolve.places import Places


class DateRow(msgspec.Struct, frozen=True):
    """An expression of time: its TimeML type and value, and how it was resolved."""

    start: int
    end: int
    text: str
    type: str
    value: str
    why: str


class DatesRecord(msgspec.Struct, frozen=True):
    """One line of `casus dates --format jsonl`."""

    doc: str
    published: str | None
    dates: tuple[DateRow, ...]

    @property
    def rows(self) -> tuple[DateRow, ...]:
        """Its rows."""
        return self.dates


class PlaceRow(msgspec.Struct, frozen=True):
    """A place name; `country` is ISO alpha-3, `precision` UCDP's 1 to 7; null is unknown."""

    start: int
    end: int
    text: str
    name: str | None
    country: str | None
    lat: float | None
    lon: float | None
    geonames_id: int | None
    precision: int | None
    score: float


class PlacesRecord(msgspec.Struct, frozen=True):
    """One line of `casus places --format jsonl`."""

    doc: str
    places: tuple[PlaceRow, ...]

    @property
    def rows(self) -> tuple[PlaceRow, ...]:
        """Its rows."""
        return self.places


class AttributionRow(msgspec.Struct, frozen=True):
    """Who says what: stretches `[start, end)` of source, cue and content, and the words."""

    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]
    kind: str
    denies: bool
    said: str


class AttributionsRecord(msgspec.Struct, frozen=True):
    """One line of `casus attributions --format jsonl`."""

    doc: str
    attributions: tuple[AttributionRow, ...]

    @property
    def rows(self) -> tuple[AttributionRow, ...]:
        """Its rows."""
        return self.attributions


def dates_record(document: Document, published: str | None = None) -> DatesRecord:
    """The expressions of time of a document.

    `published` is its date, by default the one that was found on it.

    Raises:
        ValueError: `published` is no date of the form YYYY-MM-DD.
    """
    found = document.published.value if document.published else None
    whole = found if found and len(found) == 10 else None
    day = published or whole
    rows = (
        DateRow(m.start, m.end, m.text, m.type, m.value, m.why) for m in timex(document.text, day)
    )
    return DatesRecord(document.id, day, tuple(rows))


def places_record(parsed: Parsed, resolver: Places) -> PlacesRecord:
    """The place names of a document."""
    index = resolver.in_document(parsed.document, parsed.sentences)
    rows = (_place(m.span.start, m.span.end, m.text, m.place, m.score) for m in index.mentions)
    return PlacesRecord(parsed.document.id, tuple(rows))


def given_places(
    doc: str, text: str, spans: Sequence[tuple[int, int]], resolver: Places
) -> PlacesRecord:
    """The places of names that stand at given code points of a text."""
    found = resolver.resolve_mentions(text, spans)
    rows = (
        _place(start, end, text[start:end], place, score)
        for (start, end), (place, score) in zip(spans, found, strict=True)
    )
    return PlacesRecord(doc, tuple(rows))


def _place(start: int, end: int, text: str, place: Place, score: float) -> PlaceRow:
    return PlaceRow(
        start,
        end,
        text,
        place.canonical,
        place.country,
        place.lat,
        place.lon,
        place.geonames_id,
        place.precision,
        round(score, 3),
    )


def attributions_record(parsed: Parsed) -> AttributionsRecord:
    """The attributions of a document, in order of their cues."""
    text = parsed.document.text
    rows = (_attribution(one, text) for one in attributions_of(text, parsed.sentences))
    return AttributionsRecord(parsed.document.id, tuple(rows))


def _attribution(found: Spanned, text: str) -> AttributionRow:
    said = text[found.content[0][0] : found.content[-1][1]]
    return AttributionRow(found.source, found.cue, found.content, found.kind, found.denies, said)
