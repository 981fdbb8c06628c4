"""Words of a text by one regular expression, after the conventions of the UD English treebanks.

Contractions and possessives are cut (do n't, Baku 's), hyphenated words too (cease - fire), unless
the first part is a mere prefix (co-operate). Every repetition is bounded, so the time is linear in
the text whatever it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# A longer run without a blank is no word of any language; it is cut so that nothing downstream
# meets a token of megabytes.
LONGEST = 200

# Written with a capital; the lower-case word is another one ("sat.", "gen.", "mar.").
_CAPITAL_WORDS = """
    Adm Amb Apr Atty Attn Aug Ave Blvd Brig Bros Capt Cmdr Co Col Conf Corp Cpl Cpt Dec Dept Dr
    Esq Est Feb Fig Fr Fri Ft Gen Gov Hon Inc Insp Jan Jr Jul Jun Lieut Lt Ltd Maj Messrs Mlle Mme
    Mon Mr Mrs Ms Mt Mts Nov Oct Pfc Pres Prof Pte Pvt Rep Reps Rev Sat Sen Sens Sep Sept Sgt Sr
    St Sun Supt Thu Thur Thurs Treas Tue Tues Univ Vol Wed
"""
_ANY_CASE_WORDS = "vs etc al eg ie pp approx ca cf viz ext incl ret ass't gov't"
# "No. 5" and "p. 12", but "He said no."
_NUMBERED_WORDS = "no nos p pp art sec ch vol op para fig c ca"

_CAPITAL = frozenset(_CAPITAL_WORDS.split())
_ANY_CASE = frozenset(_ANY_CASE_WORDS.split())
_NUMBERED = frozenset(_NUMBERED_WORDS.split())

_PREFIXES = (
    "anti|bi|co|counter|cross|de|e|eco|ex|extra|inter|intra|mid|mini|multi|neo|non|over|para|post|"
    "pre|pro|pseudo|psycho|quasi|re|semi|socio|sub|super|trans|ultra|un|under"
)
_NEGATED = (
    "do|does|did|is|was|were|are|has|have|had|wo|would|could|should|ca|must|need|might|ai|sha|dare"
)
_SITES = "com|org|net|gov|edu|doc|xls|pdf|txt|html?|int|info"
_Q = "['’]"
_LETTER = r"[^\W\d_]"
# Combining marks and the zero-width joiner stand inside words of many scripts.
_RUN = rf"(?:{_LETTER}|[\u0300-\u036f\u200d]|\d|_)"
_END = r"(?!\w)"
_NUMBER = r"\d{1,3}(?:,\d{3}){1,9}|\d{1,30}(?:[.:/]\d{1,30}){0,5}"

# Plain words before a blank, a comma or a last full stop are most of a text, and none of the other
# alternatives can begin at one, but for those that cut "dont", "cannot", "gonna" and "gotta".
_PLAIN = (
    r"[A-Za-z]{1,40}+(?=[ \n,]|\.[ \n])(?<![nN][tT])(?<![nN][oO][tT])(?<![nNtT][aA])",
    r"[.,](?![^ \n])",
)
_ALTERNATIVES = (
    *_PLAIN,
    r"(?:https?://|www\.)[^\s<>\"“”]{1,190}[^\s<>\"“”.,;:!?)\]'’]",  # web address
    r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}",  # mail address
    rf"(?:{_RUN}{{1,40}}\.){{1,5}}(?:{_SITES}){_END}",  # site or file
    rf"\d?-?\d{{3}}-\d{{3}}-\d{{4}}{_END}",  # telephone
    r"[@#]\w{1,100}",  # handle, hashtag
    rf"(?:\d{{4}}-\d\d-\d\d|\d{{1,4}}/\d{{1,2}}/\d{{1,4}}){_END}",  # date
    rf"\d{{1,2}}\.\d{{1,2}}\.\d{{2,4}}{_END}",  # date
    rf"(?:{_NUMBER})(?:st|nd|rd|th|s){_END}",  # 20th, 1990s
    r"\d{1,3}(?:,\d{3}){1,9}(?:\.\d{1,30})?(?!\d)",  # 1,000.5
    r"\d{1,30}(?:[.:/]\d{1,30}){1,5}(?!\w|\.\w)",  # 10:30, 9/11
    rf"\d{{1,2}}(?:[:.]\d\d)?(?=(?i:[ap]m){_END})",  # 5 | pm
    r"\d{1,12}(?:[.,]\d{1,12}){0,4}"  # 20 | km
    rf"(?=(?:[kmc]?m|kg|[kmb]|mb|bn|mn|[KMB]|[km]ph){_END})",
    rf"\.\d{{1,30}}{_END}",  # .5
    rf"(?:{_LETTER}\.){{2,10}}{_END}|Ph\.D\.",  # U.S.
    rf"(?i:do|ca|wo|did|does)(?=nt{_END})",  # do | nt
    rf"(?i:can)(?=not{_END})|(?i:gon|wan)(?=na{_END})|(?i:got)(?=ta{_END})",
    rf"(?i:{_NEGATED})(?=(?i:n{_Q}t){_END})|(?i:n{_Q}t){_END}",  # do | n't
    rf"{_Q}(?i:s|m|d|re|ve|ll){_END}",  # Baku | 's
    rf"{_Q}\d0?\d?s{_END}|{_Q}\d\d{_END}",  # '90s, '05
    rf"(?i:{_PREFIXES})-(?=\w){_RUN}{{1,100}}",  # co-operate
    rf"{_LETTER}{{1,4}}&{_LETTER}{{1,3}}{_END}",  # AT&T
    rf"(?i:[odl]|sha|qu|ba|shi|sana|ma|da|ka|sa){_Q}"  # O'Brien, Ba'ath
    rf"(?!(?:s|m|d|re|ve|ll|t){_END}){_RUN}{{1,100}}",
    rf"{_RUN}{{1,{LONGEST}}}",
    r"\.{2,10}|…\.?|-{2,100}|={2,100}|\*{2,100}|\+{2,100}|[!?]{2,10}|''|``|<<|>>",
    r"[^\w\s]",  # any other sign
)
_WORD = re.compile("|".join(_ALTERNATIVES))


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield the half-open code points of every word of `text[start:end]`, in order.

    Every non-blank character lies in exactly one word.
    """
    stop = len(text) if end is None else end
    held: tuple[int, int] | None = None
    for match in _WORD.finditer(text, start, stop):
        span = left, right = match.span()
        if held is None:
            held = span
        elif held[1] == left and match[0] == "." and _shortened(text, *held, stop):
            held = held[0], right
        else:
            yield held
            held = span
    if held is not None:
        yield held


def _shortened(text: str, start: int, end: int, stop: int) -> bool:
    """Tell whether the full stop after this word belongs to it."""
    if end - start > 6:
        return False
    word = text[start:end]
    if word in _CAPITAL or word.lower() in _ANY_CASE:
        return True
    after = text[end + 1 : min(end + 3, stop)]
    if word.lower() in _NUMBERED:
        return after[:1] == " " and after[1:].isdigit()
    return len(word) == 1 and word.isupper() and _before_name(after)


def _before_name(after: str) -> bool:
    """Tell whether a name, another initial or a comma follows, as after an initial."""
    return after[:1].isupper() or (after[:1] == " " and after[1:].isupper()) or after[:1] == ","
