"""Pages as the web has them: frames, forums, scripts, walls, print versions, hidden text."""

import json

import pytest

from casus.model import Document, Role
from tests.clean.helpers import assert_covers, document, role_text, run
from tests.clean.test_html_pages import SAID, html
from tests.clean.test_text_pages import BODY, TITLE

ARTICLE = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
HEAD = f"<html lang='en'><head><meta charset='utf-8'><title>{TITLE} | Border Post</title>"
FALSE = "Rebels take the capital, hundreds dead"


def page(body: str, head: str = "") -> Document:
    found = document(f"{HEAD}{head}</head><body>{body}</body></html>", "text/html")
    assert_covers(found)
    return found


def whole(found: Document) -> str:
    assert found.title == TITLE
    body = role_text(found, Role.BODY, Role.TITLE, Role.CAPTION)
    for paragraph in BODY:
        assert paragraph in body
    return body


@pytest.mark.parametrize("updates", [False, True])
def test_an_article_that_stands_in_the_metadata_alone(updates):
    entries = [{"@type": "BlogPosting", "articleBody": paragraph} for paragraph in BODY]
    told = {"liveBlogUpdate": entries} if updates else {"articleBody": "\n\n".join(BODY)}
    comment = [{"@type": "Comment", "text": SAID[0]}]
    declared = {"@type": "NewsArticle", "datePublished": "2023-05-04", "comment": comment} | told
    script = f'<script type="application/ld+json">{json.dumps(declared)}</script>'
    source = f"{HEAD}{script}</head><body><div>Loading</div></body></html>"
    found, problems = run(source, "text/html")
    assert found is not None
    assert_covers(found)
    body = role_text(found, Role.BODY)
    assert all(paragraph in body for paragraph in BODY)
    assert "Loading" in role_text(found, Role.CHROME)
    assert SAID[0] not in found.text
    assert found.published is not None
    assert ["JSON-LD" in problem.message for problem in problems] == [True]


def test_metadata_do_not_replace_an_article_that_is_shown():
    declared = {"@type": "NewsArticle", "articleBody": f"{FALSE}. " * 30}
    script = f'<script type="application/ld+json">{json.dumps(declared)}</script>'
    assert FALSE not in page(f"<article><h1>{TITLE}</h1>{ARTICLE}</article>", script).text


def test_a_page_that_a_script_draws_says_so():
    found, problems = run(
        f"{HEAD}</head><body><p>Loading</p><script>{'x' * 4000}</script></body></html>",
        "text/html",
    )
    assert found is not None
    assert any("drawn by a script" in p.message and not p.fatal for p in problems)


def test_the_page_for_those_without_frames_is_read():
    frames = "<frameset cols='2'><frame src='a'><noframes><body>{}</body></noframes></frameset>"
    source = f"{HEAD}</head>{frames.format(f'<h1>{TITLE}</h1>{ARTICLE}')}</html>"
    found = document(source, "text/html")
    assert_covers(found)
    whole(found)


@pytest.mark.parametrize("mark", ["hidden", "style='display: none'", "style='visibility:hidden'"])
def test_text_that_nobody_sees_is_no_evidence(mark):
    unseen = "The army bombed the port of Orva on Monday and killed ninety sailors, officials said."
    found = page(f"<article><h1>{TITLE}</h1>{ARTICLE}<p {mark}>{unseen}</p></article>")
    assert unseen not in whole(found)
    assert unseen in role_text(found, Role.CHROME)


def test_an_article_that_waits_for_a_script_to_show_it_is_read():
    whole(page(f"<article style='display:none'><h1>{TITLE}</h1>{ARTICLE}</article>"))


def test_a_headline_below_the_first_heading_level():
    head = f"<p>Border Post - Printed from a.example</p><h2>{TITLE}</h2>"
    found = page(head + ARTICLE + "<p>© 2023 Border Post</p>")
    whole(found)


FORUMS = {
    "phpbb": '<div class="post bg1"><div class="postbody"><p>by u{n}</p>{said}</div></div>',
    "vbulletin": '<li class="postbitlegacy"><div id="post_message_{n}">{said}</div></li>',
    "xenforo": '<article class="message message--post"><div class="message-body js-selectToQuote">'
    '<div class="bbWrapper">{said}</div></div></article>',
    "discourse": '<div class="topic-post"><div class="cooked"><p>{said}</p></div></div>',
    "smf": '<div class="post_wrapper"><div class="postarea"><div>{said}</div></div></div>',
    "invision": '<article class="cPost"><div class="ipsComment_content">{said}</div></article>',
}  # fmt: skip


@pytest.mark.parametrize("system", FORUMS)
def test_posts_of_a_forum_are_readers_words(system):
    posts = "".join(FORUMS[system].format(n=n, said=said) for n, said in enumerate(SAID))
    found = page(f"<h2>Shelling in Tesk</h2><div>{posts}</div>")
    assert not any(said in role_text(found, Role.BODY, Role.TITLE) for said in SAID)
    assert all(said in role_text(found, Role.COMMENT) for said in SAID)


def test_one_element_of_such_a_name_is_an_article():
    whole(page(f"<h1>{TITLE}</h1><div class='postbody'>{ARTICLE}</div>"))


def test_comments_without_marks_below_the_article_are_readers_words():
    thread = "".join(f"<div class='css-7'><b>miro_{n}</b> {s}</div>" for n, s in enumerate(SAID))
    found = document(html(f"<div class='css-1'><div>3 Comments</div>{thread}</div>"), "text/html")
    comments = role_text(found, Role.COMMENT)
    assert all(said in comments for said in SAID)
    assert "miro_1" in comments
    assert "Ten lakes" not in comments


def test_comments_above_the_article():
    thread = "".join(f"<p>{said}</p>" for said in SAID)
    top = f"<div id='top-comments'><h3>Top comments</h3>{thread}</div>"
    body = whole(page(f"{top}<article><h1>{TITLE}</h1>{ARTICLE}</article>"))
    assert not any(said in body for said in SAID)


def test_nested_tables():
    cells = "<br><br>".join(BODY)
    found = page(
        "<table><tr><td><table><tr><td><a>Home</a></td></tr></table></td>"
        f"<td><table><tr><td><b>{TITLE}</b></td></tr><tr><td>{cells}</td></tr></table></td>"
        f"<td><table><tr><td>Most read</td></tr><tr><td>{FALSE}</td></tr></table></td></tr></table>"
    )
    assert FALSE not in whole(found)


def test_a_character_set_that_is_wrongly_declared():
    said = "“Məhəmməd’s café burned”, a naïve witness said on Monday, and walked away."
    body = f"<article><h1>{TITLE}</h1><p>{said}</p>{ARTICLE}</article>"
    source = f"{HEAD}</head><body>{body}</body></html>".replace("utf-8", "iso-8859-1")
    assert said in whole(document(source.encode("utf-8"), "text/html"))


def test_a_page_from_right_to_left():
    said = "قتل اثنان من القرويين يوم الخميس عندما سقطت قذائف على قرية تيسك، حسبما قال الحاكم."
    thread = "<div id='comments'><h3>التعليقات (1)</h3><p>كذب كله</p></div>"
    found = document(
        f"<html dir='rtl'><body><article><h1>قصف قرية حدودية</h1><p>{said}</p></article>{thread}",
        "text/html",
    )
    assert found.language == "ar"
    assert said in role_text(found, Role.BODY)
    assert "كذب" in role_text(found, Role.COMMENT)
