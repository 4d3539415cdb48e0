"""The composite action plan: actions from every source, what done will look like, and updates that are only added to."""

from datetime import date

from sqlalchemy.orm import Mapped

from lif_desktop.registers.base import Record, Referenced, points_to
from lif_desktop.registers.field import MAIN, Field
from lif_desktop.registers.register import Register


class Action(Referenced):
    """One action with its owner, dates, test of done and evidence."""

    __tablename__ = "actions"

    title: Mapped[str]
    recommendation_id: Mapped[int | None] = points_to("recommendations.id")
    learning_id: Mapped[int | None] = points_to("learning.id")
    review_id: Mapped[int | None] = points_to("reviews.id")
    audit_id: Mapped[int | None] = points_to("audits.id")
    risk_id: Mapped[int | None] = points_to("risks.id")
    meeting_id: Mapped[int | None] = points_to("meetings.id")
    board: Mapped[str | None]
    priority: Mapped[str | None]
    lead_agency_id: Mapped[int | None] = points_to("agencies.id")
    lead_role: Mapped[str | None]
    support: Mapped[str | None]
    start_on: Mapped[date | None]
    due_on: Mapped[date | None]
    original_due_on: Mapped[date | None]
    done_test: Mapped[str | None]
    status: Mapped[str | None]
    percent: Mapped[int | None]
    brag: Mapped[str | None]
    brag_reason: Mapped[str | None]
    latest_update: Mapped[str | None]
    completed_on: Mapped[date | None]
    evidence: Mapped[str | None]
    impact_measure: Mapped[str | None]
    impact_evidence: Mapped[str | None]
    moderation_on: Mapped[date | None]
    signed_off_on: Mapped[date | None]
    signed_off_by: Mapped[str | None]
    assurance_due_on: Mapped[date | None]
    notes: Mapped[str | None]


class ActionUpdate(Record):
    """One dated update on an action; later ones are added beneath it."""

    __tablename__ = "action_updates"

    action_id: Mapped[int] = points_to("actions.id", required=True)
    told_on: Mapped[date | None]
    told_by: Mapped[str | None]
    agency_id: Mapped[int | None] = points_to("agencies.id")
    text: Mapped[str]


WHAT, WHO, DONE = "The action", "Who and when", "Done and its effect"

ACTIONS = Register(
    key="actions", label="Actions", singular="action", model=Action, prefix="ACT", tab=True, title="title",
    match=("ref",), year_from=("start_on", "due_on"),
    computed=(
        Field("state", "State", "status", width=20, shows=("table", "tracker")),
        Field("effect", "Effect", "status", width=24, shows=("table", "tracker")),
    ),
    fields=(
        Field("ref", "Reference", "ref", width=14, shows=MAIN, group=WHAT, aliases=("ref", "action ref", "action no", "action id", "no", "id", "lif ref")),
        Field("title", "Action", required=True, width=40, shows=MAIN, group=WHAT, aliases=("action required", "action to take", "actions", "what", "smart action", "agreed action", "title", "what needs to happen", "what needs to be done", "action needed")),
        Field("review_id", "From review", "link", target="reviews", width=14, group=WHAT, aliases=("review ref", "source review", "review", "case ref", "source")),
        Field("audit_id", "From audit", "link", target="audits", width=14, group=WHAT, aliases=("audit ref", "source audit")),
        Field("learning_id", "Learning point", "link", target="learning", width=14, group=WHAT, aliases=("learning ref", "lp ref", "learning")),
        Field("recommendation_id", "Recommendation", "link", target="recommendations", width=14, group=WHAT, aliases=("rec ref", "recommendation ref", "rec no")),
        Field("risk_id", "Risk", "link", target="risks", width=14, group=WHAT, aliases=("risk ref",)),
        Field("meeting_id", "Meeting", "link", target="meetings", width=14, group=WHAT, aliases=("meeting ref",)),
        Field("board", "Board", "choice", choices="boards", group=WHAT, aliases=("partnership",)),
        Field("priority", "Priority", "choice", choices="priorities", group=WHAT),
        Field("lead_agency_id", "Lead agency", "agency", width=24, shows=MAIN, group=WHO, aliases=("agency", "lead", "owner", "responsible agency", "organisation", "who", "by whom")),
        Field("lead_role", "Lead role", group=WHO, aliases=("lead officer", "role", "responsible officer", "action owner", "named lead")),
        Field("support", "Supported by", group=WHO, aliases=("support",)),
        Field("start_on", "Start", "date", lies="near", group=WHO, aliases=("start date", "date raised", "date agreed", "date set")),
        Field("due_on", "Due", "date", lies="ahead", width=13, shows=MAIN, group=WHO, aliases=("due date", "target date", "timescale", "deadline", "by when", "to be completed by")),
        Field("original_due_on", "First due date", "date", lies="ahead", group=WHO, aliases=("original due date", "original target")),
        Field("done_test", "What done will look like", "note", group=DONE, aliases=("success criteria", "outcome", "how will we know", "measure of success", "intended outcome")),
        Field("status", "Status", "choice", choices="action_statuses", width=14, group=DONE, aliases=("action status", "progress status")),
        Field("percent", "Percent complete", "whole", least=0, most=100, group=DONE, aliases=("% complete", "percentage", "% done")),
        Field("brag", "BRAG set by hand", "choice", choices="brag", group=DONE, aliases=("brag", "rag", "rag rating", "brag rating")),
        Field("brag_reason", "Reason for that BRAG", group=DONE, aliases=("reason for rag",)),
        Field("latest_update", "Latest update", "note", width=40, group=DONE, aliases=("update", "your update", "progress", "progress update", "comments", "progress notes", "latest position")),
        Field("completed_on", "Completed", "date", group=DONE, aliases=("date completed", "completion date", "date of completion", "date closed", "closed on", "closure date")),
        Field("evidence", "Evidence of completion", "note", group=DONE, aliases=("evidence", "evidence seen")),
        Field("impact_measure", "How effect will be measured", "note", group=DONE, aliases=("impact measure",)),
        Field("impact_evidence", "Evidence of effect", "note", group=DONE, aliases=("impact", "evidence of impact", "so what")),
        Field("moderation_on", "Moderation day", "date", lies="near", group=DONE),
        Field("signed_off_on", "Signed off", "date", group=DONE, aliases=("sign off date", "date signed off")),
        Field("signed_off_by", "Signed off by", group=DONE),
        Field("assurance_due_on", "Assurance due", "date", lies="ahead", group=DONE),
        Field("notes", "Notes", "note", group=DONE, aliases=("note",)),
    ),
)

ACTION_UPDATES = Register(
    key="action_updates", label="Updates", singular="update", model=ActionUpdate, parent="actions", title="text",
    match=("action_id", "told_on", "text"), append_only=True,
    fields=(
        Field("action_id", "Action", "link", target="actions", required=True, width=14, shows=MAIN, aliases=("action ref", "ref", "reference", "action no")),
        Field("told_on", "Date", "date", width=13, shows=MAIN, aliases=("date of update", "updated")),
        Field("agency_id", "Agency", "agency", width=22, shows=MAIN, aliases=("organisation",)),
        Field("told_by", "Told by", aliases=("by", "role")),
        Field("text", "Update", "note", required=True, width=50, shows=MAIN, aliases=("progress", "comment", "comments", "progress update")),
    ),
)
