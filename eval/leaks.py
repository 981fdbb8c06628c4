"""Yardstick of comments in HTML: do readers' words leak into the article?

    python -m eval.leaks

Articles of the pages of our own writing (`training/coded`), each in three lengths, with invented
threads in the markup of nine comment systems, in three places: under the article, inside its
element, above it. Kept out: the share of comments that stand in no title, body or caption block.
Kept: the share of the article's paragraphs that do. A tenth system has names that tell nothing.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator
from html import escape
from pathlib import Path

from casus.model import Role
from eval.clean import cleaned

SEED = 20260102
NAMES = ("miro_77", "Old Baker", "Tanya K.", "guest1204", "J. Orlov", "Samira", "truthteller")
SAID = (
    "My cousin in {place} heard that rebels stormed the airport this morning, nobody reports it.",
    "They will blame each other until the next election and sign the same paper again.",
    "I served there for nine years and I can tell you that the army bombed that bridge twice.",
    "lol who believes this ministry anyway",
    "Why does nobody talk about the refugees at the river? Shame on all of you!",
    "According to my source 40 soldiers were killed near {place} on Friday, the number is a lie.",
    "Good article, thank you. The second paragraph mixes up the two villages, though.",
    "You clearly have never been to {place}.",
    "Both governments shelled {place} last year and both will shell it again next year.",
    "God bless the victims.",
)
PLACES = ("Tesk", "Orvana", "Kesh", "the capital", "the valley")
SYSTEMS = {
    "wordpress": (
        '<div id="comments" class="comments-area"><h2 class="comments-title">{n} thoughts on the '
        'story</h2><ol class="comment-list">{all}</ol><div id="respond"><h3>Leave a Reply</h3>'
        "<p>Your email address will not be published.</p></div></div>",
        '<li class="comment" id="comment-{i}"><article class="comment-body"><footer><b class="fn">'
        '{who}</b> says:</footer><div class="comment-content"><p>{said}</p></div>'
        '<div class="reply"><a>Reply</a></div></article></li>',
    ),
    "wpdiscuz": (
        '<div id="wpdcom"><div class="wpd-form-wrap">Notify of</div><div class="wpd-thread-list">'
        "{all}</div></div>",
        '<div id="wpd-comm-{i}" class="comment wpd-comment"><div class="wpd-comment-author">{who}'
        '</div><div class="wpd-comment-text"><p>{said}</p></div><span>Reply</span></div>',
    ),
    "disqus": (
        '<div id="disqus_thread"><section id="conversation"><ul id="post-list" class="post-list">'
        "{all}</ul></section></div>",
        '<li class="post"><div class="post-content"><a>{who}</a><div class="post-message"><p>{said}'
        "</p></div><footer>2 days ago</footer></div></li>",
    ),
    "coral": (
        '<div id="coral_thread"><div class="coral coral-stream"><h2>Comments</h2>{all}</div></div>',
        '<div class="coral-comment" id="comment-{i}"><span class="coral-username">{who}</span>'
        '<div class="coral-comment-content">{said}</div><button>Respect</button></div>',
    ),
    "facebook": (
        '<div class="fb-comments"><div class="_56q9"><div class="UFIList">{all}</div></div></div>',
        '<div class="_3-8y UFIComment"><a class="UFICommentActorName">{who}</a><div class="_30o4">'
        '<span class="_5mdd">{said}</span></div><div>Like · Reply · 3d</div></div>',
    ),
    "spot.im": (
        '<div data-spotim-module="conversation"><div class="spcv_conversation"><ul>{all}</ul></div>'
        "</div>",
        '<li class="spcv_list-item"><span class="spcv_username">{who}</span><div data-spot-im-class'
        '="message-text"><p>{said}</p></div></li>',
    ),
    "viafoura": (
        '<div class="viafoura"><vf-conversations class="vf-conversations">{all}</vf-conversations>'
        "</div>",
        '<div class="vf-comment"><div class="vf-comment-header">{who}</div><div class="vf-content">'
        "<p>{said}</p></div></div>",
    ),
    "forum": (
        '<div id="bbpress-forums"><ul class="forums bbp-replies">{all}</ul></div>',
        '<li class="bbp-reply"><div class="bbp-reply-author">{who}</div><div class="bbp-reply-'
        'content"><p>{said}</p></div></li>',
    ),
    "drupal and blogger": (
        '<section class="comments comment-wrapper" id="comments"><h2>Comments</h2>{all}</section>',
        '<article class="comment"><p class="submitted">{who}</p><div class="field--name-comment-'
        'body comment-content"><p>{said}</p></div></article>',
    ),
    "no known markup": (
        '<div class="css-1qa"><div class="css-9xy">{n} Comments</div>{all}</div>',
        '<div class="css-77"><b>{who}</b><div>{said}</div><a>Reply</a></div>',
    ),
}
KNOWN = 9
PAGE = (
    "<!doctype html><html><head><meta charset='utf-8'><title>{title} | Post</title></head>"
    "<body><nav><a>Home</a> <a>World</a></nav><main>{above}<article><h1>{title}</h1>{body}{inside}"
    "</article>{under}</main><footer>© 2024 The Post</footer></body></html>"
)


def articles(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Title and paragraphs of the coded pages that have four or more."""
    for path in sorted((folder / "pages").glob("*.txt")):
        entry = folder / "claims" / f"{path.stem}.json"
        if not entry.exists():
            continue
        chrome = {line.strip() for line in json.loads(entry.read_text("utf-8"))["chrome"]}
        lines = [line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()]
        lines = [line for line in lines if line not in chrome]
        prose = [line for line in lines if len(line.split()) >= 15]
        if len(prose) >= 4 and lines[0] not in prose:
            yield lines[0], prose


def thread(system: str, chance: random.Random) -> tuple[str, list[str]]:
    """A thread of three to eight comments, and what they say."""
    frame, one = SYSTEMS[system]
    chosen = chance.sample(SAID, chance.randrange(3, 9))
    said = [text.format(place=chance.choice(PLACES)) for text in chosen]
    parts = [
        one.format(i=i, who=chance.choice(NAMES), said=escape(text, quote=False))
        for i, text in enumerate(said, 1)
    ]
    return frame.format(n=len(said), all="".join(parts)), said


def measure(_gold: Path | None = None) -> dict[str, float]:
    """Kept out by system and over the nine, and the article's paragraphs kept."""
    chance = random.Random(SEED)  # noqa: S311 - pages, not secrets
    tally: Counter[str] = Counter()
    found = list(articles(Path(__file__).parents[1] / "training" / "coded"))[:40]
    for title, prose in found:
        for system in SYSTEMS:
            for place in ("above", "inside", "under"):
                body = prose[: chance.choice((2, 5, 12))]
                markup, told = thread(system, chance)
                slots = {"above": "", "inside": "", "under": ""} | {place: markup}
                text = "".join(f"<p>{escape(p, quote=False)}</p>" for p in body)
                html = PAGE.format(title=escape(title), body=text, **slots)
                document = cleaned("page", html.encode(), "text/html")
                kept = ""
                for block in document.blocks if document else ():
                    if document and block.role in {Role.TITLE, Role.BODY, Role.CAPTION}:
                        kept += document.text[block.start : block.end] + "\n"
                tally[f"{system} leaked"] += sum(text in kept for text in told)
                tally[f"{system} said"] += len(told)
                tally["kept"] += sum(p in kept for p in body)
                tally["paragraphs"] += len(body)
    names = list(SYSTEMS)
    numbers = {f"kept out, {n}": 1 - tally[f"{n} leaked"] / tally[f"{n} said"] for n in names}
    leaked = sum(tally[f"{n} leaked"] for n in names[:KNOWN])
    said = sum(tally[f"{n} said"] for n in names[:KNOWN])
    numbers["kept out, nine systems"] = 1 - leaked / said
    numbers["article paragraphs kept"] = tally["kept"] / tally["paragraphs"]
    return numbers


def main() -> None:
    """Print the numbers."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    for name, value in measure().items():
        print(f"{value:10.4f}  {name}")


if __name__ == "__main__":
    main()
