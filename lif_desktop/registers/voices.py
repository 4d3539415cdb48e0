"""Voices (framework 5.11, 8 and 9): practitioners, families, complaints, compliments, disputes, whistleblowing, challenge."""

from datetime import date

from sqlalchemy.orm import Mapped

from lif_desktop.registers.base import Referenced, points_to
from lif_desktop.registers.field import MAIN, Field
from lif_desktop.registers.register import Register


class Voice(Referenced):
    """One message heard. The name of the person who spoke is never kept."""

    __tablename__ = "voices"

    kind: Mapped[str]
    heard_on: Mapped[date | None]
    board: Mapped[str | None]
    agency_id: Mapped[int | None] = points_to("agencies.id")
    other_agency_id: Mapped[int | None] = points_to("agencies.id")
    review_id: Mapped[int | None] = points_to("reviews.id")
    message: Mapped[str]
    theme: Mapped[str | None]
    dispute_stage: Mapped[str | None]
    step_began_on: Mapped[date | None]
    step_due_on: Mapped[date | None]
    response: Mapped[str | None]
    decision: Mapped[str | None]
    responded_on: Mapped[date | None]
    fed_back_on: Mapped[date | None]
    status: Mapped[str | None]
    closed_on: Mapped[date | None]
    notes: Mapped[str | None]


HEARD, DONE = "What was heard", "What was done"

VOICES = Register(
    key="voices", label="Voices", singular="voice", model=Voice, prefix="VOI", tab=True, title="message", match=("ref",),
    year_from=("heard_on",),
    computed=(Field("state", "State", "status", width=16, shows=("table", "tracker")),),
    fields=(
        Field("ref", "Reference", "ref", width=14, shows=MAIN, group=HEARD, aliases=("ref", "log no", "id", "lif ref")),
        Field("kind", "Kind", "choice", choices="voice_kinds", required=True, width=20, shows=MAIN, group=HEARD, aliases=("type", "category", "feedback type")),
        Field("heard_on", "Heard", "date", width=13, shows=MAIN, group=HEARD, aliases=("date", "date received", "date of contact")),
        Field("message", "Key message", "note", required=True, width=44, shows=MAIN, group=HEARD, aliases=("message", "what was said", "summary", "feedback", "concern", "detail"),
              help="What others can learn from. Nobody's name, least of all that of a person who blew the whistle."),
        Field("agency_id", "Agency", "agency", width=22, group=HEARD, aliases=("organisation", "raised by agency", "from agency"), help="In a challenge, the agency that challenges."),
        Field("other_agency_id", "Agency it concerns", "agency", group=HEARD, aliases=("agency concerned", "other agency", "against", "to agency"), help="In a challenge, the agency that is asked."),
        Field("review_id", "Review", "link", target="reviews", group=HEARD, aliases=("review ref",)),
        Field("board", "Board", "choice", choices="boards", group=HEARD, aliases=("partnership",)),
        Field("theme", "Theme", "choice", choices="themes", group=HEARD),
        Field("dispute_stage", "Stage of dispute", "choice", choices="dispute_stages", group=DONE, aliases=("escalation stage", "stage", "step"), help="For disputes and escalations. The Steps tab takes it further."),
        Field("step_began_on", "Step began", "date", group=DONE, aliases=("stage began",)),
        Field("step_due_on", "Step due", "date", lies="ahead", group=DONE, aliases=("due", "response due")),
        Field("response", "Response", "note", group=DONE, aliases=("outcome", "action taken", "reply")),
        Field("decision", "What was decided", "note", group=DONE, aliases=("decision",), help="In a dispute a line for each step, which the Steps tab adds."),
        Field("responded_on", "Responded", "date", group=DONE, aliases=("date of response", "date responded")),
        Field("fed_back_on", "Fed back to the person", "date", group=DONE, aliases=("feedback given",), help="The day the person heard what came of it."),
        Field("status", "Status", "choice", choices="voice_statuses", group=DONE),
        Field("closed_on", "Closed", "date", group=DONE, aliases=("date closed",)), Field("notes", "Notes", "note", group=DONE, aliases=("comments",)),
    ),
)
