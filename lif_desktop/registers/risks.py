"""The boards' risk register (framework section 10): cause, event, consequence, three scores and each re-score."""

from datetime import date

from sqlalchemy.orm import Mapped

from lif_desktop.registers.base import Record, Referenced, points_to
from lif_desktop.registers.field import MAIN, Field
from lif_desktop.registers.register import Register


class Risk(Referenced):
    """One risk to the delivery of safeguarding across the partnership. Scores are 1 to 5."""

    __tablename__ = "risks"

    title: Mapped[str]
    cause: Mapped[str | None]
    event: Mapped[str | None]
    consequence: Mapped[str | None]
    board: Mapped[str | None]
    category: Mapped[str | None]
    priority: Mapped[str | None]
    raised_on: Mapped[date | None]
    review_id: Mapped[int | None] = points_to("reviews.id")
    audit_id: Mapped[int | None] = points_to("audits.id")
    voice_id: Mapped[int | None] = points_to("voices.id")
    indicator_id: Mapped[int | None] = points_to("indicators.id")
    inherent_likelihood: Mapped[int | None]
    inherent_impact: Mapped[int | None]
    controls: Mapped[str | None]
    residual_likelihood: Mapped[int | None]
    residual_impact: Mapped[int | None]
    further_actions: Mapped[str | None]
    target_likelihood: Mapped[int | None]
    target_impact: Mapped[int | None]
    target_on: Mapped[date | None]
    response: Mapped[str | None]
    owner_agency_id: Mapped[int | None] = points_to("agencies.id")
    owner: Mapped[str | None]
    review_every_months: Mapped[int | None]
    last_reviewed_on: Mapped[date | None]
    next_review_on: Mapped[date | None]
    escalated_on: Mapped[date | None]
    escalated_to: Mapped[str | None]
    status: Mapped[str | None]
    closed_on: Mapped[date | None]
    notes: Mapped[str | None]


class RiskScore(Record):
    """One dated score of a risk; none is ever overwritten."""

    __tablename__ = "risk_scores"

    risk_id: Mapped[int] = points_to("risks.id", required=True)
    scored_on: Mapped[date]
    likelihood: Mapped[int]
    impact: Mapped[int]
    scored_by: Mapped[str | None]
    note: Mapped[str | None]


WHAT, SCORES, CARE = "The risk", "Scores and controls", "Owner and review"


def _score(key: str, label: str, *aliases: str) -> Field:
    return Field(key, label, "whole", least=1, most=5, width=8, group=SCORES, aliases=aliases, help="From 1 to 5.")


RISKS = Register(
    key="risks", label="Risks", singular="risk", model=Risk, prefix="RSK", tab=True, title="title", match=("ref",),
    year_from=("raised_on",),
    computed=(
        Field("score", "Score", "whole", width=8, shows=("table", "tracker")),
        Field("band", "Band", width=12, shows=("table", "tracker")),
        Field("state", "State", "status", width=16, shows=("table", "tracker")),
    ),
    fields=(
        Field("ref", "Reference", "ref", width=14, shows=MAIN, group=WHAT, aliases=("ref", "risk ref", "risk id", "risk no", "id", "lif ref")),
        Field("title", "Risk", required=True, width=34, shows=MAIN, group=WHAT, aliases=("risk title", "risk description", "risk statement", "description", "title")),
        Field("cause", "Cause", "note", group=WHAT, aliases=("because of", "due to"), help="Because of what? The risk is said in three parts."),
        Field("event", "Event", "note", group=WHAT, aliases=("there is a risk that", "risk event"), help="What may happen?"),
        Field("consequence", "Consequence", "note", group=WHAT, aliases=("leading to", "effect", "impact on children and adults"), help="What would it mean for children, adults at risk and their families?"),
        Field("board", "Board", "choice", choices="boards", group=WHAT, aliases=("partnership",)),
        Field("category", "Category", "choice", choices="risk_categories", group=WHAT, aliases=("type", "risk category")),
        Field("priority", "Linked priority", group=WHAT, aliases=("priority", "strategic priority")),
        Field("raised_on", "Raised", "date", group=WHAT, aliases=("date raised", "date identified", "date added")),
        Field("review_id", "From review", "link", target="reviews", group=WHAT, aliases=("source review",)),
        Field("audit_id", "From audit", "link", target="audits", group=WHAT, aliases=("source audit",)),
        Field("voice_id", "From voice", "link", target="voices", group=WHAT),
        Field("indicator_id", "From indicator", "link", target="performance", group=WHAT, aliases=("source indicator",)),
        _score("inherent_likelihood", "Inherent likelihood", "gross likelihood", "inherent l", "initial likelihood"),
        _score("inherent_impact", "Inherent impact", "gross impact", "inherent i", "initial impact"),
        Field("controls", "Controls in place", "note", group=SCORES, aliases=("controls", "mitigation", "current controls", "mitigating actions")),
        _score("residual_likelihood", "Residual likelihood", "likelihood", "l", "net likelihood", "current likelihood"),
        _score("residual_impact", "Residual impact", "impact", "i", "net impact", "current impact"),
        Field("further_actions", "Further actions", "note", group=SCORES, aliases=("actions", "planned actions", "further mitigation")),
        _score("target_likelihood", "Target likelihood", "target l"),
        _score("target_impact", "Target impact", "target i"),
        Field("target_on", "Target date", "date", lies="ahead", group=SCORES, aliases=("target by",)),
        Field("response", "Response", "choice", choices="risk_responses", group=SCORES, aliases=("treatment", "4ts", "risk response")),
        Field("owner_agency_id", "Owner agency", "agency", width=22, group=CARE, aliases=("agency", "owning agency", "organisation")),
        Field("owner", "Owner", width=20, group=CARE, aliases=("risk owner", "owner role", "lead", "lead officer")),
        Field("review_every_months", "Review every (months)", "whole", least=1, group=CARE, aliases=("review frequency",)),
        Field("last_reviewed_on", "Last reviewed", "date", group=CARE, aliases=("last review", "date reviewed", "reviewed")),
        Field("next_review_on", "Next review", "date", lies="ahead", width=13, shows=MAIN, group=CARE, aliases=("review date", "next review date", "review due")),
        Field("escalated_on", "Escalated", "date", group=CARE, aliases=("date escalated",)),
        Field("escalated_to", "Escalated to", "choice", choices="groups", group=CARE),
        Field("status", "Status", "choice", choices="risk_statuses", group=CARE, aliases=("open or closed", "open/closed")),
        Field("closed_on", "Closed", "date", group=CARE, aliases=("date closed",)),
        Field("notes", "Notes", "note", group=CARE, aliases=("comments", "update", "commentary", "progress")),
    ),
)

RISK_SCORES = Register(
    key="risk_scores", label="Scores over time", singular="score", model=RiskScore, parent="risks", title="scored_on",
    match=("risk_id", "scored_on"), append_only=True,
    fields=(
        Field("risk_id", "Risk", "link", target="risks", required=True, width=14, shows=MAIN, aliases=("risk ref", "ref", "reference")),
        Field("scored_on", "Scored", "date", required=True, width=13, shows=MAIN, aliases=("date", "date scored")),
        Field("likelihood", "Likelihood", "whole", required=True, least=1, most=5, shows=MAIN, aliases=("l",)),
        Field("impact", "Impact", "whole", required=True, least=1, most=5, shows=MAIN, aliases=("i",)),
        Field("scored_by", "Scored by", shows=MAIN),
        Field("note", "Note", "note", shows=MAIN, aliases=("comment", "reason")),
    ),
)
