"""What agencies write back in a return: entries of a chronology, and answers to the questions of a report."""

from datetime import date

from sqlalchemy.orm import Mapped

from lif_desktop.registers.base import Record, points_to
from lif_desktop.registers.field import MAIN, Field
from lif_desktop.registers.register import Register


class ChronologyEntry(Record):
    """One event in the chronology of a review, as one agency recorded it, with what that agency says of it now."""

    __tablename__ = "chronology"

    review_id: Mapped[int] = points_to("reviews.id", required=True)
    agency_id: Mapped[int | None] = points_to("agencies.id")
    happened_on: Mapped[date | None]
    happened_at: Mapped[str | None]
    source: Mapped[str | None]
    event: Mapped[str]
    response: Mapped[str | None]
    person_seen: Mapped[str | None]
    comment: Mapped[str | None]
    inquiry: Mapped[str | None]


class Answer(Record):
    """One answer of an agency to a question of a report, a summary or a contribution that it was asked for."""

    __tablename__ = "answers"

    agency_id: Mapped[int] = points_to("agencies.id", required=True)
    kind: Mapped[str]
    review_id: Mapped[int | None] = points_to("reviews.id")
    audit_id: Mapped[int | None] = points_to("audits.id")
    year: Mapped[str | None]
    section: Mapped[str | None]
    question: Mapped[str]
    answer: Mapped[str | None]
    received_on: Mapped[date | None]


CHRONOLOGY = Register(
    key="chronology", label="Chronology", singular="entry of a chronology", model=ChronologyEntry, parent="reviews", title="event",
    match=("review_id", "agency_id", "happened_on", "happened_at", "event"),
    fields=(
        Field("review_id", "Review", "link", target="reviews", required=True, width=14, shows=MAIN, aliases=("review ref", "case ref", "case")),
        Field("agency_id", "Agency", "agency", width=22, shows=MAIN, aliases=("organisation", "agency name")),
        Field("happened_on", "Date", "date", width=13, shows=MAIN, aliases=("date of event", "event date", "date of contact")),
        Field("happened_at", "Time", width=8, shows=MAIN, aliases=("time of event",)),
        Field("source", "Source of the record", width=20, aliases=("source", "source of information", "record")),
        Field("event", "What happened", "note", required=True, width=50, shows=MAIN, aliases=("event", "description", "contact", "significant event", "details of event", "description of event")),
        Field("response", "What the agency did", "note", width=34, aliases=("response", "action taken", "outcome", "response or outcome")),
        Field("person_seen", "Was the child or adult seen", width=16, aliases=("child seen", "adult seen", "seen", "child seen?", "was the child seen?")),
        Field("comment", "What the agency says of it now", "note", width=34, aliases=("comment", "comments", "analysis", "agency comment", "author's comment", "practice comment")),
        Field("inquiry", "Key line of enquiry", width=20, aliases=("kloe", "key line of inquiry", "term of reference", "tor")),
    ),
)

ANSWERS = Register(
    key="answers", label="Answers", singular="answer", model=Answer, parent="agencies", title="question",
    match=("agency_id", "kind", "review_id", "audit_id", "year", "question"),
    fields=(
        Field("agency_id", "Agency", "agency", required=True, width=24, shows=MAIN, aliases=("organisation",)),
        Field("kind", "Return", "choice", choices="return_kinds", required=True, width=22, shows=MAIN, aliases=("type", "return type", "document")),
        Field("review_id", "Review", "link", target="reviews", width=14, aliases=("review ref", "case ref", "case")),
        Field("audit_id", "Audit", "link", target="audits", width=14, aliases=("audit ref",)),
        Field("year", "Year", shows=MAIN, aliases=("financial year",)),
        Field("section", "Section", width=20, aliases=("part", "heading")),
        Field("question", "Question", "note", required=True, width=40, shows=MAIN, aliases=("prompt", "term of reference", "what we asked")),
        Field("answer", "Answer", "note", width=60, shows=MAIN, aliases=("response", "reply", "your answer", "agency response")),
        Field("received_on", "Received", "date", width=13, aliases=("date received",)),
    ),
)
