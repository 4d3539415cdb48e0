"""Training and its evaluation in four stages (framework section 13)."""

from datetime import date

from sqlalchemy.orm import Mapped

from lif_desktop.registers.base import Record, Referenced, points_to
from lif_desktop.registers.field import MAIN, Field
from lif_desktop.registers.register import Register


class Course(Referenced):
    """One training event. Counts only: no names of delegates."""

    __tablename__ = "training"

    title: Mapped[str]
    course_kind: Mapped[str | None]
    board: Mapped[str | None]
    theme: Mapped[str | None]
    level: Mapped[str | None]
    held_on: Mapped[date | None]
    provider_agency_id: Mapped[int | None] = points_to("agencies.id")
    trainer: Mapped[str | None]
    venue: Mapped[str | None]
    places: Mapped[int | None]
    booked: Mapped[int | None]
    attended: Mapped[int | None]
    did_not_attend: Mapped[int | None]
    cancelled: Mapped[int | None]
    questionnaires: Mapped[int | None]
    satisfaction: Mapped[float | None]
    reaction_comments: Mapped[str | None]
    matched_pairs: Mapped[int | None]
    knowledge_before: Mapped[float | None]
    knowledge_after: Mapped[float | None]
    confidence_before: Mapped[float | None]
    confidence_after: Mapped[float | None]
    scale_most: Mapped[int | None]
    follow_up_due_on: Mapped[date | None]
    follow_up_sent_on: Mapped[date | None]
    follow_up_replies: Mapped[int | None]
    applied: Mapped[int | None]
    behaviour_examples: Mapped[str | None]
    results_measure: Mapped[str | None]
    results_evidence: Mapped[str | None]
    status: Mapped[str | None]
    notes: Mapped[str | None]


class Booking(Record):
    """Places booked and taken by one agency on one course."""

    __tablename__ = "bookings"

    training_id: Mapped[int] = points_to("training.id", required=True)
    agency_id: Mapped[int] = points_to("agencies.id", required=True)
    booked: Mapped[int | None]
    attended: Mapped[int | None]
    did_not_attend: Mapped[int | None]
    cancelled: Mapped[int | None]


class Evaluation(Record):
    """One measure of a course or a learning point at one of the four stages, before and after."""

    __tablename__ = "evaluations"

    training_id: Mapped[int | None] = points_to("training.id")
    learning_id: Mapped[int | None] = points_to("learning.id")
    stage: Mapped[str]
    measure: Mapped[str]
    measured_on: Mapped[date | None]
    invited: Mapped[int | None]
    replies: Mapped[int | None]
    baseline: Mapped[float | None]
    result: Mapped[float | None]
    scale_most: Mapped[float | None]
    difference: Mapped[str | None]
    no_impact: Mapped[bool | None]
    decision: Mapped[str | None]


class TrainingReturn(Record):
    """One agency's own training in one year: amount, quality and effectiveness (framework 13.5)."""

    __tablename__ = "training_returns"

    agency_id: Mapped[int] = points_to("agencies.id", required=True)
    year: Mapped[str]
    staff: Mapped[int | None]
    trained: Mapped[int | None]
    amount: Mapped[str | None]
    quality: Mapped[str | None]
    effectiveness: Mapped[str | None]
    received_on: Mapped[date | None]


EVENT, S1, S2, S3, S4 = "The event", "Stage 1: reaction", "Stage 2: learning", "Stage 3: behaviour", "Stage 4: results"


def _count(key: str, label: str, group: str, *aliases: str) -> Field:
    return Field(key, label, "whole", least=0, width=10, group=group, aliases=aliases)


def _score(key: str, label: str, group: str, *aliases: str) -> Field:
    return Field(key, label, "decimal", least=0, most=10, width=10, group=group, aliases=aliases)


TRAINING = Register(
    key="training", label="Training", singular="course", model=Course, prefix="TRN", tab=True, title="title",
    match=("ref",), year_from=("held_on",),
    beside=(
        ("satisfaction", "response_rate"), ("applied", "follow_up_replies"),
        *((f"{score}_{when}", "matched_pairs") for score in ("knowledge", "confidence") for when in ("before", "after")),
    ),
    computed=(
        Field("response_rate", "Replied", width=9, shows=("table", "tracker")),
        Field("state", "Evidence", "status", width=18, shows=("table", "tracker")),
    ),
    fields=(
        Field("ref", "Reference", "ref", width=14, shows=MAIN, group=EVENT, aliases=("ref", "course ref", "course code", "event ref", "id", "lif ref")),
        Field("title", "Course", required=True, width=34, shows=MAIN, group=EVENT, aliases=("course title", "event", "event title", "training", "name of course", "title", "session")),
        Field("course_kind", "Kind", "choice", choices="course_kinds", group=EVENT, aliases=("type", "course type", "delivery", "format")),
        Field("board", "Board", "choice", choices="boards", group=EVENT, aliases=("partnership",)),
        Field("theme", "Theme", "choice", choices="themes", group=EVENT),
        Field("level", "Level", group=EVENT, aliases=("course level",)),
        Field("held_on", "Held", "date", lies="near", width=13, shows=MAIN, group=EVENT, aliases=("date", "course date", "date of course", "event date", "date held", "date delivered")),
        Field("provider_agency_id", "Provider", "agency", width=22, group=EVENT, aliases=("agency", "delivered by", "organisation")),
        Field("trainer", "Trainer", group=EVENT, aliases=("trainers", "facilitator")),
        Field("venue", "Venue", group=EVENT, aliases=("location",)),
        _count("places", "Places", EVENT, "capacity"),
        _count("booked", "Booked", EVENT, "no booked", "bookings", "number booked"),
        Field("attended", "Attended", "whole", least=0, width=10, shows=MAIN, group=EVENT, aliases=("no attended", "number attended", "attendees", "attendance", "delegates")),
        _count("did_not_attend", "Did not attend", EVENT, "dna", "no show", "no shows"),
        _count("cancelled", "Cancelled", EVENT, "cancellations"),
        _count("questionnaires", "Questionnaires returned", S1, "evaluations returned", "forms returned", "evals", "responses"),
        _score("satisfaction", "Satisfaction (1 to 5)", S1, "satisfaction", "overall rating", "average rating", "avg score"),
        Field("reaction_comments", "Comments from delegates", "note", group=S1, aliases=("comments", "feedback", "delegate comments")),
        _count("matched_pairs", "Matched pairs", S2, "matched", "pre/post pairs", "n matched"),
        _score("knowledge_before", "Knowledge before", S2, "pre knowledge", "knowledge pre", "pre-course knowledge"),
        _score("knowledge_after", "Knowledge after", S2, "post knowledge", "knowledge post", "post-course knowledge"),
        _score("confidence_before", "Confidence before", S2, "pre confidence", "confidence pre", "pre-course confidence"),
        _score("confidence_after", "Confidence after", S2, "post confidence", "confidence post", "post-course confidence"),
        Field("scale_most", "Scale goes to", "whole", least=1, group=S2, aliases=("scale", "out of")),
        Field("follow_up_due_on", "Follow-up due", "date", lies="ahead", group=S3, aliases=("follow up due", "3 month follow up due")),
        Field("follow_up_sent_on", "Follow-up sent", "date", group=S3, aliases=("follow up sent",)),
        _count("follow_up_replies", "Follow-up replies", S3, "follow up responses"),
        _count("applied", "Used it at work", S3, "applied", "applied in practice", "no applied learning"),
        Field("behaviour_examples", "Examples from practice", "note", group=S3, aliases=("examples", "practice examples")),
        Field("results_measure", "Measure of outcome", group=S4, aliases=("outcome measure",)),
        Field("results_evidence", "Evidence of outcome", "note", group=S4, aliases=("impact", "impact evidence", "evidence of impact", "outcome")),
        Field("status", "Status", group=EVENT),
        Field("notes", "Notes", "note", group=EVENT, aliases=("note",)),
    ),
)

COURSE = Field("training_id", "Course", "link", target="training", width=14, shows=MAIN, aliases=("course ref", "course code", "event ref", "ref", "reference"))

BOOKINGS = Register(
    key="bookings", label="Attendance", singular="agency's places", model=Booking, parent="training", title="agency_id",
    match=("training_id", "agency_id"),
    fields=(
        Field("training_id", "Course", "link", target="training", required=True, width=14, shows=MAIN, aliases=COURSE.aliases),
        Field("agency_id", "Agency", "agency", required=True, width=24, shows=MAIN, aliases=("organisation",)),
        *(Field(key, label, "whole", least=0, width=10, shows=MAIN, aliases=aliases) for key, label, aliases in (
            ("booked", "Booked", ("no booked",)), ("attended", "Attended", ("no attended",)),
            ("did_not_attend", "Did not attend", ("dna", "no show")), ("cancelled", "Cancelled", ()))),
    ),
)

EVALUATIONS = Register(
    key="evaluations", label="Measures", singular="measure", model=Evaluation, parent="training", title="measure",
    match=("training_id", "learning_id", "stage", "measure", "measured_on"),
    fields=(
        COURSE,
        Field("learning_id", "Learning point", "link", target="learning", width=14, shows=MAIN, aliases=("learning ref", "learning", "lp ref")),
        Field("stage", "Stage", "choice", choices="evaluation_stages", required=True, shows=MAIN, aliases=("level", "evaluation stage")),
        Field("measure", "Measure", required=True, width=34, shows=MAIN, aliases=("what was measured", "indicator")),
        Field("measured_on", "Measured", "date", width=13, shows=MAIN, aliases=("date", "date measured")),
        Field("invited", "Asked", "whole", least=0, width=8, shows=MAIN, aliases=("invited", "sent")),
        Field("replies", "Replies", "whole", least=0, width=8, shows=MAIN, aliases=("responses", "returned")),
        Field("baseline", "Before", "decimal", width=8, shows=MAIN, aliases=("baseline", "pre")),
        Field("result", "After", "decimal", width=8, shows=MAIN, aliases=("result", "post")),
        Field("scale_most", "Scale goes to", "decimal", least=0, aliases=("scale", "out of")),
        Field("difference", "What difference it made", "note", width=40, aliases=("difference", "impact")),
        Field("no_impact", "No impact seen", "yes_no"), Field("decision", "What was decided", "note"),
    ),
)

TRAINING_RETURNS = Register(
    key="training_returns", label="Single agency training", singular="training return", model=TrainingReturn,
    parent="agencies", title="year", match=("agency_id", "year"),
    fields=(
        Field("agency_id", "Agency", "agency", required=True, width=24, shows=MAIN, aliases=("organisation",)),
        Field("year", "Year", required=True, shows=MAIN, aliases=("financial year",)),
        Field("staff", "Staff in scope", "whole", least=0, shows=MAIN, aliases=("staff", "headcount")),
        Field("trained", "Staff trained", "whole", least=0, shows=MAIN, aliases=("trained", "number trained")),
        Field("amount", "Amount", "note"), Field("quality", "Quality", "note"),
        Field("effectiveness", "Effectiveness", "note"), Field("received_on", "Received", "date", shows=MAIN),
    ),
)
