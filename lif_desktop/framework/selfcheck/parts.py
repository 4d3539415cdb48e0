"""What every check of the self-check is made of: the rows it looks at, the day, and the gap that it finds."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lif_desktop.framework.clocks import due_on
from lif_desktop.framework.dates import add_months
from lif_desktop.framework.parts import Profile
from lif_desktop.framework.workdays import WorkingDays

Row = Mapping[str, Any]
Tables = Mapping[str, Sequence[Row]]
"""Rows by register key. Each row has at least "id", and "ref" where its register gives references."""

FINISHED = frozenset({"complete", "signed_off"})
"""Statuses of an action that is done."""
OVER = frozenset({"closed", "not_progressed", "transferred"})
"""Statuses of a review that is behind us."""
FOR_INFORMATION = frozenset(
    {
        "child_death_review",
        "mental_health_homicide_review",
        "serious_further_offence",
        "single_agency_review",
        "external_lesson",
        "peer_review",
        "national_review",
    }
)
"""Reviews that the office is told of: what they lack is for others to mend."""
OTHERS_RUN = FOR_INFORMATION | {"domestic_homicide_review", "mappa_review"}
"""Those, and the reviews in which the office helps another body."""
OLD_AFTER = 24
"""Months after which a finished case is left in peace."""


@dataclass(frozen=True)
class Desk:
    """What the rows are looked at with: the day, the working days and the framework."""

    today: date
    calendar: WorkingDays
    profile: Profile

    def passed(self, key: str, event: date | None) -> date | None:
        """The day by which the office follows up `event`, once that day is past; None before, or without a rule.

        `key` is that of one of the profile's standing rules.
        """
        rule = self.profile.standing_rule(key)
        if rule is None or event is None:
            return None
        due = due_on(rule, event, self.calendar)
        return due if due < self.today else None

    def is_old(self, finished: date | None) -> bool:
        """Whether something was finished so long ago that nobody mends it any more."""
        return finished is not None and add_months(finished, OLD_AFTER) < self.today


@dataclass(frozen=True)
class Gap:
    """One thing missing: which check found it, in which record and field, and what to do, in words.

    `register` and `id` are those of the record, which may be a line of another one; `ref` is how it is spoken of.
    `field` is a field of it, or the key of a register of lines in which one is missing. `begin` names a record
    that would mend it: its register, and the values it begins with.
    """

    check: str
    register: str
    id: int
    ref: str
    field: str
    says: str
    begin: tuple[str, tuple[tuple[str, Any], ...]] | None = None


@dataclass(frozen=True)
class Check:
    """One check: its key, what its findings are called when counted, its source, and the function that finds them.

    `counted` follows a number; `one` does where there is only one.
    """

    key: str
    one: str
    counted: str
    source: str
    find: Callable[[Tables, Desk], Iterable[Gap]]

    def in_words(self, count: int) -> str:
        """What its findings are called after a number."""
        return self.one if count == 1 else self.counted


def ref_of(row: Row) -> str:
    """How a record is spoken of."""
    return str(row.get("ref") or row["id"])


def is_live(review: Row) -> bool:
    """Whether a review is not closed, transferred or left at the referral."""
    return not review["closed_on"] and review["status"] not in OVER


def still_asked(review: Row, desk: Desk) -> bool:
    """Whether the office itself answers for a review, and it was not finished too long ago to be mended."""
    ended = review["closed_on"] or (review["submitted_on"] if not is_live(review) else None)
    return review["review_type"] not in FOR_INFORMATION and not desk.is_old(ended)


def by_parent(rows: Iterable[Row], column: str) -> dict[int, list[Row]]:
    """Lines by the number of the record they belong to."""
    found: dict[int, list[Row]] = {}
    for row in rows:
        if row[column]:
            found.setdefault(row[column], []).append(row)
    return found


def number_of(count: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 action", "3 actions"."""
    return f"{count} {one if count == 1 else many or f'{one}s'}"
