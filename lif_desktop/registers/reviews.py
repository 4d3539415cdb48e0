"""Reviews of serious cases, statutory and local (framework sections 4 and 5; appendices A to C)."""

from datetime import date

from sqlalchemy.orm import Mapped

from lif_desktop.registers.base import Referenced, points_to
from lif_desktop.registers.field import MAIN, Field
from lif_desktop.registers.register import Register


class Review(Referenced):
    """One case under review, from referral to twelve-month assurance. Pseudonyms only."""

    __tablename__ = "reviews"

    review_type: Mapped[str]
    profile: Mapped[str | None]
    board: Mapped[str | None]
    pseudonym: Mapped[str | None]
    status: Mapped[str | None]
    age_band: Mapped[str | None]
    themes: Mapped[str | None]
    referring_agency_id: Mapped[int | None] = points_to("agencies.id")
    agency_reference: Mapped[str | None]
    lead_officer: Mapped[str | None]
    incident_on: Mapped[date | None]
    aware_on: Mapped[date | None]
    referred_on: Mapped[date | None]
    notified_on: Mapped[date | None]
    opened_on: Mapped[date | None]
    same_day: Mapped[bool | None]
    panel_on: Mapped[date | None]
    report_due_on: Mapped[date | None]
    original_due_on: Mapped[date | None]
    extension_reason: Mapped[str | None]
    extension_agreed_by: Mapped[str | None]
    suspended_from: Mapped[date | None]
    suspended_to: Mapped[date | None]
    suspension_reason: Mapped[str | None]
    suspension_agreed_by: Mapped[str | None]
    submitted_on: Mapped[date | None]
    slip_reason: Mapped[str | None]
    panel_reply_on: Mapped[date | None]
    outcome: Mapped[str | None]
    decided_on: Mapped[date | None]
    methodology: Mapped[str | None]
    reviewer: Mapped[str | None]
    conflict_declared: Mapped[bool | None]
    conflict_details: Mapped[str | None]
    terms_agreed_on: Mapped[date | None]
    terms: Mapped[str | None]
    key_lines: Mapped[str | None]
    period_from: Mapped[date | None]
    period_to: Mapped[date | None]
    summary: Mapped[str | None]
    immediate_action: Mapped[str | None]
    family_involvement: Mapped[str | None]
    practitioner_involvement: Mapped[str | None]
    family_invited_on: Mapped[date | None]
    practitioner_event_on: Mapped[date | None]
    voice: Mapped[str | None]
    context: Mapped[str | None]
    returns_in_on: Mapped[date | None]
    draft_shared_on: Mapped[date | None]
    death_meeting_on: Mapped[date | None]
    told_on: Mapped[date | None]
    signed_off_on: Mapped[date | None]
    publication: Mapped[str | None]
    publication_reason: Mapped[str | None]
    publish_on: Mapped[date | None]
    published_on: Mapped[date | None]
    plan_signed_off_on: Mapped[date | None]
    moderation_on: Mapped[date | None]
    assurance_due_on: Mapped[date | None]
    assured_on: Mapped[date | None]
    shared_between_agencies: Mapped[bool | None]
    closed_on: Mapped[date | None]
    legal_hold: Mapped[bool | None]
    marking: Mapped[str | None]
    notes: Mapped[str | None]


CASE, CLOCK, WORK, LEARN, REPORT, AFTER = (
    "The case", "Dates and clock", "How it is reviewed", "Voice and involvement", "Report and publication", "Afterwards"
)

REVIEWS = Register(
    key="reviews", label="Reviews", singular="review", model=Review, prefix="review_types", tab=True,
    title="pseudonym", match=("ref",), year_from=("referred_on", "opened_on", "notified_on", "incident_on"),
    computed=(
        Field("next_step", "Next step", width=22, shows=("table", "tracker")),
        Field("next_due", "Due", "date", lies="ahead", width=13, shows=("table", "tracker")),
        Field("state", "State", "status", width=16, shows=("table", "tracker")),
    ),
    fields=(
        Field("ref", "Reference", "ref", width=14, shows=MAIN, group=CASE,
              aliases=("ref", "case ref", "case reference", "review ref", "reference number", "our ref", "case no",
                       "review no", "id", "lif ref")),
        Field("review_type", "Type", "choice", choices="review_types", required=True, width=24, shows=MAIN, group=CASE,
              aliases=("review type", "type of review", "process", "category of review")),
        Field("pseudonym", "Pseudonym", width=15, shows=MAIN, group=CASE,
              aliases=("case name", "known as", "subject", "case", "child or adult", "name used", "alias"),
              help="A made-up name such as Child A. Never a real name or initials."),
        Field("board", "Board", "choice", choices="boards", group=CASE, aliases=("partnership", "children or adults")),
        Field("status", "Stage", "choice", choices="review_statuses", width=20, shows=MAIN, group=CASE,
              aliases=("status", "current status", "current stage", "position")),
        Field("age_band", "Age band", "choice", choices="age_bands", group=CASE, aliases=("age group", "age range", "age"),
              help="A band, never a date of birth."),
        Field("themes", "Themes", "choices", choices="themes", group=CASE, aliases=("theme", "key themes", "keywords")),
        Field("referring_agency_id", "Referred by", "agency", group=CASE, width=22,
              aliases=("referring agency", "referrer", "agency", "agency referring", "referred by agency")),
        Field("agency_reference", "Agency's own reference", group=CASE, aliases=("agency ref", "your ref", "agency case no")),
        Field("lead_officer", "Lead officer", group=CASE, aliases=("lead", "case lead", "coordinator", "office lead")),
        Field("summary", "Summary", "note", group=CASE, width=40,
              aliases=("brief summary", "circumstances", "brief circumstances", "outline", "description", "what happened")),
        Field("immediate_action", "Immediate safety action", "note", group=CASE, aliases=("immediate action", "immediate actions")),
        Field("incident_on", "Incident", "date", group=CLOCK,
              aliases=("incident date", "date of incident", "date of death or incident", "date of harm", "date of death / harm", "date of death or harm")),
        Field("aware_on", "Council aware", "date", group=CLOCK, aliases=("date la aware", "la aware", "date became aware")),
        Field("referred_on", "Referred", "date", group=CLOCK, width=13,
              aliases=("referral date", "date of referral", "date referred", "referral received", "date received", "date referral received",
                       "date referral rec'd")),
        Field("notified_on", "Notification sent", "date", group=CLOCK,
              aliases=("sin sent", "sin date", "notification date", "date of notification", "notified to panel", "date sin sent"),
              help="The day the serious incident notification went to the national Panel. The rapid review clock starts here."),
        Field("opened_on", "Opened", "date", group=CLOCK, aliases=("date opened", "start date", "started", "commenced")),
        Field("same_day", "First day counts as day 1", "yes_no", group=CLOCK,
              help="Usually the day after is day 1. From Thursday 2 April 2026, 15 working days end on 27 April 2026; "
              "where the first day counts, on 24 April 2026."),
        Field("panel_on", "Panel meeting", "date", lies="near", group=CLOCK, aliases=("panel date", "panel", "date of panel", "rr panel date", "sarcp date")),
        Field("report_due_on", "Report due", "date", lies="ahead", group=CLOCK, aliases=("due date", "due", "deadline", "target date", "date due")),
        Field("original_due_on", "First due date", "date", lies="ahead", group=CLOCK, aliases=("original due date", "original deadline")),
        Field("extension_reason", "Reason for extension", "note", group=CLOCK, aliases=("extension", "reason for delay", "delay reason")),
        Field("extension_agreed_by", "Extension agreed by", group=CLOCK),
        Field("suspended_from", "Suspended from", "date", group=CLOCK),
        Field("suspended_to", "Suspended to", "date", lies="ahead", group=CLOCK),
        Field("suspension_reason", "Reason for suspension", "note", group=CLOCK),
        Field("suspension_agreed_by", "Suspension agreed by", group=CLOCK),
        Field("submitted_on", "Report submitted", "date", group=CLOCK,
              aliases=("submitted", "date submitted", "submitted to panel", "report sent", "report completed", "date completed", "completed")),
        Field("slip_reason", "Reason it was late", "note", group=CLOCK, aliases=("reason late", "why late")),
        Field("returns_in_on", "Last return in", "date", group=CLOCK, aliases=("all returns in", "returns complete")),
        Field("draft_shared_on", "Draft shared", "date", group=CLOCK, aliases=("draft circulated", "draft report shared")),
        Field("death_meeting_on", "Child death meeting or inquest ended", "date", group=CLOCK,
              aliases=("cdrm date", "inquest date", "child death review meeting")),
        Field("panel_reply_on", "Panel replied", "date", group=CLOCK, aliases=("panel response", "panel reply")),
        Field("told_on", "Referrer and agencies told", "date", group=CLOCK, aliases=("referrer told", "outcome letter sent")),
        Field("outcome", "Outcome", "choice", choices="review_outcomes", group=WORK, width=24, aliases=("decision", "result", "recommendation made")),
        Field("decided_on", "Decided", "date", group=WORK, aliases=("decision date", "date of decision", "date agreed")),
        Field("methodology", "Methodology", "choices", choices="methodologies", group=WORK, aliases=("method", "review method", "model used")),
        Field("reviewer", "Reviewer or author", group=WORK, aliases=("author", "independent author", "reviewer", "lead reviewer", "independent reviewer")),
        Field("conflict_declared", "Conflict of interest declared", "yes_no", group=WORK),
        Field("conflict_details", "Conflict of interest, details", "note", group=WORK),
        Field("terms", "Terms of reference", "note", group=WORK, aliases=("tor", "terms")),
        Field("terms_agreed_on", "Terms of reference agreed", "date", group=WORK, aliases=("tor agreed", "terms agreed")),
        Field("key_lines", "Key lines of enquiry", "note", group=WORK, aliases=("kloe", "kloes", "key lines")),
        Field("period_from", "Period under review from", "date", group=WORK),
        Field("period_to", "Period under review to", "date", group=WORK),
        Field("family_involvement", "Family involvement", "note", group=LEARN, aliases=("family", "family contact", "family engagement")),
        Field("practitioner_involvement", "Practitioner involvement", "note", group=LEARN, aliases=("practitioner event", "practitioners")),
        Field("family_invited_on", "Family invited", "date", group=LEARN, aliases=("family invited on", "family letter sent")),
        Field("practitioner_event_on", "Practitioner event held", "date", lies="near", group=LEARN, aliases=("practitioner event date", "learning event")),
        Field("voice", "Voice of the child or adult", "note", group=LEARN,
              aliases=("voice of the child", "voice of the adult", "voice", "lived experience", "vop")),
        Field("context", "Family, identity and equality", "note", group=LEARN,
              aliases=("family context", "context", "equality and diversity", "race ethnicity and culture", "ethnicity and culture", "equality"),
              help="Who belongs to the family; race, ethnicity, culture, faith, language, disability, poverty; what part they played."),
        Field("signed_off_on", "Signed off", "date", group=REPORT, aliases=("sign off", "sign off date", "approved", "date signed off")),
        Field("publication", "Publication", "choice", choices="publication", group=REPORT, aliases=("publish", "publication decision", "to be published")),
        Field("publication_reason", "Reason for not publishing", "note", group=REPORT),
        Field("publish_on", "Publication planned", "date", lies="ahead", group=REPORT, aliases=("planned publication",)),
        Field("published_on", "Published", "date", group=REPORT, aliases=("publication date", "date published")),
        Field("plan_signed_off_on", "Action plan signed off", "date", group=AFTER, aliases=("action plan sign off", "plan signed off")),
        Field("moderation_on", "Moderation day", "date", lies="near", group=AFTER, aliases=("moderation",)),
        Field("assurance_due_on", "Assurance due", "date", lies="ahead", group=AFTER, aliases=("12 month assurance due", "assurance due date")),
        Field("assured_on", "Assurance given", "date", group=AFTER, aliases=("12 month assurance", "assurance date")),
        Field("shared_between_agencies", "Bears on other agencies", "yes_no", group=AFTER, aliases=("inter-agency implications", "multi agency implications")),
        Field("closed_on", "Closed", "date", group=AFTER, aliases=("date closed", "closure date", "closed date")),
        Field("legal_hold", "Legal hold", "yes_no", group=AFTER, help="Nothing is destroyed while this is ticked."),
        Field("marking", "Marking", "choice", choices="markings", group=AFTER, aliases=("protective marking", "classification")),
        Field("notes", "Notes", "note", group=AFTER, aliases=("comments", "comment", "update", "latest position", "progress")),
    ),
)

EVENT_FIELDS = {
    "notification_sent": "notified_on", "la_aware": "aware_on", "homicide_known": "aware_on", "review_agreed": "decided_on",
    "publication": "publish_on", "panel_reply": "panel_reply_on", "action_plan_signed_off": "plan_signed_off_on",
    "referral_received": "referred_on", "mappa_form_completed": "referred_on", "terms_agreed": "terms_agreed_on",
    "review_meeting": "panel_on", "death": "incident_on", "charge": "incident_on", "commissioned": "opened_on",
    "returns_complete": "returns_in_on", "draft_shared": "draft_shared_on", "child_death_meeting": "death_meeting_on",
    "incident": "incident_on", "notification_received": "opened_on",
    "report_sent": "submitted_on",
}
"""The date of a review that dates each event from which a profile's rules count. Others are dated on the milestone."""

HAPPENED_FIELDS = {"publication": "published_on"}
"""The date that dates an event in the place of the planned one, once it has happened."""

FINISH_FIELDS = {
    "rr_notification": "notified_on", "rr_partners_told": "notified_on", "rr_sign_off": "signed_off_on",
    "rr_report": "submitted_on", "cspr_publish": "published_on", "sar_considered": "decided_on",
    "sar_complete": "submitted_on", "dhr_decision": "decided_on", "dhr_complete": "submitted_on",
    "malr_terms": "terms_agreed_on", "malr_summary": "submitted_on", "mhhr_complete": "submitted_on",
    "sfo_review": "submitted_on", "assurance": "assured_on", "rr_feedback": "told_on", "rr_returns": "returns_in_on",
    "sar_chronologies": "returns_in_on", "malr_records": "returns_in_on", "malr_meeting": "panel_on",
    "cdr_meeting": "death_meeting_on", "rr_panel": "panel_on", "rr_panel_reply": "panel_reply_on",
    "cspr_terms": "terms_agreed_on", "cspr_returns": "returns_in_on", "cspr_draft": "draft_shared_on",
    "cspr_approved": "signed_off_on", "sar_draft": "draft_shared_on", "sar_approved": "signed_off_on",
}
"""The date of a review that says when a milestone was done, by the key of its rule."""
