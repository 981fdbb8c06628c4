"""Claims in words."""

from collections.abc import Iterable, Sequence

from casus.lexicon.labels import Labels
from casus.merge.account import Account
from casus.model import Claim, Loss, Place, Slot, Span
from casus.report.view import ClaimView, Field, PageView

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def claim_view(
    account: Account, page: PageView, labels: Labels, disputed: Sequence[tuple[str, str]] = ()
) -> ClaimView:
    """Put a claim into words; `disputed` are who contradicts it and that claim's id."""
    claim = account.claim
    actors = tuple(labels.actor(slot.value) for slot in claim.actors)
    recipients = tuple(labels.actor(slot.value) for slot in claim.recipients)
    mode = claim.mode.value if claim.mode else ""
    return ClaimView(
        id=account.id,
        type=claim.type.value,
        family=labels.word("family", claim.type.value),
        what=labels.word("type", claim.type.value),
        how=labels.mode(claim.type.value, mode) if mode else "",
        status=claim.status.value,
        status_words=labels.word("status", claim.status.value),
        actors=actors,
        recipients=recipients,
        mutual=len(actors) > 1 and set(actors) == set(recipients),
        says=labels.actor(claim.source.value),
        attributed=claim.source.value != "author",
        date=day_words(claim.date.value) if claim.date else "",
        place=place_words(claim.place.value, labels) if claim.place else "",
        losses=tuple(loss_words(slot.value, labels) for slot in claim.losses),
        weapons=tuple(labels.word("weapon", slot.value) for slot in claim.weapons),
        quote=quote_parts(claim),
        page=page,
        disputed=tuple(disputed),
        fields=tuple(fields(claim, labels)),
        review=account.review.origin if account.review else "",
    )


def quote_parts(claim: Claim) -> tuple[str, str, str]:
    """The quoted passage before, at and after the word that names the event."""
    start = claim.trigger.start - claim.evidence.start
    end = claim.trigger.end - claim.evidence.start
    if not 0 <= start < end <= len(claim.quote):
        return claim.quote, "", ""
    return claim.quote[:start], claim.quote[start:end], claim.quote[end:]


def fields(claim: Claim, labels: Labels) -> Iterable[Field]:
    """Every filled field with its evidence."""
    type_ = claim.type.value
    yield _field("what", labels.word("type", type_), type_, claim.type, claim)
    if claim.mode:
        words = labels.mode(type_, claim.mode.value)
        yield _field("how", words, claim.mode.value, claim.mode, claim)
    status = claim.status.value
    yield _field("status", labels.word("status", status), status, claim.status, claim)
    for name, slots in (("who", claim.actors), ("to whom", claim.recipients)):
        for slot in slots:
            yield _field(name, labels.actor(slot.value), slot.value, slot, claim)
    source = claim.source.value
    yield _field("who says so", labels.actor(source), source, claim.source, claim)
    if claim.date:
        when = claim.date.value
        yield _field("when", day_words(when), when, claim.date, claim)
    if claim.place:
        place = claim.place.value
        yield _field("where", place_words(place, labels), _place_code(place), claim.place, claim)
    for loss in claim.losses:
        yield _field("losses", loss_words(loss.value, labels), loss.value.kind, loss, claim)
    for weapon in claim.weapons:
        words = labels.word("weapon", weapon.value)
        yield _field("weapon", words, weapon.value, weapon, claim)


def _field(name: str, words: str, code: str, slot: Slot[object], claim: Claim) -> Field:
    passage = _passage(slot.span, claim)
    return Field(name, words, code, passage, slot.why, f"{slot.score:.2f}")


def _passage(span: Span | None, claim: Claim) -> str:
    """The passage of a slot, where it lies within the quoted evidence."""
    if span is None:
        return ""
    start, end = span.start - claim.evidence.start, span.end - claim.evidence.start
    if 0 <= start < end <= len(claim.quote) and end - start < len(claim.quote):
        return claim.quote[start:end]
    return ""


def _place_code(place: Place) -> str:
    if place.lat is None or place.lon is None:
        return place.country or ""
    near = f" ± {place.radius_km:g} km" if place.radius_km else ""
    return f"{place.country or ''} {place.lat:.2f}, {place.lon:.2f}{near}".strip()


def place_words(place: Place, labels: Labels) -> str:
    """A place as the text names it, with its country."""
    others = f" and {', '.join(place.also)}" if place.also else ""
    country = f", {labels.country(place.country)}" if place.country else ""
    return f"{place.name}{others}{country}"


def loss_words(loss: Loss, labels: Labels) -> str:
    """A casualty range: "3 killed", "3 to 9 wounded", "at least 12 killed"."""
    kind = labels.word("loss", loss.kind)
    if loss.high is None:
        return f"at least {loss.low:,} {kind}"
    if loss.high == loss.low:
        return f"{loss.low:,} {kind}"
    return f"{loss.low:,} to {loss.high:,} {kind}"


def day_words(value: str) -> str:
    """A codebook date in words; another text as it is."""
    first, _, last = value.partition("/")
    if last:
        return f"{day_words(first)} to {day_words(last)}"
    if value.startswith("--"):
        month, _, day = value[2:].partition("-")
        return f"{int(day)} {_month(month)}, year unknown" if _number(month, day) else value
    year, month, day = ([*value.split("-"), "", ""])[:3]
    if not _number(year) or (month and not _month(month)) or (day and not _number(day)):
        return value
    return " ".join(part for part in (str(int(day)) if day else "", _month(month), year) if part)


def _month(month: str) -> str:
    return MONTHS[int(month) - 1] if _number(month) and 1 <= int(month) <= 12 else ""


def _number(*parts: str) -> bool:
    return all(part.isascii() and part.isdigit() for part in parts)
