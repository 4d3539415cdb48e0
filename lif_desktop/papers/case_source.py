"""What a plan or a summary is made from: a review or an audit, with its learning, recommendations and actions."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from lif_desktop.framework.dates import show_date
from lif_desktop.papers import gather
from lif_desktop.papers.blocks import Block, Paper, Paragraph, Properties
from lif_desktop.papers.case_parts import Case, Made, case_paper, drawn_from, find_case
from lif_desktop.papers.gather import Records, Row
from lif_desktop.papers.saving import PaperError
from lif_desktop.papers.words import join, one_line


@dataclass(frozen=True)
class Source:
    """A review or an audit. `case` is None for an audit, `audit` None for a review."""

    records: Records
    made: datetime
    case: Case | None = None
    audit: Row | None = None

    @property
    def row(self) -> Row:
        """The record itself."""
        found = self.case.review if self.case is not None else self.audit
        if found is None:
            raise ValueError("a source is a review or an audit")
        return found

    @property
    def ref(self) -> str:
        """Its reference."""
        return str(self.row["ref"])

    @property
    def name(self) -> str:
        """Its reference with pseudonym or title."""
        return self.case.name if self.case is not None else f"{self.ref} {one_line(self.row['title'])}"

    @property
    def kind(self) -> str:
        """What it is, as a label."""
        if self.case is not None:
            return self.case.kind.label
        return self.records.label("audit_types", self.row["audit_type"])

    @property
    def scope(self) -> str:
        """Whose it is, children or adults, as a label."""
        board = self.row["board"] or (self.case.kind.board if self.case is not None else "")
        return self.records.label("boards", board)

    @property
    def learning(self) -> list[Row]:
        """The learning points that came of it."""
        if self.case is not None:
            return self.case.learning
        return [row for row in self.records.rows("learning") if self.row["id"] in row["audits"]]

    @property
    def recommendations(self) -> list[Row]:
        """What it recommends, itself or through its learning."""
        if self.case is not None:
            return self.case.recommendations
        points = {row["id"] for row in self.learning}
        return [
            row
            for row in self.records.rows("recommendations")
            if row["audit_id"] == self.row["id"] or row["learning_id"] in points
        ]

    @property
    def actions(self) -> list[Row]:
        """The actions that carry that out, by due date."""
        if self.case is not None:
            return self.case.actions
        points = {row["id"] for row in self.learning}
        asked = {row["id"] for row in self.recommendations}
        found = [
            row
            for row in self.records.rows("actions")
            if row["audit_id"] == self.row["id"] or row["learning_id"] in points or row["recommendation_id"] in asked
        ]
        return sorted(found, key=lambda row: (row["due_on"] or date.max, str(row["ref"])))

    def updates(self, action: Row) -> tuple[Row, ...]:
        """The updates on one action."""
        return self.records.lines("action_updates", "action_id", action["id"])

    def drawn_from(self, more: Iterable[Row]) -> Paragraph:
        """What the paper was made from, with the references that lead back."""
        if self.case is not None:
            return drawn_from(self.case, (), more)
        refs = join(
            [f"{self.ref} (version {self.row['version']} of the record)", *sorted({str(one["ref"]) for one in more})]
        )
        return Paragraph(f"Made from {refs}, as they stood on {show_date(self.records.today)}.", "small")


def find_source(
    records: Records, ref: str | None, made: datetime, what: str, better: Callable[[Case], bool] = lambda _case: False
) -> Source:
    """The review or audit `ref`; without one the newest review. Raises PaperError where there is none."""
    if ref and (number := records.names.record("audits", ref)) is not None:
        found = next((row for row in records.rows("audits") if row["id"] == number), None)
        if found is not None:
            return Source(records, made, audit=found)
    if ref and records.names.record("reviews", ref) is None:
        raise PaperError(f"No review and no audit has the reference “{ref}”. Check it and try again.")
    return Source(records, made, find_case(records, ref, made, what, better=better))


def source_paper(source: Source, what: str, blocks: Iterable[Block], landscape: bool = False) -> Paper:
    """A paper of a review or an audit, with its marking, as-at line and names."""
    title = f"{what}: {source.name}"
    if source.case is not None:
        return case_paper(source.case, Made(title, what, landscape=landscape), blocks)
    records = source.records
    return Paper(
        title,
        f"{source.kind}\n{records.partnership}",
        records.label("markings", "official_sensitive"),
        f"{what} {source.ref}, as at {show_date(records.today)}, record version {source.row['version']}",
        tuple(blocks),
        properties=Properties(records.partnership, source.made, what, f"{what.lower()}; {source.ref}"),
        names=audit_names(source),
        landscape=landscape,
    )


def audit_names(source: Source) -> tuple[tuple[str, str], ...]:
    """Words of an audit that a template may show, under the names that a paper of a case has."""
    row = source.row
    told = {
        "reference": source.ref,
        "case": one_line(row["title"]),
        "type": source.kind,
        "owner": source.records.agency(row["lead_agency_id"]),
        "decided_on": gather.on(row["completed_on"]),
        "due": gather.on(row["due_on"]),
        "lead": one_line(row["lead_officer"] or ""),
    }
    return tuple((name, told.get(name, "")) for name in NAMES)


NAMES = (
    "reference", "case", "type", "law", "owner", "stage", "referred_on", "decided_on", "due", "reviewer", "lead",
    "period", "published_on",
)  # fmt: skip
"""The names of a case, as `names_of` gives them."""
