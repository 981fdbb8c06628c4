import pytest

from casus.model import Role
from tests.clean.helpers import assert_covers, document, role_text, run
from tests.clean.test_text_pages import BODY, TITLE

SAID = (
    "My cousin in Tesk heard that rebels stormed the airport this morning and nobody reports it.",
    "They will blame each other until the next election and sign the same paper again.",
    "I served there for nine years and I can tell you that the army bombed that bridge twice.",
)


def each(pattern: str) -> str:
    return "".join(pattern.format(n=n, said=said) for n, said in enumerate(SAID, start=1))


THREADS = {
    "wordpress": '<div id="comments" class="comments-area"><h2 class="comments-title">3 thoughts'
    "</h2>"
    '<ol class="comment-list">'
    + each(
        '<li class="comment even" id="comment-{n}"><article class="comment-body"><b class="fn">a{n}'
        '</b><div class="comment-content"><p>{said}</p></div></article></li>'
    )
    + "</ol></div>",
    "wpdiscuz": '<div id="wpdcom"><div class="wpd-thread-list">'
    + each('<div class="wpd-comment"><div class="wpd-comment-text"><p>{said}</p></div></div>')
    + "</div></div>",
    "disqus": '<div id="disqus_thread"><ul id="dsq-comments">'
    + each('<li class="dsq-comment"><div class="dsq-comment-message">{said}</div></li>')
    + "</ul></div>",
    "coral": '<div id="coral_thread"><div class="coral coral-stream">'
    + each('<div class="coral-comment"><div class="coral-comment-content">{said}</div></div>')
    + "</div></div>",
    "facebook": '<div class="fb-comments"><div class="UFIList">'
    + each('<div class="UFIComment"><span class="UFICommentBody">{said}</span></div>')
    + "</div></div>",
    "livefyre": '<div class="fyre livefyre"><div class="fyre-comment-stream">'
    + each('<article class="fyre-comment-article"><div class="fyre-comment">{said}</div></article>')
    + "</div></div>",
    "viafoura": '<div class="viafoura"><vf-conversations class="vf-conversations">'
    + each('<div class="vf-comment"><p>{said}</p></div>')
    + "</vf-conversations></div>",
    "spot.im": '<div data-spotim-module="conversation"><ul class="spcv_messages-list">'
    + each('<li class="spcv_list-item"><p>{said}</p></li>')
    + "</ul></div>",
    "blogger": '<div class="comments" id="comments"><div id="comment-holder">'
    + each('<div class="comment-block"><p class="comment-content">{said}</p></div>')
    + "</div></div>",
    "drupal": '<section class="comment-wrapper"><h2>Comments</h2>'
    + each(
        '<article class="comment"><div class="field--name-comment-body">'
        "<p>{said}</p></div></article>"
    )
    + "</section>",
    "reddit": '<div class="commentarea"><div class="sitetable nestedlisting">'
    + each('<div class="thing comment"><div class="md"><p>{said}</p></div></div>')
    + "</div></div>",
    "forum": '<div id="bbp-replies" class="bbp-replies">'
    + each('<div class="bbp-reply-content"><p>{said}</p></div>')
    + "</div>",
    "schema.org": '<div itemprop="comment" itemscope itemtype="https://schema.org/Comment">'
    + each("<p>{said}</p>")
    + "</div>",
    "heading only": "<section><h3>3 Comments</h3>"
    + each("<div><p>{said}</p></div>")
    + "</section>",
    "german": '<div class="leserkommentare">' + each("<p>{said}</p>") + "</div>",
}
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>{title} | Border Post</title><meta property="og:title" content="{title}">
<meta property="og:site_name" content="Border Post">
<meta property="article:published_time" content="2023-05-04T10:00:00Z">
<script>var x = "script text";</script></head><body class="single comments-open">
<header><nav><a href="/">Home</a> <a href="/w">World</a></nav></header>
<main><article class="post has-comments"><h1>{title}</h1>
<p class="byline">By A. Writer, May 4, 2023</p>
{body}
<figure><img src="a.jpg"><figcaption>Smoke over the village of Tesk after the shelling on
Thursday.</figcaption></figure>
<p>Share this article</p></article>{thread}</main>
<aside><h3>Most read</h3><ul><li>Ten lakes to see this summer</li></ul></aside>
<footer>© 2023 Border Post. All rights reserved.</footer></body></html>"""


def html(thread: str = "", body: tuple[str, ...] = BODY) -> str:
    paragraphs = "\n".join(f"<p>{paragraph}</p>" for paragraph in body)
    return PAGE.format(title=TITLE, body=paragraphs, thread=thread)


@pytest.mark.parametrize("system", THREADS)
def test_comment_markup_of_the_common_systems(system):
    found = document(html(THREADS[system]), "text/html")
    assert_covers(found)
    body = role_text(found, Role.BODY, Role.TITLE, Role.CAPTION)
    comments = role_text(found, Role.COMMENT)
    for said in SAID:
        assert said not in body
        assert said in comments
    for paragraph in BODY:
        assert paragraph in body


def test_facts_of_a_page():
    found = document(html(), "text/html")
    assert found.title == TITLE
    assert found.outlet == "Border Post"
    assert found.published is not None
    assert (found.published.value, found.published.confidence) == ("2023-05-04", 0.98)
    assert found.language == "en"
    assert "script text" not in found.text
    assert "Smoke over the village" in role_text(found, Role.CAPTION, Role.BODY)
    chrome = role_text(found, Role.CHROME)
    for line in ("Ten lakes", "All rights reserved", "Share this article"):
        assert line in chrome


def test_article_inside_a_node_called_comment_is_kept():
    wrapped = html().replace("<main>", '<main><div class="comment-page">')
    wrapped = wrapped.replace("</main>", "</div></main>")
    assert BODY[0] in role_text(document(wrapped, "text/html"), Role.BODY)


def test_page_nested_too_deep_is_read_as_text():
    deep = "<div>" * 3000 + html() + "</div>" * 3000
    found, problems = run(deep, "text/html")
    assert found is not None
    assert_covers(found)
    assert BODY[0] in found.text
    assert any("tags" in problem.message for problem in problems)


def test_truncated_page_keeps_what_came():
    found = document(html()[: html().index(BODY[2]) + 30], "text/html")
    assert_covers(found)
    assert BODY[0] in role_text(found, Role.BODY)


@pytest.mark.parametrize(
    ("charset", "text"),
    [("windows-1251", "Армия обстреляла деревню."), ("euc-kr", "군대가 마을을 포격했다.")],
)
def test_declared_charset(charset, text):
    page = html(body=(*BODY, text)).replace('charset="utf-8"', f'charset="{charset}"')
    assert text in document(page.replace("©", "(c)").encode(charset), "text/html").text


@pytest.mark.parametrize("url", ["http://[broken", "http://a.example:port/", "//", "\x00"])
def test_a_broken_address_costs_no_page(url):
    page = f"<html><head><link rel='canonical' href='{url}'></head><body><p>It rained.</p></body>"
    found, _ = run(page.encode(), "text/html", url=url)
    assert found is not None
