"""The spreadsheets about cases: the review tracker with its lines, and the contact list."""

from pathlib import Path

from made_up.content import content
from made_up.files_case_lines import lines
from made_up.writing import MADE_UP, Cell, Sheet, write_xlsx

CHILD_COLUMNS: dict[str, str] = {
    "Case ref": "ref",
    "Type of review": "type",
    "Known as": "name",
    "Current stage": "status",
    "Age group": "age",
    "Key themes": "themes",
    "Referred by": "agency",
    "Date of incident": "incident",
    "Date LA aware": "aware",
    "Date referred": "referred",
    "SIN sent": "notified",
    "Panel date": "panel",
    "Sign off date": "signed_off",
    "Date submitted": "submitted",
    "Panel response": "replied",
    "Decision": "outcome",
    "Date of decision": "decided",
    "Brief circumstances": "told",
    "Immediate actions": "at_once",
    "Voice of the child": "voice",
    "Date opened": "opened",
    "Method": "method",
    "Independent author": "author",
    "ToR agreed": "terms",
    "Family engagement": "family",
    "Practitioner event": "practitioners",
    "Publish?": "publish",
    "Date published": "published",
    "Planned publication": "publish_on",
    "Reason for not publishing": "why_not",
    "Action plan sign off": "plan",
    "Moderation": "moderation",
    "12 month assurance due": "assurance_due",
    "12 month assurance": "assured",
    "Why late": "slip",
    "Suspended from": "suspended_from",
    "Suspended to": "suspended_to",
    "Reason for suspension": "why_suspended",
    "Conflict of interest declared": "conflict",
    "Legal hold": "legal_hold",
    "Inter-agency implications": "shared",
    "Agency ref": "agency_ref",
    "Latest position": "note",
    "Date closed": "closed",
    "Case lead": "lead",
    "Partnership": "board",
    "Terms of reference": "tor",
    "KLOEs": "kloe",
    "Period under review from": "period_from",
    "Period under review to": "period_to",
    "Conflict of interest: details": "conflict_said",
    "Family letter sent": "invited",
    "Learning event": "event",
    "All returns in": "returns_in",
    "Draft circulated": "draft",
    "Outcome letter sent": "informed",
    "CDRM date": "death_meeting",
    "Suspension agreed by": "suspended_by",
    "Ethnicity and culture": "context",
    "Box file": "box",
    "Media interest": "media",
}
ADULT_COLUMNS: dict[str, str] = {
    "Our ref": "ref",
    "Review type": "type",
    "Pseudonym": "name",
    "Position": "status",
    "Age range": "age",
    "Themes": "themes",
    "Referrer": "agency",
    "Referral received": "referred",
    "Date LA aware": "aware",
    "Incident date": "incident",
    "SARCP date": "panel",
    "Decision": "outcome",
    "Date agreed": "decided",
    "Description": "told",
    "Review method": "method",
    "Independent reviewer": "author",
    "Commenced": "opened",
    "ToR agreed": "terms",
    "Family": "family",
    "Practitioners": "practitioners",
    "Voice of the adult": "voice",
    "Sign off": "signed_off",
    "Report sent": "submitted",
    "Publication decision": "publish",
    "Publication date": "published",
    "Reason for not publishing": "why_not",
    "Plan signed off": "plan",
    "Moderation day": "moderation",
    "Assurance due date": "assurance_due",
    "Assurance date": "assured",
    "Multi agency implications": "shared",
    "Conflict of interest declared": "conflict",
    "Agency case no": "agency_ref",
    "Closure date": "closed",
    "Comments": "note",
    "Case lead": "lead",
    "Board": "board",
    "Terms of reference": "tor",
    "Key lines": "kloe",
    "Period under review from": "period_from",
    "Period under review to": "period_to",
    "Conflict of interest: details": "conflict_said",
    "Family invited on": "invited",
    "Practitioner event date": "event",
    "Returns complete": "returns_in",
    "Draft report shared": "draft",
    "Referrer told": "informed",
    "Suspended from": "suspended_from",
    "Suspended to": "suspended_to",
    "Reason for suspension": "why_suspended",
    "Suspension agreed by": "suspended_by",
    "Why late": "slip",
    "Legal hold": "legal_hold",
    "Equality": "context",
    "Commissioning cost code": "cost",
}
_LONG = {
    "Brief circumstances": 52,
    "Description": 52,
    "Immediate actions": 34,
    "Voice of the child": 34,
    "Latest position": 34,
    "Comments": 34,
    "Family engagement": 28,
    "Family": 28,
    "Practitioner event": 26,
    "Practitioners": 26,
    "Key themes": 24,
    "Themes": 24,
    "Known as": 18,
    "Independent author": 22,
    "Independent reviewer": 22,
    "Voice of the adult": 30,
    "Ethnicity and culture": 30,
    "Equality": 30,
    "Reason for not publishing": 28,
    "Why late": 26,
    "Terms of reference": 46,
    "KLOEs": 40,
    "Key lines": 40,
    "Conflict of interest: details": 30,
    "Reason for suspension": 30,
    "Type of review": 18,
}
_TITLE = "Case review tracker (MASTER v14)"


def _cases(which: str, columns: dict[str, str]) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for number, case in enumerate(content("cases")[which], 1):
        whole = dict(case)
        whole["suspended_from"], whole["suspended_to"] = whole.pop("suspended", (None, None))
        whole["period_from"], whole["period_to"] = whole.pop("period", (None, None))
        whole["box"] = f"CR{number:03d}"
        whole["media"] = "Yes" if case.get("publish") == "Published" and number % 3 == 0 else ""
        whole["cost"] = f"SAB{4100 + number}" if case["type"] in ("SAR", "Discretionary SAR", "SAR s.44(4)") else ""
        rows.append([whole.get(key) for key in columns.values()])
    return rows


def review_tracker(path: Path) -> None:
    """The business office's own master tracker: guidance, two sheets of cases, and sheets of lines."""
    guidance = Sheet(
        "READ ME",
        ["How to keep this tracker"],
        [
            ["One row for each case. Give the next reference and never use it again."],
            ["Pseudonyms only: no names, initials or dates of birth."],
            ["SIN = serious incident notification; RR = rapid review; SAR = safeguarding adults review."],
            ["Grey columns are hidden: unhide J and K before adding a box file."],
            [MADE_UP],
        ],
        above=[_TITLE],
        widths={"How to keep this tracker": 90},
    )
    children = Sheet(
        "Children",
        list(CHILD_COLUMNS),
        _cases("children", CHILD_COLUMNS),
        above=[
            _TITLE,
            "Stockport Safeguarding Children Partnership. OFFICIAL-SENSITIVE. Updated 20 November 2026",
            MADE_UP,
        ],
        below=["Key: RR 15 working days from SIN sent. LCSPR 6 months from decision."],
        groups=[
            ("Date of incident", "Panel response", "Dates"),
            ("Publish?", "Reason for not publishing", "Publication"),
        ],
        hidden=["Box file"],
        widths=_LONG,
        gap=2,
        forms={
            "SIN sent": "slashes",
            "Date LA aware": "slashes",
            "Panel date": "brief",
            "Date published": "ordinal",
            "Date closed": "abbreviated",
        },
    )
    adults = Sheet(
        "Adults and other bodies",
        list(ADULT_COLUMNS),
        _cases("adults", ADULT_COLUMNS),
        above=["SAR and other reviews log", f"SSAB, DHR, MAPPA, NHS and external. {MADE_UP}"],
        widths=_LONG,
        form="dots",
        forms={"Referral received": "real", "Date agreed": "brief", "Publication date": "words"},
        offset=1,
        head="#5B2C6F",
    )
    write_xlsx(path, [guidance, children, adults, *lines()], _TITLE)


def contact_list(path: Path) -> None:
    """Whom the office writes to."""
    headings = ["Organisation", "Job title", "Contact name", "Email address", "Tel", "Purpose", "Building"]
    rows: list[list[Cell]] = [
        [agency, role, person, f"{box}@stockport-made-up.example", f"0161 496 {digits}", receives, None]
        for agency, role, person, box, digits, receives in content("people")["contacts"]
    ]
    sheet = Sheet(
        "Contacts",
        headings,
        rows,
        above=["Safeguarding leads: contact list", "Issued November 2026. Tell the office of changes.", MADE_UP],
        widths={"Organisation": 26, "Job title": 28, "Contact name": 24, "Email address": 46, "Purpose": 34},
        hidden=["Building"],
        gap=2,
    )
    write_xlsx(path, [sheet], "Contact list")
