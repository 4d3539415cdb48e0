"""The queries behind the figures of a yearly report, in plain SQLite SQL over the tables of the office file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lif_desktop.framework.profile import Profile
from lif_desktop.papers.gather import ADULT_REVIEWS, CHILD_REVIEWS

THERE = "binned_at IS NULL"
CONCLUDED = (
    "CASE WHEN coalesce(status, '') IN ('not_progressed', 'transferred') THEN NULL "
    "ELSE coalesce(signed_off_on, submitted_on, published_on, closed_on) END"
)
"""The day on which a review was concluded."""
BEGUN = "coalesce(referred_on, opened_on, notified_on, decided_on)"
OVER = "('closed', 'not_progressed', 'transferred')"
FINISHED = "('complete', 'signed_off')"


def quoted(words: Iterable[str]) -> str:
    """Words as a list for IN."""
    return "(" + ", ".join("'" + word.replace("'", "''") + "'" for word in sorted(words)) + ")"


def count_of(table: str, *conditions: str) -> str:
    """Counts the records of a table, those in the bin left out, that meet every condition."""
    return f"SELECT count(*) FROM {table} WHERE {' AND '.join((THERE, *filter(None, conditions)))}"  # noqa: S608


@dataclass(frozen=True)
class Queries:
    """The queries of one financial year. `board` is "adults" or "children", or "" for a report of both."""

    start: date
    end: date
    today: date
    board: str
    profile: Profile

    @property
    def period(self) -> str:
        """The days of the year, to follow a column."""
        return f"BETWEEN '{self.start}' AND '{self.end}'"

    def of_board(self, board: str, table: str = "") -> str:
        """The condition that a record concerns a board or both; always met where no board is named.

        What has no board of its own has that of its kind of review or audit.
        """
        if not board:
            return ""
        kinds: list[tuple[str, str]] = []
        if table == "reviews":
            kinds = [(kind.key, kind.board) for kind in self.profile.review_types]
        elif table == "audits":
            kinds = [(kind.key, kind.board) for kind in self.profile.audit_types]
        if not kinds:
            return f"coalesce(nullif(board, ''), 'both') IN ('{board}', 'both')"
        column = "review_type" if table == "reviews" else "audit_type"
        others = quoted(key for key, own in kinds if own not in (board, "both"))
        return (
            f"CASE WHEN coalesce(board, '') <> '' THEN board IN ('{board}', 'both') ELSE coalesce({column}, '') "
            f"NOT IN {others} END"
        )

    def within(self, table: str, field: str, board: str | None = None) -> str:
        """Counts the records of a table of which a date lies in the year."""
        own = self.board if board is None else board
        return count_of(table, f"{field} {self.period}", self.of_board(own, table))

    # Reviews

    def kinds(self, kinds: Iterable[str] | None) -> str:
        """The condition that a review is of these kinds; for None of any of this report's."""
        if kinds is not None:
            return f"review_type IN {quoted(kinds)}"
        own = self.of_board(self.board, "reviews")
        return "review_type <> 'external_lesson'" + (f" AND {own}" if own else "")

    def begun(self, kinds: Iterable[str] | None = None) -> str:
        """Counts the reviews that came in during the year."""
        return count_of("reviews", self.kinds(kinds), f"{BEGUN} {self.period}")

    def concluded(self, kinds: Iterable[str] | None = None) -> str:
        """Counts the reviews that were concluded in the year."""
        return count_of("reviews", self.kinds(kinds), f"{CONCLUDED} {self.period}")

    def ongoing(self, kinds: Iterable[str] | None = None) -> str:
        """Counts the reviews that had come in by the end of the year and were not concluded then."""
        done = f"coalesce({CONCLUDED}, closed_on)"
        dropped = f"(coalesce(status, '') IN {OVER} AND {done} IS NULL)"
        late = f"({done} IS NULL OR {done} > '{self.end}')"
        return count_of("reviews", self.kinds(kinds), f"{BEGUN} <= '{self.end}'", late, f"NOT {dropped}")

    # Actions

    def completed(self, more: str = "") -> str:
        """Counts the actions finished in the year."""
        finished = f"(status IN {FINISHED} OR coalesce(status, '') = '')"
        board = self.of_board(self.board, "actions")
        return count_of("actions", f"completed_on {self.period}", finished, board, more)

    def is_open(self, day: date) -> str:
        """The condition that an action had been set by a day and was not finished then."""
        done = (
            f"CASE WHEN completed_on IS NOT NULL THEN completed_on <= '{day}' "
            f"ELSE coalesce(status, '') IN {FINISHED} END"
        )
        return f"coalesce(start_on, due_on) <= '{day}' AND NOT {done}"

    def open_on(self, day: date, more: str = "") -> str:
        """Counts the actions that had been set by a day and were not finished then."""
        return count_of("actions", self.is_open(day), self.of_board(self.board, "actions"), more)

    def overdue(self, day: date | None = None) -> str:
        """Counts the actions that were overdue on a day, by default the last of the year."""
        on = day or self.end
        return self.open_on(on, f"due_on < '{on}'")

    def about_findings(self, children: bool, condition: str) -> str:
        """Counts the actions that carry out what reviews of a board found and that meet a condition."""
        kinds = quoted(CHILD_REVIEWS if children else ADULT_REVIEWS)
        return (
            f"WITH r AS (SELECT id FROM reviews WHERE {THERE} AND review_type IN {kinds}), "  # noqa: S608
            f"l AS (SELECT id FROM learning WHERE {THERE} AND id IN (SELECT learning_id FROM learning_reviews "
            "WHERE review_id IN (SELECT id FROM r))), "
            f"c AS (SELECT id FROM recommendations WHERE {THERE} AND (review_id IN (SELECT id FROM r) "
            "OR learning_id IN (SELECT id FROM l))) "
            f"SELECT count(*) FROM actions WHERE {THERE} AND (review_id IN (SELECT id FROM r) OR learning_id IN "
            f"(SELECT id FROM l) OR recommendation_id IN (SELECT id FROM c)) AND {condition}"
        )

    def decided(self, children: bool, more: str = "") -> str:
        """Counts the recommendations of a board's reviews that were decided in the year."""
        kinds = quoted(CHILD_REVIEWS if children else ADULT_REVIEWS)
        reviews = f"(SELECT id FROM reviews WHERE {THERE} AND review_type IN {kinds})"  # noqa: S608
        points = (
            f"(SELECT id FROM learning WHERE {THERE} AND id IN (SELECT learning_id FROM learning_reviews "  # noqa: S608
            f"WHERE review_id IN {reviews}))"
        )
        return count_of(
            "recommendations", f"(review_id IN {reviews} OR learning_id IN {points})", f"decided_on {self.period}", more
        )
