"""What the layouts of event data sets share: who, how many dead, and what else must be said."""

from dataclasses import dataclass
from datetime import date

from casus.export.incidents import statuses
from casus.export.profile import shown_of
from casus.lexicon.labels import Labels, load_labels
from casus.merge.account import bounds
from casus.merge.cases import Case
from casus.model import Place, Version

STATE = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD"})
COUNTRY = 6  # UCDP's precision from which a place is a whole country: no point stands for it


@dataclass(frozen=True, slots=True)
class Event:
    """An incident as a row of an event data set."""

    case: Case
    labels: Labels

    @property
    def happened(self) -> bool:
        """Whether anyone says that it happened; planned and feared events are no rows."""
        return any(a.claim.status.value == "occurred" for a in self.case.accounts)

    @property
    def type(self) -> str:
        """The best type."""
        return best(self.case.incident.type)

    @property
    def mode(self) -> str:
        """The best mode; empty if nobody tells."""
        return best(self.case.incident.mode)

    @property
    def actors(self) -> list[str]:
        """Codes of those who acted, in the best version."""
        return codes(self.case.incident.actors)

    @property
    def recipients(self) -> list[str]:
        """Codes of those acted upon, in the best version."""
        return codes(self.case.incident.recipients)

    @property
    def status(self) -> str:
        """All statuses that claims give it, the commonest first."""
        return "; ".join(version.value for version in statuses(self.case))

    @property
    def source(self) -> str:
        """Everyone who asserts or denies it, in words."""
        it = self.case.incident
        return "; ".join(dict.fromkeys(map(self.named, (*it.asserted_by, *it.denied_by))))

    @property
    def killed(self) -> int | None:
        """The best sum over the sides; None if nobody gives a figure."""
        found = [toll.best for toll in self.case.incident.tolls if toll.kind == "killed"]
        return sum(found) if found else None

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude; None where only a country is known."""
        place = self.case.place
        if place is None or place.lat is None or place.lon is None:
            return None
        return None if (place.precision or 0) >= COUNTRY else (place.lat, place.lon)

    @property
    def days(self) -> tuple[date, date] | None:
        """First and last possible day of the best date; None if nobody gives one with a year."""
        dates = self.case.incident.date
        return bounds(dates[0].value) if dates else None

    @property
    def where(self) -> Place | None:
        """The best place."""
        return self.case.place

    @property
    def notes(self) -> str:
        """Status first, then who asserts, denies and is silent, disputes, and what is withheld."""
        it = self.case.incident
        parts = [f"Status: {self.status}", f"credibility {it.admiralty}"]
        parts += [f"asserted by {', '.join(map(self.named, it.asserted_by))}"] * bool(
            it.asserted_by
        )
        parts += [f"denied by {', '.join(map(self.named, it.denied_by))}"] * bool(it.denied_by)
        parts += [f"silent: {', '.join(map(self.labels.actor, it.silent))}"] * bool(it.silent)
        parts += [f"disputed: {', '.join(it.disputed)}"] * bool(it.disputed)
        parts += [f"withheld: {', '.join(self.withheld)}"] * bool(self.withheld)
        quote = next((a.claim.quote for a in self.case.accounts if a.claim.quote), "")
        return ". ".join((*parts, f"profile {self.profile}", " ".join(quote.split())))

    @property
    def withheld(self) -> list[str]:
        """What the profile took from any of its claims."""
        return sorted({what for shown in shown_of(self.case) for what in shown.withheld})

    @property
    def profile(self) -> str:
        """The profile under which it is shown."""
        return next((shown.profile for shown in shown_of(self.case)), "full")

    def named(self, holder: str) -> str:
        """A holder in words."""
        outlet = holder.removeprefix("outlet:")
        return outlet if outlet != holder else self.labels.actor(holder)


def event_of(case: Case) -> Event:
    """An incident as a row, with the packaged words."""
    return Event(case, load_labels())


def day_precision(days: tuple[date, date] | None) -> int | None:
    """UCDP's precision: 1 a day, 2 up to six, 3 a week, 4 a month, 5 longer; None without days."""
    if days is None:
        return None
    count = (days[1] - days[0]).days + 1
    return next((p for p, most in ((1, 1), (2, 6), (3, 7), (4, 31)) if count <= most), 5)


def best(versions: tuple[Version, ...]) -> str:
    """The first version's value; empty if there is none."""
    return versions[0].value if versions else ""


def codes(versions: tuple[Version, ...]) -> list[str]:
    """The codes of the first version."""
    return [code for code in best(versions).split(" + ") if code]


def area(code: str) -> str:
    """The first part of a code."""
    return code.partition(".")[0]


def sector(code: str) -> str:
    """The second part of a code, empty if it has none."""
    return ([*code.split("."), ""])[1]
