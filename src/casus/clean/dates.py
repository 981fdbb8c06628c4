"""Dates as pages print them: find and read, never guess."""

import re
from dataclasses import dataclass

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar januari janvier enero janeiro gennaio ocak января январь styczeń "
            "stycznia januara leden ledna",
            "february feb febr februar februari février fevrier febrero fevereiro febbraio şubat "
            "февраля февраль lutego luty únor února",
            "march mar märz maart mars marzo março marco mart marta марта март marca marzec maret "
            "března",
            "april apr avril abril aprile nisan апреля апрель kwietnia aprila dubna",
            "may mai mei mayo maio maggio mayıs мая май maja svibanj května",
            "june jun juni juin junio junho giugno haziran июня июнь czerwca juna června",
            "july jul juli juillet julio julho luglio temmuz июля июль lipca jula července",
            "august aug août aout agosto ağustos августа август sierpnia avgusta agustus srpna",
            "september sep sept septembre septiembre setembro settembre eylül сентября сентябрь "
            "września septembra září",
            "october oct okt oktober octobre octubre outubro ottobre ekim октября октябрь "
            "października oktobra října",
            "november nov noviembre novembre novembro kasım ноября ноябрь listopada novembra "
            "listopadu",
            "december dec dez dezember décembre diciembre dezembro dicembre aralık декабря декабрь "
            "grudnia decembra desember prosince",
        ),
        start=1,
    )
    for name in names.split()
}
_DIGIT = re.compile(r"\d")
_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
_PATTERNS = (
    ("ymd", re.compile(r"(?<![\d/.-])(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?(?![\d/])")),
    (
        "dmy",
        re.compile(
            rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|\.|º)?[\s-]+(?:of\s+|de\s+)?({_NAME})\b\.?,?"
            rf"(?:[\s-]+(?:de\s+|del\s+)?(\d{{4}})(?!\d))?",
            re.IGNORECASE,
        ),
    ),
    (
        "mdy",
        re.compile(
            rf"\b({_NAME})\b\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s+(\d{{4}})(?!\d))?",
            re.IGNORECASE,
        ),
    ),
    ("my", re.compile(rf"(?<!\d\s)\b({_NAME})\b\.?,?\s+(\d{{4}})(?!\d)", re.IGNORECASE)),
    ("num", re.compile(r"(?<![\d/.:-])(\d{1,2})([-./])(\d{1,2})\2(\d{4}|\d{2})(?![\d/])")),
)


@dataclass(frozen=True, slots=True)
class Found:
    """A date at `[start, end)` of a line.

    `value` is `YYYY-MM-DD`, `YYYY-MM`, or `--MM-DD`; `sure` is False where day and month could be
    exchanged (`04/08/21`).
    """

    value: str
    start: int
    end: int
    sure: bool = True


def find_dates(line: str, *, american: bool = False) -> list[Found]:
    """Find the dates of a line in order, none inside another.

    `american` settles numeric dates that read both ways as month first.
    """
    found: list[Found] = []
    if not _DIGIT.search(line):
        return found
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(line):
            made = _read(kind, match, american=american)
            if made and not any(made.start < f.end and f.start < made.end for f in found):
                found.append(made)
    return sorted(found, key=lambda f: f.start)


def _read(kind: str, match: re.Match[str], *, american: bool) -> Found | None:
    groups = match.groups()
    sure = True
    if kind == "ymd":
        value = day(int(groups[0]), int(groups[1]), int(groups[2]))
    elif kind == "dmy":
        value = day(_year(groups[2]), _MONTHS[groups[1].lower()], int(groups[0]))
    elif kind == "mdy":
        value = day(_year(groups[2]), _MONTHS[groups[0].lower()], int(groups[1]))
    elif kind == "my":
        value = f"{groups[1]}-{_MONTHS[groups[0].lower()]:02d}" if _sane(int(groups[1])) else None
    else:
        value, sure = _numeric(int(groups[0]), int(groups[2]), groups[3], american=american)
    return Found(value, match.start(), match.end(), sure) if value else None


def _numeric(first: int, second: int, year: str, *, american: bool) -> tuple[str | None, bool]:
    full = int(year) if len(year) == 4 else 2000 + int(year)
    if first > 12 or second > 12:
        return (day(full, second, first) if first > 12 else day(full, first, second)), True
    if american:
        return day(full, first, second), first == second
    return day(full, second, first), first == second


def _year(text: str | None) -> int | None:
    return int(text) if text else None


def _sane(year: int) -> bool:
    return 1900 <= year <= 2100


def day(year: int | None, month: int, number: int) -> str | None:
    """Write a day as `YYYY-MM-DD` or `--MM-DD`; None when there is no such day."""
    lengths = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    if not 1 <= month <= 12 or not 1 <= number <= lengths[month - 1]:
        return None
    if year is None:
        return f"--{month:02d}-{number:02d}"
    return f"{year:04d}-{month:02d}-{number:02d}" if _sane(year) else None
