"""Checks of the office's own work: answers to voices, minutes, people to write to, the calendar itself."""

from collections import Counter
from collections.abc import Iterable

from lif_desktop.framework.dates import show_date
from lif_desktop.framework.returns import is_awaited
from lif_desktop.framework.selfcheck.parts import Check, Desk, Gap, Tables, number_of, ref_of

_ASK_FOR_ANSWER = frozenset({"complaint", "whistleblowing"})
_ANSWERED = frozenset({"answered", "closed"})


def _unanswered(tables: Tables, desk: Desk) -> Iterable[Gap]:
    for row in tables["voices"]:
        heard = row["heard_on"]
        answered = row["responded_on"] or row["response"] or row["status"] in _ANSWERED
        if row["kind"] in _ASK_FOR_ANSWER and not answered and desk.passed("voice_response", heard):
            says = (
                f"{ref_of(row)} was heard on {show_date(heard)} and has no response. Write what was answered, and when."
            )
            yield Gap("voice_without_response", "voices", row["id"], ref_of(row), "response", says)


def _no_minutes(tables: Tables, desk: Desk) -> Iterable[Gap]:
    told = {line["meeting_id"] for line in tables["agenda_items"] if line["minutes"]}
    told |= {line["meeting_id"] for line in tables["minute_lines"]}
    for row in tables["meetings"]:
        held = row["held_on"]
        kept = row["minutes"] or row["finalised_on"] or row["minutes_agreed_on"] or row["id"] in told
        if kept or row["status"] in ("cancelled", "minutes_agreed") or desk.is_old(held):
            continue
        if desk.passed("meeting_minutes", held):
            says = (
                f"{ref_of(row)} was held on {show_date(held)} and has no minutes. Write them, or where they are kept."
            )
            yield Gap("meeting_without_minutes", "meetings", row["id"], ref_of(row), "minutes", says)


def _nobody_to_ask(tables: Tables, desk: Desk) -> Iterable[Gap]:
    reached = {
        line["agency_id"]
        for line in tables["contacts"]
        if line["email"] and (line["active_to"] is None or line["active_to"] >= desk.today)
    }
    owed = Counter(row["agency_id"] for row in tables["returns"] if is_awaited(row))
    for row in tables["agencies"]:
        if owed[row["id"]] and row["id"] not in reached:
            name = str(row["short"] or row["name"])
            says = (
                f"{name} owes {number_of(owed[row['id']], 'return')} and nobody there has an e-mail address on record. "
            )
            yield Gap("agency_without_contact", "agencies", row["id"], name, "contacts", f"{says}Add a person.")


def _holidays_end(tables: Tables, desk: Desk) -> Iterable[Gap]:
    if desk.today.year >= desk.calendar.known_to:
        says = f"Bank holidays are known up to {desk.calendar.known_to} only. Clocks that run past it may be a day out."
        yield Gap("holidays_end", "", 0, "", "", says)


CHECKS = (
    Check("voice_without_response", "complaint or disclosure without a response",
          "complaints and disclosures without a response", "Framework 5.11.1", _unanswered),
    Check("meeting_without_minutes", "meeting held without minutes", "meetings held without minutes",
          "Framework 1.8", _no_minutes),
    Check("agency_without_contact", "agency that owes a return, nobody to ask",
          "agencies that owe a return, nobody to ask", "Framework 5.4.4", _nobody_to_ask),
    Check("holidays_end", "bank holiday list that ends soon", "bank holiday lists that end soon",
          "The bank holidays of England and Wales, as published", _holidays_end),
)  # fmt: skip
