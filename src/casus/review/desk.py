"""A reviewer at work: what he takes, decides, corrects, puts together and takes back.

Rule 1: every call adds entries to the ledger and changes none. Nothing is refused because another
decided meanwhile: both are kept, and where they differ `Standing` shows the clash.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, product

from casus import wire
from casus.ledger import ClashError, Ledger, Run, UnknownIdError
from casus.merge.cases import Case
from casus.model import Decision, Document, Review
from casus.review.claims import Reviewed, ReviewedClaim, reviewed
from casus.review.decisions import write
from casus.review.errors import ReviewError
from casus.review.fields import missed, value_of
from casus.review.finding import find
from casus.review.queue import Item, queue

Pair = tuple[str, str]


@dataclass(slots=True)
class Desk:
    """One reviewer's access to a ledger.

    Args:
        ledger: the ledger.
        reviewer: the reviewer's name, which every entry carries.
        now: gives the circumstances of an entry; no stage reads a clock itself.

    """

    ledger: Ledger
    reviewer: str
    now: Callable[[], Run]
    _known: Reviewed | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        if not self.reviewer.strip():
            raise ReviewError("a decision needs its reviewer's name")

    @property
    def reviewed(self) -> Reviewed:
        """What stands, read once and anew after every decision of this desk."""
        if self._known is None:
            self._known = reviewed(self.ledger)
        return self._known

    def queue(self) -> list[Item]:
        """All claims, those to look at next first; rejected ones last."""
        return queue(self._cases(rejected=True))

    def take(self, *, blind: bool = False) -> Item | None:
        """Take the next claim that nobody holds: it is then in progress. None if there is none.

        One that this reviewer holds already comes first, and nothing is written.

        With `blind`, one that others decided and this reviewer did not, for a second opinion; his
        decision then counts as made without knowing theirs.
        """
        while True:
            self._known = None
            items = self.queue()
            held = next((i for i in items if i.review.taken_by == self.reviewer), None)
            item = held or next((i for i in items if self._wanted(i, blind=blind)), None)
            if item is held or item is None or self._took(item, blind=blind):
                return item

    def find(self, begin: str) -> ReviewedClaim:
        """The claim that stands whose id begins so.

        Raises:
            VanishedClaimError: it stands no longer; the message names what may have followed it.
            ReviewError: none or several do.
        """
        return find(self.reviewed, self.ledger, begin)

    def unreviewed(self, one: ReviewedClaim) -> ReviewedClaim:
        """The claim as the program read it, without what others decided."""
        review = Review(one.kept.id)
        try:
            return ReviewedClaim(self.ledger.claim(one.kept.id), review)
        except UnknownIdError:  # a reviewer added it
            return replace(one, review=review)

    def members(self, begin: str) -> tuple[str, ...]:
        """The ids of a claim, or of all claims of the incident whose id begins so.

        Raises:
            ReviewError: none or several do.
        """
        if begin and not any(one.kept.id.startswith(begin) for one in self.reviewed.claims):
            cases = [c for c in self._cases() if c.incident.id.startswith(begin)]
            if len(cases) == 1:
                return cases[0].incident.claims
        return (self.find(begin).kept.id,)

    def decide(self, claim: str, state: str, why: str = "", seen: int | None = None) -> Decision:
        """Give a claim a state.

        `seen` is the number of the latest entry about it that the reviewer knows; by default the
        one that he knew when he took it, else none.

        Raises:
            ReviewError: no such claim, no reason where one is needed, or an entry still to come.
        """
        return self.decide_all([claim], state, why, seen)[0]

    def decide_all(
        self, claims: Iterable[str], state: str, why: str = "", seen: int | None = None
    ) -> list[Decision]:
        """Give several claims the same state, an entry each; all are looked up before any is kept.

        Raises:
            ReviewError: as `decide`; nothing was kept.
        """
        _reason(why, needed=state not in {"approved", "in progress", "new"}, what=state)
        found = list(dict.fromkeys(self.find(claim).kept.id for claim in claims))
        given = None if seen is None else self._checked(seen)
        drafts = [
            Decision(
                one,
                "state",
                self.reviewer,
                why,
                state,
                seen=self._seen([one]) if given is None else given,
            )
            for one in found
        ]
        return [self._keep(draft) for draft in drafts]

    def correct(
        self, claim: str, name: str, written: str, why: str, seen: int | None = None
    ) -> Decision:
        """Give a field another value, written as the codebook has it.

        Raises:
            ReviewError: no such field or value, or no reason.
        """
        _reason(why, needed=True, what="a correction")
        one = self.find(claim)
        value = value_of(name, written, one.kept.claim, self._document(one))
        return self._write(Decision(claim, "correct", self.reviewer, why, value, name), seen)

    def add(self, page: str, type_: str, passage: str, why: str) -> Decision:
        """Give a page a claim that the program missed; `correct` then fills its fields.

        Args:
            page: the page's name, as `casus report` lists it.
            type_: a type of the codebook.
            passage: START-END, or the passage word for word.
            why: the reason.

        Raises:
            ReviewError: no such page, type or passage, or no reason.
        """
        _reason(why, needed=True, what="an added claim")
        pages = [(key, d) for key, d in self.reviewed.documents.items() if d.id == page]
        if len(pages) != 1:
            said = "no page" if not pages else f"{len(pages)} pages are called"
            raise ReviewError(f"{said} {page!r}; `casus report` lists the pages")
        key, document = pages[0]
        claim = missed(document, type_, passage, f"added by {self.reviewer}: {why}")
        told = wire.dumps(claim).decode()
        return self._keep(Decision(claim.id, "add", self.reviewer, why, told, key))

    def note(self, claim: str, text: str) -> Decision:
        """Write something down beside a claim."""
        _reason(text, needed=True, what="a note")
        return self._write(Decision(claim, "note", self.reviewer, value=text), None)

    def merge(self, ids: Sequence[str], why: str, seen: int | None = None) -> Decision:
        """Judge that claims, or whole incidents, tell of one event.

        A single incident is confirmed as it is.

        Raises:
            ReviewError: fewer than two claims, or no reason.
        """
        _reason(why, needed=True, what="a merge")
        claims = sorted({member for begin in ids for member in self.members(begin)})
        if len(claims) < 2:
            raise ReviewError("a merge needs two claims or an incident of several")
        pairs = set(pairwise(claims))
        apart = {(k.left, k.right) for k in self.reviewed.links if k.judgement != "same"}
        pairs |= {pair for pair in apart if set(pair) <= set(claims)}
        return self._judge("same", pairs, why, seen)

    def split(self, claims: Sequence[str], why: str, seen: int | None = None) -> Decision:
        """Judge that claims of an incident tell of another event than its other claims.

        Raises:
            ReviewError: they are not some, but not all, claims of one incident; or no reason.
        """
        _reason(why, needed=True, what="a split")
        out = {self.find(begin).kept.id for begin in claims}
        inside = [c.incident.claims for c in self._cases() if out & set(c.incident.claims)]
        if len(inside) != 1 or out >= set(inside[0]):
            raise ReviewError("a split needs some, but not all, claims of one incident")
        stay = set(inside[0]) - out
        return self._judge("different", {_pair(a, b) for a, b in product(out, stay)}, why, seen)

    def undo(self, entry: int, why: str = "") -> Decision:
        """Take back one of this reviewer's own entries; it stays in the ledger.

        Raises:
            ReviewError: there is no such decision, it is another's, or taken back already.
        """
        stand = self.reviewed.standing
        found = next((d for d in stand.decisions if d.seq == entry), None)
        if found is None:
            raise ReviewError(f"entry {entry} is no decision; `casus review show` lists them")
        if found.by != self.reviewer:
            raise ReviewError(
                f"entry {entry} is a decision of {found.by}; decide yourself, with --seen {entry}"
            )
        if entry in stand.undone:
            raise ReviewError(f"entry {entry} was taken back already")
        undo = Decision(found.claim, "undo", self.reviewer, why, seen=found.seen, undoes=entry)
        return self._keep(undo)

    def last(self, claim: str) -> Decision:
        """This reviewer's latest decision about a claim that was not taken back.

        Raises:
            ReviewError: there is none.
        """
        stand = self.reviewed.standing
        own = [d for d in stand.about(claim) if d.by == self.reviewer and d.action != "undo"]
        own = [d for d in own if d.seq not in stand.undone]
        if not own:
            raise ReviewError(f"{self.reviewer} has decided nothing about claim {claim[:12]}")
        return own[-1]

    def _cases(self, *, rejected: bool = False) -> list[Case]:
        return self.reviewed.cases(rejected=rejected)

    def _wanted(self, item: Item, *, blind: bool) -> bool:
        decided = any(
            d.by == self.reviewer and d.value != "in progress" and d.action == "state"
            for d in self.reviewed.standing.about(item.account.id)
        )
        if not item.free(self.reviewer, self.now().time):
            return False
        if blind:
            return not decided and item.review.verdict is not None
        return item.review.verdict in {None, "needs second look"} and not (
            decided and item.review.clashes
        )

    def _took(self, item: Item, *, blind: bool) -> bool:
        """Whether the taking came first; another's look in between puts the queue anew."""
        latest = self._latest(item.account.id)
        seen = 0 if blind else latest
        taking = Decision(item.account.id, "state", self.reviewer, value="in progress", seen=seen)
        try:
            self._keep(taking, after=latest)
        except ClashError:
            self._known = None
            return False
        return True

    def _latest(self, claim: str) -> int:
        """The number of the latest entry under a claim's name."""
        numbers = [d.seq for d in self.reviewed.standing.decisions if d.claim == claim]
        return max(numbers, default=0)

    def _write(self, draft: Decision, seen: int | None) -> Decision:
        """Keep a decision on the claim whose id begins as the draft's."""
        claim = self.find(draft.claim).kept.id
        known = self._seen([claim]) if seen is None else self._checked(seen)
        return self._keep(replace(draft, claim=claim, seen=known))

    def _judge(self, action: str, pairs: Iterable[Pair], why: str, seen: int | None) -> Decision:
        ordered = tuple(sorted(pairs))
        claims = {claim for pair in ordered for claim in pair}
        known = self._seen(claims) if seen is None else self._checked(seen)
        judged = Decision(min(claims), action, self.reviewer, why, seen=known, pairs=ordered)
        return self._keep(judged)

    def _seen(self, claims: Iterable[str]) -> int:
        """What this reviewer knew when he last decided about any of the claims."""
        stand = self.reviewed.standing
        own = [d.seen for one in claims for d in stand.about(one) if d.by == self.reviewer]
        return max(own, default=0)

    def _checked(self, seen: int) -> int:
        head = self.ledger.head().seq
        if not 0 <= seen <= head:
            raise ReviewError(f"--seen {seen}: the ledger has {head} entries")
        return seen

    def _keep(self, decision: Decision, after: int | None = None) -> Decision:
        kept = write(self.ledger, decision, self.now(), after)
        self._known = None
        return kept

    def _document(self, one: ReviewedClaim) -> Document | None:
        return self.reviewed.documents.get(one.kept.document)


def _reason(why: str, *, needed: bool, what: str) -> None:
    if needed and not why.strip():
        raise ReviewError(f"{what} needs a reason in words")


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)
