"""Scraped pages of our own: body paragraphs framed by known furniture and known comments."""

import itertools
import textwrap

import pytest

from casus.model import Role
from tests.clean.helpers import assert_covers, document, role_text

TITLE = "Shelling kills two in border village as truce talks stall"
BODY = (
    "ORVANA, May 4, 2023 - Two villagers were killed on Thursday when shells hit the border "
    "village of Tesk, the regional governor said.",
    "The Defence Ministry of Valdoria accused the Kestrian army of breaking the truce. Kestria "
    "denied it and said that its forces had not opened fire since Monday.",
    "Observers of the joint commission said in a statement that they had counted 14 explosions "
    "near the village, according to a spokesman.",
    "The foreign ministers of the two countries are to meet in Geneva next week, officials said.",
)
THREAD = (
    ("miro_77", "my cousin lives there, she heard three rockets this morning"),
    ("Old Baker", "Why does nobody talk about the refugees at the bridge?"),
    ("Tanya K.", "They will blame each other and then sign the same paper again."),
)
HEADS = {
    "none": (),
    "menu": ("BORDER POST", "Home | News | World | Sport | Opinion"),
    "spaces": ("Home   News   World   Sport   Weather",),
    "donations": ("0 $", "2,500 $", "5,000 $", "Support BorderPost"),
    "cookies": ("This site uses cookies, also of third parties. Accept | Manage preferences",),
    "share": ("Facebook   Twitter   Print   Email", "Listen to this article (2:10)"),
    "ad": ("Advertisement", "Skip to content"),
    "wallet": ("BTC: bc1qw4cxpe6sxa5dg6sdwxjph959cw6yztrzl4r54s" + TITLE,),
}
TAILS = {
    "none": (),
    "tags": ("Tags: Tesk, Valdoria, truce", "© 2023 Border Post. All rights reserved."),
    "related": ("MORE ON THIS TOPIC", "Governor dismissed over road scandal", "Snow closes pass"),
    "newsletter": ("Sign up for our daily newsletter", "Subscribe to our newsletter"),
    "trending": ("Trending", "Ten lakes to see this summer", "Share this article"),
    "russian": ("Читайте также", "Новости региона", "Подписывайтесь на наш канал"),
}
MARKERS = (
    "3 Comments",
    "Leave a Reply",
    '3 thoughts on "Shelling kills two in border village"',
    "Comments (3)   Sign in to post",
    "Комментарии (3)",
    "Коментарі (3)",
    "3 Kommentare",
    "Commentaires (3)",
    "3 comentarios",
    "3 comentários",
    "Commenti (3)",
    "3 yorum",
    "التعليقات (3)",
    "نظرات کاربران",
    "评论 (3)",
    "3件のコメント",
    "댓글 3",
    "3 komentarze",
    "3 reacties",
    "KOMENTARI (3)",
)


def assemble(head=(), tail=(), marker=None, thread=()):
    lines = [*head, TITLE, "By a staff writer", *BODY, *tail]
    if marker:
        lines.append(marker)
    lines += [line for pair in thread for line in pair]
    return "\n\n".join(lines)


def check(found, wanted_body=BODY):
    assert_covers(found)
    assert found.title == TITLE
    body = role_text(found, Role.BODY)
    for paragraph in wanted_body:
        assert paragraph in body
    return body


@pytest.mark.parametrize(("head", "tail"), list(itertools.product(HEADS, TAILS)))
def test_furniture_is_chrome_and_the_article_is_kept(head, tail):
    found = document(assemble(HEADS[head], TAILS[tail]))
    body = check(found)
    for line in (*HEADS[head], *TAILS[tail]):
        assert line not in body
    assert not role_text(found, Role.COMMENT)
    assert found.published is not None
    assert found.published.value == "2023-05-04"


@pytest.mark.parametrize("marker", MARKERS)
def test_marked_comments_in_many_languages(marker):
    found = document(assemble(marker=marker, thread=THREAD))
    body = check(found)
    comments = role_text(found, Role.COMMENT)
    for _, said in THREAD:
        assert said not in body
        assert said in comments


@pytest.mark.parametrize("tail", TAILS)
def test_comments_without_marker(tail):
    found = document(assemble(tail=TAILS[tail], thread=THREAD))
    body = check(found)
    for _, said in THREAD:
        assert said not in body


def test_marker_above_the_article_opens_nothing():
    found = document("Join the conversation\n" + assemble())
    check(found)
    assert not role_text(found, Role.COMMENT)


def test_article_goes_on_after_a_weak_marker():
    lines = [TITLE, BODY[0], "Read comments", *BODY[1:], *BODY[1:3]]
    found = document("\n\n".join(lines))
    assert BODY[3] in role_text(found, Role.BODY)


def test_interview_is_no_comment_thread():
    turns = [
        "Q: Minister, who opened fire?",
        "A: I think you know that. We did not shoot, and my soldiers were in their barracks.",
        "Q: Will you go to Geneva?",
        "A: Yes, I will. I hope they come too, we owe it to our people.",
        "Q: Are you ready to withdraw?",
        "A: If they withdraw, we withdraw. I have always said so.",
    ]
    found = document("\n\n".join([TITLE, *BODY[:3], *turns]))
    assert not role_text(found, Role.COMMENT)


def test_live_ticker_keeps_its_times():
    lines = [TITLE]
    for time, paragraph in zip(("18:40", "17.05", "5.55pm", "10:15"), BODY, strict=True):
        lines += [time, paragraph, "Share"]
    found = document("\n".join(lines))
    body = check(found)
    assert "Share" not in body
    assert "18:40" in body


def test_repeated_headline_is_chrome():
    found = document("\n\n".join([TITLE, "Support BorderPost", TITLE, *BODY]))
    check(found)
    assert role_text(found, Role.TITLE) == TITLE


def test_hard_wrapped_text_makes_paragraphs():
    text = "\n\n".join(textwrap.fill(paragraph, 72) for paragraph in (TITLE, *BODY))
    found = document(text)
    assert_covers(found)
    bodies = [b for b in found.blocks if b.role is Role.BODY]
    assert len(bodies) == len(BODY)


def test_markdown_is_read_without_its_marks():
    source = f"---\ntitle: x\ndate: 2023-05-05\n---\n# {TITLE}\n\n" + "\n\n".join(
        [BODY[0].replace("Tesk", "**[Tesk](http://a.example/)**"), *BODY[1:], "![](a.png)", "***"]
    )
    found = document(source, "text/markdown")
    check(found)
    assert "**" not in found.text


def test_title_declared_outside_the_text_comes_first():
    found = document("\n\n".join(BODY), title=TITLE)
    check(found)
    assert found.text.startswith(TITLE)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("\n".join(BODY), "en"),
        ("Армия обстреляла деревню в понедельник, сообщило министерство обороны. " * 3, "ru"),
        ("L'armée a bombardé le village lundi, a annoncé le ministère de la Défense. " * 3, "fr"),
        ("军队星期一炮击了该村庄，国防部表示，两人死亡。" * 5, "zh"),
        ("12 34", "und"),
    ],
)
def test_language(text, code):
    assert document(text).language == code


@pytest.mark.parametrize(
    "line",
    [
        "Home | News | World{}",
        "Share on FacebookTweet thisPrint{}",
        "{}Share on Facebook Share on Twitter",
    ],
)
def test_furniture_glued_to_the_headline_is_cut_off(line):
    found = document("\n\n".join([line.format(TITLE), "By a staff writer", *BODY]))
    check(found)
    assert "Facebook" not in role_text(found, Role.TITLE, Role.BODY)


@pytest.mark.parametrize("name", ["McDonald", "iPhone", "DeSantis"])
def test_a_capital_inside_a_name_cuts_nothing(name):
    found = document("\n\n".join([f"{name} speaks of the truce talks in Geneva", *BODY]))
    assert found.title == f"{name} speaks of the truce talks in Geneva"


def test_a_body_that_was_scraped_twice_counts_once():
    found = document("\n\n".join([TITLE, *BODY, TITLE, *BODY]))
    body = check(found)
    assert body.count(BODY[1]) == 1
    assert role_text(found, Role.CHROME).count(BODY[1]) == 1


@pytest.mark.parametrize(
    "marker", ["Leave a comment (3)", "Comments [12]", "What do you think?", "Leave a Reply!"]
)
def test_a_count_behind_a_marker_changes_nothing(marker):
    found = document("\n".join([TITLE, *BODY, marker, "jorge_c: they attacked our bus too!!"]))
    assert "our bus" in role_text(found, Role.COMMENT)


FOREIGN_THREADS = {
    "ru": ("Сергей П.", "Врут они всё, мой брат там служит", "Марина", "Сколько можно терпеть!"),
    "ar": ("أبو محمد", "كذب كله، لا تصدقوا هؤلاء", "سارة", "الله يرحم الشهداء"),
    "zh": ("网友A", "都是假新闻，不要相信", "路人", "什么时候才能和平啊"),
    "fr": ("jeanmi33", "N'importe quoi, mon cousin habite là-bas !", "Lucie", "On nous ment..."),
    "tr": ("Mehmet K.", "Yalan söylüyorlar, hiçbir şey olmadı", "ayse_90", "Ne zaman bitecek?"),
    "es": ("Paco", "Mentira, mi primo vive allí y no ha oído nada", "maria_lp", "Qué vergüenza..."),
}


@pytest.mark.parametrize("language", FOREIGN_THREADS)
def test_comments_in_other_languages_without_a_marker(language):
    found = document("\n\n".join([TITLE, "By a staff writer", *BODY, *FOREIGN_THREADS[language]]))
    body = check(found)
    for line in FOREIGN_THREADS[language]:
        assert line not in body


def test_an_interview_without_labels_is_no_comment_thread():
    turns = [
        "What is life like in Tesk now?",
        "Half the gardens lie fallow. I have not seen my brothers since the army moved in, and we "
        "think that nobody will come to help us before the winter.",
        "Have there been clashes?",
        "Two weeks ago they shelled the mill. You could hear it in the town, and I believe that "
        "three men died, but nobody counted them and nobody ever will.",
        "The ministry says that it sends bread.",
        "Yes, that is true, I was given some myself. On the same day they burned my hayloft.",
        "What about talks?",
        "They offered to carry a letter to the general. He never answered, I am told, and we hope "
        "for nothing from him or from the others.",
        "Are you afraid?",
        "I am too old for that. My children are, and I tell them that they should be, for we all "
        "know what happened in the next village.",
    ]
    found = document("\n\n".join([TITLE, BODY[0], *turns]))
    assert not role_text(found, Role.COMMENT)


def test_a_bulletin_by_sectors_is_no_comment_thread():
    sectors = [
        f"{name} direction: twice the enemy tried to improve its position, without success."
        for name in ("Northern", "Eastern", "Lower", "River", "Coastal")
    ]
    found = document("\n\n".join([TITLE, *BODY[:2], *sectors]))
    assert not role_text(found, Role.COMMENT)
    assert sectors[4] in role_text(found, Role.BODY)


def test_headlines_below_the_article_without_a_title_over_them():
    others = (
        "Army bombs hospital in Kesh, killing dozens",
        "Five soldiers shot dead at the border",
        "Minister quits over the price of bread",
    )
    body = check(document("\n".join([TITLE, *BODY, *others])))
    for line in others:
        assert line not in body
    listed = document("\n".join([TITLE, *BODY, "The ministry listed these incidents:", *others]))
    assert others[1] in role_text(listed, Role.BODY)
