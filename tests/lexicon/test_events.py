"""The event table: its frames tell an event from the everyday sense of its word."""

import pytest

from casus.lexicon.events import event_words, word_classes
from tests.coding.read import groups, tree_of

NAMED = [
    ("Chadian rebels raked the bus with gunfire.", "raked ASSAULT"),
    ("A drone slammed into the refinery.", "slammed ASSAULT"),
    ("The column rolled into Bangui.", "rolled ASSAULT"),
    ("Gunmen carried off the mayor.", "carried ASSAULT"),
    ("Detectives hauled in the editor.", "hauled COERCE"),
    ("The police broke up the rally.", "broke COERCE"),
    ("The villagers were pelted by protesters.", "pelted PROTEST"),
    ("Ethiopia beefed up its border.", "beefed MOBILIZE"),
    ("Troops dug trenches near Badme.", "dug MOBILIZE"),
    ("The Red Cross handed out blankets.", "handed AID"),
    ("Medics took the wounded to hospital.", "took AID"),
    ("Zambia harboured the rebels.", "harboured AID"),
    ("The troops fell back on Monday.", "fell RETREAT"),
    ("The rebels whom the army freed went home.", "freed RETREAT"),
    ("The envoy flew to Khartoum.", "flew CONSULT"),
    ("The minister rang his counterpart.", "rang CONSULT"),
    ("Burundi lashed out at Rwanda.", "lashed ACCUSE"),
    ("Togo lodged a protest with Ghana.", "lodged ACCUSE"),
    ("Sudan called the raid barbaric.", "called ACCUSE"),
    ("Uganda brushed aside the proposal.", "brushed REJECT"),
    ("Lawyers beseeched the king to free the poet.", "beseeched REQUEST"),
    ("The junta gave the rebels an ultimatum.", "gave THREATEN"),
    ("Eritrea reserves the right to respond.", "reserves THREATEN"),
    ("Workers downed tools in Lusaka.", "downed PROTEST"),
    ("Students burned tyres in Dakar.", "burned PROTEST"),
    ("The court gave the general ten years.", "gave SANCTION"),
    ("Brussels slapped sanctions on Minsk.", "slapped SANCTION"),
    ("Gabon conveyed its condolences to Mali.", "conveyed SUPPORT"),
    ("The cabinet repealed the tax.", "repealed CONCEDE"),
    ("The two navies train together.", "train COOPERATE"),
    ("The two sides inked an accord.", "inked AGREE"),
]


def _named(text: str) -> list[str]:
    words = tree_of(text).tokens
    return [f"{words[t.token].text} {t.type}" for group in groups(text) for t in group]


SILENT = [
    "The striker fell back in the second half.",
    "Prices exploded in March.",
    "The bank sold its shares to a fund.",
    "The team retreated to its hotel.",
    "He took his shoes to the cobbler.",
    "Rain swept through the valley.",
    "She set the table for six.",
    "The chef burned the sauce.",
    "The tide carried off the sand.",
    "The singer hit back with a new album.",
]


@pytest.mark.parametrize(("text", "expected"), NAMED, ids=[r[0][:40] for r in NAMED])
def test_frames_name_events(text: str, expected: str) -> None:
    assert expected in _named(text)


@pytest.mark.parametrize("text", SILENT, ids=[t[:40] for t in SILENT])
def test_everyday_senses_name_nothing(text: str) -> None:
    assert _named(text) == []


def test_every_class_that_a_frame_names_is_defined() -> None:
    asked = {
        word
        for rows in event_words().values()
        for row in rows
        for need in row.needs
        for word in need.words
        if word.startswith("@")
    }
    assert asked <= {"@place", "@actor", *word_classes()}


def test_no_row_stands_twice() -> None:
    for key, rows in event_words().items():
        frames = [row.needs for row in rows]
        assert len(frames) == len(set(frames)), key
