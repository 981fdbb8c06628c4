"""Which words name which events: verbs, particle verbs, light verbs, nouns, headlines."""

import pytest

from tests.coding.read import events

FOUND = {
    "verbs": [
        ("The army shelled the village.", "shelled ASSAULT heavy-weapons"),
        ("Rebels attacked the convoy.", "attacked ASSAULT -"),
        ("The police arrested three activists.", "arrested COERCE arrest"),
        ("Turkey deployed troops to the border.", "deployed MOBILIZE troops"),
        ("The president visited Moscow.", "visited CONSULT visit"),
        ("Ethiopia accused Eritrea of looting.", "accused ACCUSE allege"),
        ("France recalled its ambassador from Mali.", "recalled SANCTION withdraw"),
        ("The court sentenced the general to ten years.", "sentenced SANCTION convict"),
        ("Chad supplied weapons to Sudan.", "supplied AID -"),
        ("Iran thanked Iraq for its help.", "thanked SUPPORT -"),
        ("Turkey threatened to shell the town.", "threatened THREATEN -"),
        ("Rebels refused to release the prisoners.", "refused REJECT yield"),
        ("The minister called the attack a crime.", "called ACCUSE disapprove"),
        ("The minister called the vote a success.", "called SUPPORT -"),
        ("The minister described the agreement as historic.", "described SUPPORT -"),
    ],
    "particle verbs": [
        ("The rebels blew up a bridge.", "blew ASSAULT explosives"),
        ("Militants gunned down two policemen.", "gunned ASSAULT firearms"),
        ("Fighters shot down a drone.", "shot ASSAULT shoot-down"),
        ("The rebels laid down their arms.", "laid RETREAT disarm"),
        ("The army pulled out on Monday.", "pulled RETREAT withdraw"),
        ("The minister called off the talks.", "called SANCTION discontinue"),
        ("The minister called on Sudan to withdraw.", "called REQUEST yield"),
        ("The minister called for a ceasefire.", "called REQUEST yield"),
    ],
    "light verbs": [
        ("Azerbaijani forces opened fire on the post.", "opened ASSAULT firearms"),
        ("The two armies exchanged fire.", "exchanged ASSAULT clash"),
        ("The two armies exchanged prisoners.", "exchanged RETREAT release"),
        ("The rebels took control of the town.", "took ASSAULT territory"),
        ("The police took the journalist hostage.", "took ASSAULT abduct"),
        ("Protesters threw stones at the police.", "threw ASSAULT primitive"),
        ("Workers went on strike.", "went PROTEST strike"),
        ("Rwandan troops stepped on a mine.", "stepped ASSAULT explosives"),
        ("The convoy hit a mine.", "hit ASSAULT explosives"),
    ],
    "nouns": [
        ("The shelling of Stepanakert went on.", "shelling ASSAULT heavy-weapons"),
        ("An airstrike on the camp killed three civilians.", "airstrike ASSAULT aerial"),
        ("The ambush of the convoy lasted an hour.", "ambush ASSAULT -"),
        ("Talks between Sudan and Ethiopia began.", "Talks CONSULT -"),
        ("Protests broke out in Kampala.", "Protests PROTEST demo"),
        ("The army launched an offensive against the rebels.", "offensive ASSAULT -"),
        ("The clashes between the army and the rebels went on.", "clashes ASSAULT clash"),
    ],
    "headlines": [
        ("Israeli Airstrike Kills Three In Gaza Camp", "Airstrike ASSAULT aerial"),
        ("RUSSIAN MISSILES STRIKE KYIV HOSPITAL", "STRIKE ASSAULT -"),
    ],
}
ROWS = [(kind, *row) for kind, rows in FOUND.items() for row in rows]


@pytest.mark.parametrize(("kind", "text", "expected"), ROWS, ids=[r[1][:40] for r in ROWS])
def test_words_name_events(kind: str, text: str, expected: str) -> None:
    assert expected in _told(text)


SILENT = [
    ("The minister called on Sunday.", "a day is called on by nobody"),
    ("A charm offensive by the minister impressed investors.", "`mod:!charm`"),
    ("The explosion of population worried the planners.", "`of:!population`"),
    ("The minister gave a news conference in Lagos.", "`mod:!news`; in Lagos is no particle"),
    ("He struck a match.", "a match is no target"),
    ("The company fired its manager.", "fired at nobody"),
    ("The strike of the clock surprised the school.", "no air strike"),
    ("The president spoke about the weather.", "no word of the table"),
]


@pytest.mark.parametrize(("text", "why"), SILENT, ids=[r[0][:40] for r in SILENT])
def test_words_out_of_their_frame_name_nothing(text: str, why: str) -> None:
    assert _told(text) == [], why


def test_the_negated_condition_is_what_makes_the_difference() -> None:
    assert "offensive ASSAULT -" in _told("An offensive by the army surprised investors.")
    assert "explosion ASSAULT explosives" in _told("The explosion of a shell worried the planners.")


def test_a_request_names_whom_it_calls_on() -> None:
    (call,) = [t for t in events("Sudan called on Ethiopia to leave.") if t.type == "REQUEST"]
    assert call.word is not None
    assert "on" in call.word.recipient


def test_a_word_names_one_event_and_tells_its_row() -> None:
    found = events("The army shelled the village and arrested two men.")
    assert [t.token for t in found] == [2, 6]
    assert all(t.why.startswith("events:events.tsv") for t in found)


def _told(text: str) -> list[str]:
    words = text.replace(".", " .").split()
    return [f"{words[t.token]} {t.type} {t.mode or '-'}" for t in events(text)]
