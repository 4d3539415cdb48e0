"""The lines of a review: stages, criteria, decisions, checklists, the panel, what runs beside it, and changes of clocks."""

from datetime import date

from sqlalchemy.orm import Mapped

from lif_desktop.registers.base import Record, points_to
from lif_desktop.registers.field import MAIN, Field
from lif_desktop.registers.register import Register


class Milestone(Record):
    """A stage of one review with the rule as it stood when the case opened, its due date and what came of it."""

    __tablename__ = "milestones"

    review_id: Mapped[int] = points_to("reviews.id", required=True)
    position: Mapped[int | None]
    key: Mapped[str]
    label: Mapped[str]
    event: Mapped[str | None]
    number: Mapped[int | None]
    unit: Mapped[str | None]
    direction: Mapped[str | None]
    same_day: Mapped[bool | None]
    basis: Mapped[str | None]
    source: Mapped[str | None]
    to_check: Mapped[bool | None]
    event_words: Mapped[str | None]
    counted_from: Mapped[date | None]
    due_on: Mapped[date | None]
    original_due_on: Mapped[date | None]
    done_on: Mapped[date | None]
    extension_reason: Mapped[str | None]
    extension_agreed_by: Mapped[str | None]
    slip_reason: Mapped[str | None]


class CriteriaAnswer(Record):
    """One condition of the criteria grid of a review, with the answer and its evidence."""

    __tablename__ = "criteria_answers"

    review_id: Mapped[int] = points_to("reviews.id", required=True)
    position: Mapped[int | None]
    key: Mapped[str | None]
    question: Mapped[str]
    answer: Mapped[str | None]
    evidence: Mapped[str | None]
    source: Mapped[str | None]


class Decision(Record):
    """A decision with its options and reasons. Never edited: a later one supersedes it."""

    __tablename__ = "decisions"

    review_id: Mapped[int | None] = points_to("reviews.id")
    meeting_id: Mapped[int | None] = points_to("meetings.id")
    audit_id: Mapped[int | None] = points_to("audits.id")
    supersedes_id: Mapped[int | None] = points_to("decisions.id")
    decided_on: Mapped[date | None]
    question: Mapped[str | None]
    options: Mapped[str | None]
    decision: Mapped[str]
    reasons: Mapped[str | None]
    outcome: Mapped[str | None]
    decided_by: Mapped[str | None]
    dissent: Mapped[str | None]


class ProgressCheck(Record):
    """A look at the time taken and the quality of a review (SI 2018/789, regulation 14)."""

    __tablename__ = "progress_checks"

    review_id: Mapped[int] = points_to("reviews.id", required=True)
    checked_on: Mapped[date | None]
    time_taken: Mapped[str | None]
    quality: Mapped[str | None]
    written_request: Mapped[str | None]
    checked_by: Mapped[str | None]


class ParallelProcess(Record):
    """A process that runs beside a review: police, inquest, another review."""

    __tablename__ = "parallel_processes"

    review_id: Mapped[int] = points_to("reviews.id", required=True)
    kind: Mapped[str | None]
    lead: Mapped[str | None]
    status: Mapped[str | None]
    expected_on: Mapped[date | None]
    effect: Mapped[str | None]


class ReviewLink(Record):
    """One review that led to, replaced or belongs with another."""

    __tablename__ = "review_links"

    review_id: Mapped[int] = points_to("reviews.id", required=True)
    other_review_id: Mapped[int] = points_to("reviews.id", required=True)
    reason: Mapped[str | None]


class ReviewCheck(Record):
    """One point of a checklist of a review: a quality marker or a principle (framework 2.1, 4.3), with its evidence."""

    __tablename__ = "review_checks"

    review_id: Mapped[int] = points_to("reviews.id", required=True)
    position: Mapped[int | None]
    kind: Mapped[str]
    key: Mapped[str | None]
    text: Mapped[str]
    answer: Mapped[str | None]
    evidence: Mapped[str | None]
    source: Mapped[str | None]


class ClockChange(Record):
    """A change of a clock: extended, suspended or started again; by whom and why. Later ones are added beneath it."""

    __tablename__ = "clock_changes"

    review_id: Mapped[int] = points_to("reviews.id", required=True)
    stage_key: Mapped[str | None]
    stage: Mapped[str | None]
    kind: Mapped[str]
    decided_on: Mapped[date | None]
    due_before: Mapped[date | None]
    due_after: Mapped[date | None]
    reason: Mapped[str | None]
    agreed_by: Mapped[str | None]


class PanelMember(Record):
    """A seat on the panel of one review, by role."""

    __tablename__ = "panel_members"

    review_id: Mapped[int] = points_to("reviews.id", required=True)
    agency_id: Mapped[int | None] = points_to("agencies.id")
    role: Mapped[str | None]
    member: Mapped[str | None]
    conflict: Mapped[str | None]


PARENT = Field("review_id", "Review", "link", target="reviews", required=True, width=14, shows=MAIN,
               aliases=("ref", "reference", "case ref", "case", "review reference", "lif ref"))

MILESTONES = Register(
    key="milestones", label="Stages", singular="stage", model=Milestone, parent="reviews", title="label",
    match=("review_id", "key"),
    computed=(Field("state", "State", "status", width=16, shows=("table", "tracker")),),
    fields=(
        PARENT,
        Field("key", "Key", required=True, shows=("tracker",)),
        Field("label", "Stage", required=True, width=30, shows=MAIN, aliases=("milestone", "step")),
        Field("due_on", "Due", "date", lies="ahead", width=13, shows=MAIN, aliases=("due date",)),
        Field("done_on", "Done", "date", width=13, shows=MAIN, aliases=("date done", "completed")),
        Field("original_due_on", "First due date", "date", lies="ahead"),
        Field("extension_reason", "Reason for extension", "note"),
        Field("extension_agreed_by", "Extension agreed by"),
        Field("slip_reason", "Reason it was late", "note"),
        Field("position", "Order", "whole", least=0),
        Field("event", "Counted from"), Field("counted_from", "Counted from date", "date"),
        Field("number", "Number", "whole", least=0), Field("unit", "Unit"), Field("direction", "Direction"),
        Field("same_day", "First day counts as day 1", "yes_no"), Field("basis", "Basis"), Field("source", "Source"),
        Field("to_check", "Check against current guidance", "yes_no"), Field("event_words", "Counted from, in words"),
    ),
)

CRITERIA = Register(
    key="criteria", label="Criteria", singular="criterion", model=CriteriaAnswer, parent="reviews", title="question",
    match=("review_id", "question"),
    fields=(
        PARENT,
        Field("question", "Condition", required=True, width=40, shows=MAIN, aliases=("criterion", "criteria", "test")),
        Field("answer", "Answer", "choice", choices="answers", shows=MAIN, aliases=("met", "met?", "criteria met")),
        Field("evidence", "Evidence", "note", width=40, shows=MAIN),
        Field("source", "Source"), Field("key", "Key", shows=("tracker",)),
        Field("position", "Order", "whole", least=0),
    ),
)

DECISIONS = Register(
    key="decisions", label="Decisions", singular="decision", model=Decision, parent="reviews", title="decision",
    match=("review_id", "decided_on", "decision"), append_only=True,
    computed=(Field("standing", "Standing", "status", width=14, shows=("table", "tracker")),),
    fields=(
        Field("review_id", "Review", "link", target="reviews", width=14, shows=MAIN, aliases=PARENT.aliases),
        Field("meeting_id", "Meeting", "link", target="meetings", width=14),
        Field("audit_id", "Audit", "link", target="audits", width=14),
        Field("decided_on", "Decided", "date", width=13, shows=MAIN, aliases=("date", "decision date")),
        Field("question", "Question", "note"),
        Field("options", "Options considered", "note", aliases=("options",)),
        Field("decision", "Decision", "note", required=True, width=40, shows=MAIN),
        Field("outcome", "Outcome", "choice", choices="review_outcomes", width=24, shows=MAIN, aliases=("result",)),
        Field("reasons", "Reasons", "note", width=40, shows=MAIN, aliases=("reason", "rationale")),
        Field("decided_by", "Decided by", shows=MAIN, aliases=("who", "decision maker")),
        Field("dissent", "Dissent", "note", aliases=("disagreement",)),
    ),
)

PROGRESS_CHECKS = Register(
    key="progress_checks", label="Progress checks", singular="progress check", model=ProgressCheck, parent="reviews",
    title="quality", match=("review_id", "checked_on"),
    fields=(
        PARENT,
        Field("checked_on", "Checked", "date", width=13, shows=MAIN, aliases=("date",)),
        Field("time_taken", "Time taken", "note", shows=MAIN, aliases=("timeliness",)),
        Field("quality", "Quality", "note", shows=MAIN),
        Field("written_request", "Written request to the reviewer", "note"),
        Field("checked_by", "Checked by", shows=MAIN),
    ),
)

PARALLEL = Register(
    key="parallel_processes", label="Parallel processes", singular="parallel process", model=ParallelProcess,
    parent="reviews", title="kind", match=("review_id", "kind"),
    fields=(
        PARENT,
        Field("kind", "Process", "choice", choices="parallel_kinds", required=True, shows=MAIN, aliases=("parallel process",)),
        Field("lead", "Lead", shows=MAIN), Field("status", "Position", shows=MAIN),
        Field("expected_on", "Expected", "date", lies="ahead", width=13, shows=MAIN), Field("effect", "Effect on the review", "note"),
    ),
)

REVIEW_LINKS = Register(
    key="review_links", label="Linked reviews", singular="link", model=ReviewLink, parent="reviews", title="reason",
    match=("review_id", "other_review_id"),
    fields=(
        PARENT,
        Field("other_review_id", "Linked review", "link", target="reviews", required=True, shows=MAIN, aliases=("linked to", "other review")),
        Field("reason", "Why they are linked", shows=MAIN, width=30, aliases=("reason",)),
    ),
)

PANEL_MEMBERS = Register(
    key="panel_members", label="Panel", singular="panel member", model=PanelMember, parent="reviews", title="role",
    match=("review_id", "agency_id", "role"),
    fields=(
        PARENT,
        Field("agency_id", "Agency", "agency", shows=MAIN, width=24, aliases=("organisation",)),
        Field("role", "Role", shows=MAIN, width=24, aliases=("title", "job title")),
        Field("member", "Member", shows=MAIN, aliases=("name",)),
        Field("conflict", "Conflict of interest", "note"),
    ),
)

REVIEW_CHECKS = Register(
    key="review_checks", label="Checklist", singular="point", model=ReviewCheck, parent="reviews", title="text",
    match=("review_id", "kind", "text"),
    fields=(
        PARENT,
        Field("kind", "Kind", "choice", choices="check_kinds", required=True, shows=MAIN, width=16, aliases=("type",)),
        Field("text", "Point", "note", required=True, width=40, shows=MAIN, aliases=("marker", "principle", "quality marker")),
        Field("answer", "Seen", "choice", choices="evidence_answers", shows=MAIN, width=12, aliases=("met", "answer")),
        Field("evidence", "Evidence", "note", width=40, shows=MAIN),
        Field("source", "Source"), Field("key", "Key", shows=("tracker",)),
        Field("position", "Order", "whole", least=0),
    ),
)

CLOCK_CHANGES = Register(
    key="clock_changes", label="Changes of clocks", singular="change of a clock", model=ClockChange, parent="reviews",
    title="reason", match=("review_id", "stage_key", "kind", "decided_on"), append_only=True,
    fields=(
        PARENT,
        Field("kind", "What changed", "choice", choices="clock_change_kinds", required=True, width=14, shows=MAIN, aliases=("change", "type")),
        Field("stage", "Stage", width=30, shows=MAIN, aliases=("milestone",)),
        Field("decided_on", "Decided", "date", width=13, shows=MAIN, aliases=("date",)),
        Field("due_before", "Due before", "date", width=13, shows=MAIN, aliases=("original date", "from")),
        Field("due_after", "Due now", "date", width=13, shows=MAIN, aliases=("new date", "to")),
        Field("reason", "Reason", "note", width=40, shows=MAIN),
        Field("agreed_by", "Agreed by", shows=MAIN, aliases=("by whom", "by")),
        Field("stage_key", "Key of the stage", shows=("tracker",)),
    ),
)
