"""How well two dates of the codebook agree."""


def agreement(one: str | None, other: str | None) -> float:
    """1 for the same date or for two unknown ones, 0.5 where one lies within the other, else 0."""
    if one == other:
        return 1.0
    if not one or not other or one.startswith("--") or other.startswith("--"):
        return 0.0
    (low, high), (first, last) = _days(one), _days(other)
    within = (low <= first and last <= high) or (first <= low and high <= last)
    return 0.5 if within else 0.0


def _days(code: str) -> tuple[str, str]:
    """First and last day as text that sorts; the last of a month may be later than it has days."""
    first, _, last = code.partition("/")
    last = last or first
    return first + "-01-01"[len(first) - 4 :], last + "-12-31"[len(last) - 4 :]
