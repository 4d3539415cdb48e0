"""The learning log (framework sections 2.2, 3 and 12): learning points, recommendations, sharing and embedding."""

from datetime import date

from sqlalchemy.orm import Mapped

from lif_desktop.registers.base import Record, Referenced, points_to
from lif_desktop.registers.field import MAIN, Field
from lif_desktop.registers.register import Register


class LearningPoint(Referenced):
    """One thing learned. Its stage is worked out from the evidence and stored nowhere."""

    __tablename__ = "learning"

    title: Mapped[str]
    statement: Mapped[str | None]
    identified_on: Mapped[date | None]
    source_kind: Mapped[str | None]
    external_source: Mapped[str | None]
    board: Mapped[str | None]
    themes: Mapped[str | None]
    good_practice: Mapped[bool | None]
    owner_agency_id: Mapped[int | None] = points_to("agencies.id")
    owner: Mapped[str | None]
    why_it_matters: Mapped[str | None]
    what_went_well: Mapped[str | None]
    what_must_change: Mapped[str | None]
    questions: Mapped[str | None]
    find_out_more: Mapped[str | None]
    policy: Mapped[str | None]
    retest_due_on: Mapped[date | None]
    retest_audit_id: Mapped[int | None] = points_to("audits.id")
    difference: Mapped[str | None]
    publication: Mapped[str | None]
    approved_by: Mapped[str | None]
    approved_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    notes: Mapped[str | None]


class LearningReview(Record):
    """A review that a learning point came from."""

    __tablename__ = "learning_reviews"

    learning_id: Mapped[int] = points_to("learning.id", required=True)
    review_id: Mapped[int] = points_to("reviews.id", required=True)


class LearningAudit(Record):
    """An audit that a learning point came from."""

    __tablename__ = "learning_audits"

    learning_id: Mapped[int] = points_to("learning.id", required=True)
    audit_id: Mapped[int] = points_to("audits.id", required=True)


class LearningVoice(Record):
    """A voice (complaint, practitioner intelligence and so on) that a learning point came from."""

    __tablename__ = "learning_voices"

    learning_id: Mapped[int] = points_to("learning.id", required=True)
    voice_id: Mapped[int] = points_to("voices.id", required=True)


class LearningTraining(Record):
    """A course that carries a learning point."""

    __tablename__ = "learning_training"

    learning_id: Mapped[int] = points_to("learning.id", required=True)
    training_id: Mapped[int] = points_to("training.id", required=True)


class LearningRisk(Record):
    """A risk that a learning point bears on."""

    __tablename__ = "learning_risks"

    learning_id: Mapped[int] = points_to("learning.id", required=True)
    risk_id: Mapped[int] = points_to("risks.id", required=True)


class LearningIndicator(Record):
    """An indicator of the dataset that a learning point came from."""

    __tablename__ = "learning_indicators"

    learning_id: Mapped[int] = points_to("learning.id", required=True)
    indicator_id: Mapped[int] = points_to("indicators.id", required=True)


class Recommendation(Referenced):
    """What a learning point asks for; accepted, or not implemented and why (Care Act 2014 Schedule 2 para 4(1)(g))."""

    __tablename__ = "recommendations"

    learning_id: Mapped[int | None] = points_to("learning.id")
    review_id: Mapped[int | None] = points_to("reviews.id")
    audit_id: Mapped[int | None] = points_to("audits.id")
    text: Mapped[str]
    decision: Mapped[str | None]
    reason: Mapped[str | None]
    decided_on: Mapped[date | None]
    decided_by: Mapped[str | None]


class Dissemination(Record):
    """A learning point shared through one channel, with one agency or all, confirmed or not."""

    __tablename__ = "dissemination"

    learning_id: Mapped[int] = points_to("learning.id", required=True)
    channel: Mapped[str]
    agency_id: Mapped[int | None] = points_to("agencies.id")
    shared_on: Mapped[date | None]
    audience: Mapped[str | None]
    reached: Mapped[int | None]
    confirmed_on: Mapped[date | None]
    how_used: Mapped[str | None]


class Embedding(Record):
    """Evidence that a learning point changed practice, by route (framework 12.4)."""

    __tablename__ = "embedding"

    learning_id: Mapped[int] = points_to("learning.id", required=True)
    route: Mapped[str]
    agency_id: Mapped[int | None] = points_to("agencies.id")
    seen_on: Mapped[date | None]
    evidence: Mapped[str | None]


class CaseTracking(Record):
    """One case looked at again: what difference the learning would have made at the time (framework 13.3)."""

    __tablename__ = "case_tracking"

    learning_id: Mapped[int] = points_to("learning.id", required=True)
    training_id: Mapped[int | None] = points_to("training.id")
    review_id: Mapped[int | None] = points_to("reviews.id")
    agency_id: Mapped[int | None] = points_to("agencies.id")
    pseudonym: Mapped[str]
    looked_on: Mapped[date | None]
    what_happened: Mapped[str | None]
    would_have_helped: Mapped[str | None]
    difference: Mapped[str | None]


POINT, FROM, BRIEF, AFTER = "The learning", "Where it came from", "For the briefing", "What came of it"

LEARNING = Register(
    key="learning", label="Learning", singular="learning point", model=LearningPoint, prefix="LP", tab=True,
    title="title", match=("ref",), year_from=("identified_on",),
    computed=(
        Field("stage", "Stage", width=14, shows=("table", "tracker")),
        Field("state", "State", "status", width=18, shows=("table", "tracker")),
    ),
    fields=(
        Field("ref", "Reference", "ref", width=14, shows=MAIN, group=POINT, aliases=("ref", "learning ref", "lp ref", "log no", "id", "lif ref")),
        Field("title", "Learning point", required=True, width=36, shows=MAIN, group=POINT, aliases=("learning", "key learning", "title", "headline", "lesson")),
        Field("statement", "What was learned", "note", group=POINT, aliases=("detail", "description", "learning identified", "finding")),
        Field("identified_on", "Identified", "date", width=13, shows=MAIN, group=POINT, aliases=("date identified", "date", "date logged")),
        Field("themes", "Themes", "choices", choices="themes", width=24, group=POINT, aliases=("theme", "key theme")),
        Field("board", "Board", "choice", choices="boards", group=POINT, aliases=("partnership", "children or adults")),
        Field("good_practice", "Good practice", "yes_no", group=POINT, aliases=("good practice?", "is this good practice")),
        Field("owner_agency_id", "Owner agency", "agency", width=22, group=POINT, aliases=("agency", "lead agency", "organisation")),
        Field("owner", "Owner", group=POINT, aliases=("lead", "lead officer", "owner role")),
        Field("source_kind", "Source", "choice", choices="learning_sources", width=18, group=FROM, aliases=("source type", "origin", "source of learning")),
        Field("reviews", "From reviews", "links", target="reviews", through="learning_reviews", group=FROM, aliases=("source review", "review ref", "review", "case ref", "linked review")),
        Field("audits", "From audits", "links", target="audits", through="learning_audits", group=FROM, aliases=("source audit", "audit ref", "audit")),
        Field("voices", "From voices", "links", target="voices", through="learning_voices", group=FROM, aliases=("source voice",)),
        Field("indicators", "From indicators", "links", target="performance", through="learning_indicators", group=FROM, aliases=("source indicator", "indicator ref")),
        Field("external_source", "External source", group=FROM, aliases=("national review", "external lesson")),
        Field("why_it_matters", "Why it matters", "note", group=BRIEF, aliases=("why",)),
        Field("what_went_well", "What went well", "note", group=BRIEF, aliases=("good practice seen", "strengths")),
        Field("what_must_change", "What must change", "note", group=BRIEF, aliases=("what needs to change", "expected change", "change needed")),
        Field("questions", "Questions for teams", "note", group=BRIEF, aliases=("questions for your team", "reflective questions")),
        Field("find_out_more", "Find out more", "note", group=BRIEF, aliases=("resources", "links")),
        Field("publication", "Publication", "choice", choices="publication", group=BRIEF),
        Field("approved_by", "Approved by", group=BRIEF), Field("approved_on", "Approved", "date", group=BRIEF),
        Field("training", "Taught in", "links", target="training", through="learning_training", group=AFTER, aliases=("course", "training course", "training ref")),
        Field("risks", "Bears on risks", "links", target="risks", through="learning_risks", group=AFTER, aliases=("risk ref", "linked risk")),
        Field("policy", "Policy or procedure", group=AFTER, aliases=("policy",)),
        Field("retest_due_on", "Re-test due", "date", lies="ahead", group=AFTER, aliases=("re-audit date", "retest", "re-audit due")),
        Field("retest_audit_id", "Re-tested by", "link", target="audits", group=AFTER, aliases=("re-audit",)),
        Field("difference", "What difference it made", "note", group=AFTER, aliases=("impact", "evidence of impact", "difference made")),
        Field("closed_on", "Closed", "date", group=AFTER, aliases=("date closed",)),
        Field("notes", "Notes", "note", group=AFTER, aliases=("comments", "update")),
    ),
)

PARENT = Field("learning_id", "Learning point", "link", target="learning", required=True, width=14, shows=MAIN, aliases=("learning ref", "lp ref", "ref", "reference", "lp", "learning"))

RECOMMENDATIONS = Register(
    key="recommendations", label="Recommendations", singular="recommendation", model=Recommendation, parent="learning",
    prefix="REC", title="text", match=("ref",), year_from=("decided_on",),
    fields=(
        Field("ref", "Reference", "ref", width=14, shows=MAIN, aliases=("ref", "rec ref", "rec no", "recommendation ref", "lif ref")),
        Field("text", "Recommendation", "note", required=True, width=50, shows=MAIN, aliases=("recommendation text",)),
        Field("learning_id", "Learning point", "link", target="learning", width=14, shows=MAIN, aliases=("learning ref", "lp ref")),
        Field("review_id", "Review", "link", target="reviews", width=14, aliases=("review ref", "source review", "case ref")),
        Field("audit_id", "Audit", "link", target="audits", width=14, aliases=("audit ref", "source audit")),
        Field("decision", "Decision", "choice", choices="recommendation_decisions", shows=MAIN, aliases=("accepted", "accepted?", "status")),
        Field("reason", "Reason not implemented", "note", shows=MAIN, aliases=("reason", "why not")),
        Field("decided_on", "Decided", "date", aliases=("date", "date decided")), Field("decided_by", "Decided by"),
    ),
)

DISSEMINATION = Register(
    key="dissemination", label="Sharing", singular="sharing", model=Dissemination, parent="learning", title="channel",
    match=("learning_id", "channel", "agency_id", "shared_on"),
    computed=(Field("state", "State", "status", width=16, shows=("table", "tracker")),),
    fields=(
        PARENT,
        Field("channel", "Channel", "choice", choices="channels", required=True, width=24, shows=MAIN, aliases=("how shared", "method", "route")),
        Field("agency_id", "Agency", "agency", width=24, shows=MAIN, aliases=("organisation", "shared with")),
        Field("shared_on", "Shared", "date", width=13, shows=MAIN, aliases=("date", "date shared", "date sent")),
        Field("audience", "Audience"), Field("reached", "People reached", "whole", least=0, aliases=("number reached", "reached", "no of staff")),
        Field("confirmed_on", "Confirmed", "date", width=13, shows=MAIN, aliases=("confirmation", "confirmed", "date confirmed", "feedback form returned")),
        Field("how_used", "How it was used", "note", aliases=("how used", "feedback")),
    ),
)

EMBEDDING = Register(
    key="embedding", label="Embedding", singular="evidence of embedding", model=Embedding, parent="learning",
    title="evidence", match=("learning_id", "route", "agency_id", "seen_on"),
    fields=(
        PARENT,
        Field("route", "Route", "choice", choices="embedding_routes", required=True, width=24, shows=MAIN, aliases=("how embedded", "method")),
        Field("agency_id", "Agency", "agency", width=24, shows=MAIN, aliases=("organisation",)),
        Field("seen_on", "Seen", "date", width=13, shows=MAIN, aliases=("date", "date seen")),
        Field("evidence", "Evidence", "note", width=40, shows=MAIN, aliases=("evidence of embedding", "what changed")),
    ),
)

CASE_TRACKING = Register(
    key="case_tracking", label="Cases tracked", singular="case tracked", model=CaseTracking, parent="learning",
    title="pseudonym", match=("learning_id", "pseudonym", "looked_on"),
    fields=(
        PARENT,
        Field("pseudonym", "Case", required=True, width=22, shows=MAIN, aliases=("case name", "child or adult"),
              help="A made-up name such as Child A. Never a real name or initials."),
        Field("looked_on", "Looked at", "date", width=13, shows=MAIN, aliases=("date",)),
        Field("agency_id", "Agency", "agency", width=24, aliases=("organisation",)),
        Field("training_id", "Course", "link", target="training", width=14, aliases=("course ref",)),
        Field("review_id", "Review", "link", target="reviews", width=14, aliases=("review ref", "case ref")),
        Field("what_happened", "What was done at the time", "note", width=30, aliases=("intervention",)),
        Field("would_have_helped", "Would it have helped", "choice", choices="evidence_answers", width=12, shows=MAIN, aliases=("helped",)),
        Field("difference", "What difference it would have made", "note", width=40, shows=MAIN, aliases=("difference",)),
    ),
)
