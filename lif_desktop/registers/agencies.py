"""Partner agencies, the people the office writes to, and what agencies are asked to return."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from lif_desktop.registers.base import Record, Referenced, points_to
from lif_desktop.registers.field import MAIN, Field
from lif_desktop.registers.register import Register


class Agency(Referenced):
    """One partner agency, with the other names that offices write for it and what it was merged into."""

    __tablename__ = "agencies"

    name: Mapped[str] = mapped_column(unique=True)
    short: Mapped[str | None]
    also_known_as: Mapped[str | None]
    kind: Mapped[str | None]
    statutory: Mapped[bool | None]
    board: Mapped[str | None]
    active_from: Mapped[date | None]
    active_to: Mapped[date | None]
    merged_into_id: Mapped[int | None] = points_to("agencies.id")
    notes: Mapped[str | None]


class Contact(Record):
    """A role at an agency that the office writes to."""

    __tablename__ = "contacts"

    agency_id: Mapped[int] = points_to("agencies.id", required=True)
    role: Mapped[str]
    person: Mapped[str | None]
    email: Mapped[str | None]
    telephone: Mapped[str | None]
    receives: Mapped[str | None]
    active_to: Mapped[date | None]


class AgencyReturn(Record):
    """Something asked of one agency: asked, due, chased, received, accepted. One table serves every kind."""

    __tablename__ = "agency_returns"

    kind: Mapped[str]
    agency_id: Mapped[int] = points_to("agencies.id", required=True)
    review_id: Mapped[int | None] = points_to("reviews.id")
    audit_id: Mapped[int | None] = points_to("audits.id")
    meeting_id: Mapped[int | None] = points_to("meetings.id")
    year: Mapped[str | None]
    asked_on: Mapped[date | None]
    due_on: Mapped[date | None]
    chased_on: Mapped[date | None]
    chases: Mapped[int | None]
    received_on: Mapped[date | None]
    accepted_on: Mapped[date | None]
    status: Mapped[str | None]
    notes: Mapped[str | None]


class Chase(Record):
    """One reminder to an agency, with everything that was listed in it; later ones are added beneath it."""

    __tablename__ = "chases"

    agency_id: Mapped[int] = points_to("agencies.id", required=True)
    chased_on: Mapped[date]
    step: Mapped[str | None]
    items: Mapped[int | None]
    wanted: Mapped[str]
    sent_to: Mapped[str | None]
    chased_by: Mapped[str | None]


AGENCIES = Register(
    key="agencies", label="Agencies", singular="agency", model=Agency, prefix="AG", tab=True, title="name",
    match=("ref", "name"),
    computed=(Field("awaited", "Returns awaited", "whole", width=12, shows=("table",)),),
    fields=(
        Field("ref", "Reference", "ref", width=10, aliases=("ref", "agency ref", "id", "lif ref")),
        Field("name", "Agency", required=True, width=36, shows=MAIN, aliases=("name", "agency name", "organisation", "organisation name")),
        Field("short", "Short name", width=16, shows=MAIN, aliases=("abbreviation", "initials", "acronym")),
        Field("also_known_as", "Also known as", width=30, aliases=("aka", "other names", "aliases"), help="Other names, with semicolons between them."),
        Field("kind", "Kind", "choice", choices="agency_kinds", width=18, shows=MAIN, aliases=("type", "sector")),
        Field("statutory", "Statutory partner", "yes_no", width=10, shows=MAIN, aliases=("statutory", "statutory partner?")),
        Field("board", "Board", "choice", choices="boards", width=14, shows=MAIN, aliases=("partnership", "member of"), help="Whose yearly report it is asked for and named in. Left empty it counts for both."),
        Field("active_from", "From", "date", lies="near", aliases=("active from",)), Field("active_to", "To", "date", lies="near", aliases=("active to",)),
        Field("merged_into_id", "Merged into", "link", target="agencies", aliases=("now part of",)),
        Field("notes", "Notes", "note", aliases=("comments",)),
    ),
)

CONTACTS = Register(
    key="contacts", label="People", singular="contact", model=Contact, parent="agencies", title="role",
    match=("agency_id", "role"),
    fields=(
        Field("agency_id", "Agency", "agency", required=True, width=26, shows=MAIN, aliases=("organisation",)),
        Field("role", "Role", required=True, width=26, shows=MAIN, aliases=("job title", "title", "position")),
        Field("person", "Person", shows=MAIN, aliases=("name", "contact", "contact name")),
        Field("email", "Email", width=28, shows=MAIN, aliases=("e-mail", "email address")),
        Field("telephone", "Telephone", aliases=("phone", "tel", "telephone number")),
        Field("receives", "Receives", aliases=("purpose",)), Field("active_to", "Until", "date", lies="near"),
    ),
)

RETURNS = Register(
    key="returns", label="Returns", singular="return", model=AgencyReturn, parent="agencies", title="kind",
    match=("kind", "agency_id", "review_id", "audit_id", "meeting_id", "year"),
    computed=(Field("state", "State", "status", width=18, shows=("table", "tracker")),),
    fields=(
        Field("kind", "Return", "choice", choices="return_kinds", required=True, width=22, shows=MAIN, aliases=("type", "kind", "what was asked for", "return type", "document")),
        Field("agency_id", "Agency", "agency", required=True, width=24, shows=MAIN, aliases=("organisation",)),
        Field("review_id", "Review", "link", target="reviews", width=14, shows=MAIN, aliases=("review ref", "case ref", "case", "ref")),
        Field("audit_id", "Audit", "link", target="audits", width=14, aliases=("audit ref",)),
        Field("meeting_id", "Meeting", "link", target="meetings", width=14, aliases=("meeting ref",)),
        Field("year", "Year", aliases=("financial year",)),
        Field("asked_on", "Asked", "date", width=13, aliases=("date requested", "requested", "date sent", "sent")),
        Field("due_on", "Due", "date", lies="ahead", width=13, shows=MAIN, aliases=("due date", "date due", "deadline")),
        Field("chased_on", "Last chased", "date", width=13, aliases=("chased", "date chased")),
        Field("chases", "Times chased", "whole", least=0), Field("received_on", "Received", "date", width=13, shows=MAIN, aliases=("date received", "returned")),
        Field("accepted_on", "Accepted", "date", aliases=("date accepted",)),
        Field("status", "Status", "choice", choices="return_statuses"), Field("notes", "Notes", "note", aliases=("comments",)),
    ),
)

CHASES = Register(
    key="chases", label="Reminders", singular="reminder", model=Chase, parent="agencies", title="wanted",
    match=("agency_id", "chased_on", "step", "wanted"), append_only=True,
    fields=(
        Field("agency_id", "Agency", "agency", required=True, width=24, shows=MAIN, aliases=("organisation",)),
        Field("chased_on", "Date", "date", required=True, width=13, shows=MAIN, aliases=("date chased", "chased", "date of reminder")),
        Field("step", "Step", "choice", choices="chase_steps", width=20, shows=MAIN, aliases=("stage", "reminder")),
        Field("items", "Items", "whole", least=0, width=8, shows=MAIN, aliases=("number of items",)),
        Field("wanted", "What was asked for", "note", required=True, width=50, shows=MAIN, aliases=("items listed", "details")),
        Field("sent_to", "Sent to", width=28, aliases=("to", "recipient")),
        Field("chased_by", "By", aliases=("chaser", "officer")),
    ),
)
