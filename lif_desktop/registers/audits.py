"""Audits (framework section 6): programme, cases with the five tests, and standards with scores."""

from datetime import date

from sqlalchemy.orm import Mapped

from lif_desktop.registers.base import Record, Referenced, points_to
from lif_desktop.registers.field import MAIN, REST, Field, Place
from lif_desktop.registers.register import Register


class Audit(Referenced):
    """One audit of any type: single agency, multi-agency case file, section 11, 175 and 157, quality statement."""

    __tablename__ = "audits"

    audit_type: Mapped[str]
    title: Mapped[str]
    board: Mapped[str | None]
    year: Mapped[str | None]
    theme: Mapped[str | None]
    theme_source: Mapped[str | None]
    lead_agency_id: Mapped[int | None] = points_to("agencies.id")
    lead_officer: Mapped[str | None]
    status: Mapped[str | None]
    requested_by: Mapped[str | None]
    requested_on: Mapped[date | None]
    guidance_sent_on: Mapped[date | None]
    planned_on: Mapped[date | None]
    due_on: Mapped[date | None]
    completed_on: Mapped[date | None]
    cases: Mapped[int | None]
    grade: Mapped[str | None]
    outstanding: Mapped[int | None]
    good: Mapped[int | None]
    requires_improvement: Mapped[int | None]
    inadequate: Mapped[int | None]
    voice_heard: Mapped[str | None]
    making_a_difference: Mapped[str | None]
    happening_as_it_ought: Mapped[str | None]
    meets_standards: Mapped[str | None]
    evidence_applied: Mapped[str | None]
    good_practice: Mapped[str | None]
    improvement: Mapped[str | None]
    findings: Mapped[str | None]
    reported_to: Mapped[str | None]
    reported_on: Mapped[date | None]
    next_due_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    legal_hold: Mapped[bool | None]
    notes: Mapped[str | None]


class AuditCase(Record):
    """One case looked at in an audit, under a pseudonym."""

    __tablename__ = "audit_cases"

    audit_id: Mapped[int] = points_to("audits.id", required=True)
    agency_id: Mapped[int | None] = points_to("agencies.id")
    pseudonym: Mapped[str]
    grade: Mapped[str | None]
    moderated_grade: Mapped[str | None]
    voice_heard: Mapped[str | None]
    making_a_difference: Mapped[str | None]
    happening_as_it_ought: Mapped[str | None]
    meets_standards: Mapped[str | None]
    evidence_applied: Mapped[str | None]
    comments: Mapped[str | None]


class AuditStandard(Record):
    """One agency's answer to one standard, self-assessed and moderated."""

    __tablename__ = "audit_standards"

    audit_id: Mapped[int] = points_to("audits.id", required=True)
    agency_id: Mapped[int | None] = points_to("agencies.id")
    standard: Mapped[str]
    evidence: Mapped[str | None]
    improvement: Mapped[str | None]
    deadline_on: Mapped[date | None]
    self_score: Mapped[int | None]
    moderated_score: Mapped[int | None]
    practitioner_score: Mapped[int | None]


PLAN, RESULT, TESTS, AFTER = "The audit", "What it found", "Five tests", "Reported and next"


def five_tests(shows: tuple[Place, ...] = REST) -> tuple[Field, ...]:
    """The five tests of framework 6.1.2, as fields of an audit and of each of its cases; where they show."""
    return (
        Field("voice_heard", "Voice heard", "choice", choices="evidence_answers", group=TESTS, shows=shows, aliases=("voice", "child's voice heard")),
        Field("making_a_difference", "Making a difference", "choice", choices="evidence_answers", group=TESTS, shows=shows, aliases=("difference made", "impact")),
        Field("happening_as_it_ought", "What happens ought to happen", "choice", choices="evidence_answers", group=TESTS, shows=shows, aliases=("what should happen",)),
        Field("meets_standards", "Meets standards", "choice", choices="evidence_answers", group=TESTS, shows=shows, aliases=("standards met", "meets procedures")),
        Field("evidence_applied", "Good-practice evidence applied", "choice", choices="evidence_answers", group=TESTS, shows=shows, aliases=("evidence based practice",)),
    )


AUDITS = Register(
    key="audits", label="Audits", singular="audit", model=Audit, prefix="audit_types", tab=True, title="title",
    match=("ref",), year_from=("planned_on", "requested_on", "due_on", "completed_on"),
    computed=(Field("state", "State", "status", width=16, shows=("table", "tracker")),),
    fields=(
        Field("ref", "Reference", "ref", width=14, shows=MAIN, group=PLAN, aliases=("ref", "audit ref", "audit no", "audit id", "id", "lif ref")),
        Field("audit_type", "Type", "choice", choices="audit_types", required=True, width=22, shows=MAIN, group=PLAN, aliases=("audit type", "type of audit", "kind")),
        Field("title", "Title", required=True, width=30, shows=MAIN, group=PLAN, aliases=("audit", "audit title", "name of audit", "subject", "topic", "audit name")),
        Field("board", "Board", "choice", choices="boards", group=PLAN, aliases=("partnership",)),
        Field("year", "Year", group=PLAN, aliases=("audit year", "financial year", "cycle")),
        Field("theme", "Theme", "choice", choices="themes", group=PLAN, aliases=("audit theme",)),
        Field("theme_source", "Why this theme", "choice", choices="macfa_sources", group=PLAN, aliases=("source of theme", "rationale", "theme source")),
        Field("lead_agency_id", "Lead agency", "agency", width=22, group=PLAN, aliases=("agency", "organisation", "lead")),
        Field("lead_officer", "Lead officer", group=PLAN, aliases=("auditor", "lead auditor", "audit lead", "responsible officer")),
        Field("status", "Status", "choice", choices="audit_statuses", width=14, group=PLAN, aliases=("stage", "progress")),
        Field("requested_by", "Requested by", group=PLAN, aliases=("requester",)),
        Field("requested_on", "Requested", "date", group=PLAN, aliases=("date requested",)),
        Field("guidance_sent_on", "Guidance to participants", "date", group=PLAN, aliases=("guidance sent", "guidance issued"),
              help="The day on which those who take part were sent the guidance."),
        Field("planned_on", "Planned", "date", lies="ahead", group=PLAN, width=13, aliases=("planned date", "audit date", "date of audit", "start", "start date")),
        Field("due_on", "Due", "date", lies="ahead", width=13, shows=MAIN, group=PLAN, aliases=("due date", "report due", "deadline", "date due")),
        Field("completed_on", "Completed", "date", width=13, group=RESULT, aliases=("date completed", "report received", "completion date")),
        Field("cases", "Cases", "whole", least=0, width=8, group=RESULT, aliases=("no of cases", "number of cases", "sample", "sample size", "cases audited")),
        Field("grade", "Grade", "choice", choices="audit_grades", width=16, shows=MAIN, group=RESULT, aliases=("overall grade", "judgement", "overall judgement", "outcome")),
        Field("outstanding", "Outstanding", "whole", least=0, group=RESULT, aliases=("no outstanding", "o/s")),
        Field("good", "Good", "whole", least=0, group=RESULT, aliases=("no good",)),
        Field("requires_improvement", "Requires improvement", "whole", least=0, group=RESULT, aliases=("ri", "no ri")),
        Field("inadequate", "Inadequate", "whole", least=0, group=RESULT, aliases=("no inadequate",)),
        *five_tests(),
        Field("good_practice", "Good practice", "note", group=RESULT, aliases=("strengths", "what is working well")),
        Field("improvement", "Areas for improvement", "note", group=RESULT, aliases=("areas for development", "improvements", "what are we worried about")),
        Field("findings", "Findings", "note", width=40, group=RESULT, aliases=("key findings", "summary of findings", "summary")),
        Field("reported_to", "Reported to", "choice", choices="groups", group=AFTER, aliases=("reporting to", "group", "presented to")),
        Field("reported_on", "Reported", "date", group=AFTER, aliases=("date reported", "reported on", "date presented")),
        Field("next_due_on", "Next due", "date", lies="ahead", group=AFTER, aliases=("next audit", "re-audit", "re-audit date", "next audit due")),
        Field("closed_on", "Closed", "date", group=AFTER, aliases=("date closed",)),
        Field("legal_hold", "Legal hold", "yes_no", group=AFTER),
        Field("notes", "Notes", "note", group=AFTER, aliases=("comments", "comment", "update")),
    ),
)

PARENT = Field("audit_id", "Audit", "link", target="audits", required=True, width=14, shows=MAIN, aliases=("audit ref", "audit reference", "reference", "ref"))

AUDIT_CASES = Register(
    key="audit_cases", label="Cases", singular="audit case", model=AuditCase, parent="audits", title="pseudonym",
    match=("audit_id", "pseudonym", "agency_id"),
    fields=(
        PARENT,
        Field("pseudonym", "Case", required=True, shows=MAIN, aliases=("case ref", "child", "adult", "case number")),
        Field("agency_id", "Agency", "agency", width=22, shows=MAIN, aliases=("organisation",)),
        Field("grade", "Grade", "choice", choices="audit_grades", shows=MAIN, aliases=("overall grade", "self grade", "agency grade")),
        Field("moderated_grade", "Moderated grade", "choice", choices="audit_grades", shows=MAIN, aliases=("panel grade",)),
        *five_tests(MAIN),
        Field("comments", "Comments", "note", width=40, shows=MAIN, aliases=("comment", "evidence")),
    ),
)

AUDIT_STANDARDS = Register(
    key="audit_standards", label="Standards", singular="standard", model=AuditStandard, parent="audits", title="standard",
    match=("audit_id", "agency_id", "standard"),
    fields=(
        PARENT,
        Field("agency_id", "Agency", "agency", width=22, shows=MAIN, aliases=("organisation",)),
        Field("standard", "Standard", required=True, width=40, shows=MAIN, aliases=("key standard", "statement")),
        Field("evidence", "Evidence", "note", width=40, aliases=("evidence (list and reference all)",)),
        Field("improvement", "Areas for improvement", "note", aliases=("areas for development", "action needed")),
        Field("deadline_on", "Deadline", "date", lies="ahead", aliases=("due", "by when")),
        Field("self_score", "Self-assessment score", "whole", least=0, most=3, width=10, shows=MAIN, aliases=("self score", "self-assessment", "score")),
        Field("moderated_score", "Moderated score", "whole", least=0, most=3, width=10, shows=MAIN, aliases=("moderated",)),
        Field("practitioner_score", "Practitioner survey score", "whole", least=0, most=3, aliases=("practitioner score",)),
    ),
)
