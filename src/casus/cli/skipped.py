"""What a run passed over, by reason, for its end."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from casus.model import Problem

REASONS = 50
"""Reasons that are told apart; what comes with further ones is counted together."""
NAMED = 5
"""Subjects that are named for each reason."""
OTHER = "other reasons, as told above"


@dataclass(slots=True)
class Skipped:
    """Counts of reasons, and for each the first subjects."""

    counts: Counter[str] = field(default_factory=Counter)
    named: dict[str, list[str]] = field(default_factory=dict)

    def take(self, problem: Problem) -> None:
        """Count one more."""
        known = problem.message in self.counts or len(self.counts) < REASONS
        reason = problem.message if known else OTHER
        self.counts[reason] += 1
        if len(names := self.named.setdefault(reason, [])) < NAMED:
            names.append("standard input" if problem.subject == "-" else problem.subject)

    def lines(self) -> Iterator[str]:
        """A heading and a line for each reason, the commonest first; nothing if nothing was."""
        if self.counts:
            yield "skipped, and why:"
        for reason, count in self.counts.most_common():
            names = ", ".join(self.named[reason])
            more = f", and {count - NAMED} more" if count > NAMED else ""
            yield f"  {count} x {reason}: {names}{more}"
