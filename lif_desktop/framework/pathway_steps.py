"""The steps a review can have. Each is judged by what is recorded for it, and by nothing else."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lif_desktop.framework.dates import show_date
from lif_desktop.framework.pathway_facts import Facts, Found, Way


@dataclass(frozen=True)
class StepKind:
    """A step: its words, its paragraph, how it is judged. After a `gate` is done, what was left before it is passed."""

    key: str
    label: str
    source: str
    look: Callable[[Facts], Found]
    gate: bool = False


def _joined(*parts: str) -> str:
    """Parts of a sentence with semicolons, the first letter large; empty ones are left out."""
    said = "; ".join(part for part in parts if part)
    return said[:1].upper() + said[1:]


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _field(key: str, words: str) -> Way:
    return Way("field", key, words)


def _referral(facts: Facts) -> Found:
    way = _field("referred_on", "Enter the day")
    first = next((name for name in ("referred_on", "notified_on", "opened_on") if facts.has(name)), "")
    word = {"referred_on": "referred", "notified_on": "notified", "opened_on": "opened"}.get(first, "")
    if not first:
        return Found("open", "No day on which it came in", way)
    by = f" by {facts.referrer}" if facts.referrer else ""
    return Found("done", _joined(f"{word} {facts.day(first)}{by}"), way)


def _notification(facts: Facts) -> Found:
    way = _field("notified_on", "Enter the day")
    if facts.has("notified_on"):
        return Found("done", f"Sent {facts.day('notified_on')}", way)
    if facts.has("aware_on"):
        known = f"the council has known since {facts.day('aware_on')}"
        return Found("in_hand", _joined(known, "not sent yet", facts.due_words("notified_on")), way)
    return Found("open", _joined("not sent yet", facts.due_words("notified_on")), way)


def _criteria(facts: Facts) -> Found:
    way = Way("decide", "criteria", "Answer the criteria")
    counted = f"{facts.answered} of {facts.asked} answered"
    if facts.verdict in ("met", "not_met"):
        return Found("done", facts.verdict_says, way)
    if _is_decided(facts):
        return Found("done", _joined("decided", counted), way)
    if facts.answered:
        return Found("in_hand", _joined(facts.verdict_says.rstrip("."), counted), way)
    return Found("open", "Nothing answered yet", way)


def _is_decided(facts: Facts) -> bool:
    telling = [one for one in facts.decisions if one["outcome"] not in (None, "more_information")]
    return bool(telling) or facts.has("decided_on")


def _decision(facts: Facts) -> Found:
    way = Way("decide", "decision", "Record the decision…")
    label = facts.outcomes.get(facts.outcome, "")
    if facts.decision is not None:
        return Found("done" if _is_decided(facts) else "in_hand", _decided(facts, facts.decision), way)
    if facts.has("decided_on"):
        when = f"{label or 'decided'}, {facts.day('decided_on')}"
        return Found("done", _joined(when, "no decision with reasons on record"), way)
    if label:
        return Found("in_hand", _joined(label, "no day and no reasons on record"), way)
    return Found("open", _joined("not decided yet", facts.due_words("decided_on")), way)


def _decided(facts: Facts, row: Mapping[str, Any]) -> str:
    """What was decided, when, by whom; that nobody gave a reason, or that somebody did not agree."""
    label = facts.outcomes.get(row["outcome"] or "", "") or str(row["decision"])
    when = ", ".join(part for part in (label, show_date(row["decided_on"])) if part)
    by = f" by {row['decided_by']}" if row["decided_by"] else ""
    return _joined(
        f"{when}{by}", "" if row["reasons"] else "no reasons given", "with dissent" if row["dissent"] else ""
    )


def _route(facts: Facts) -> Found:
    way = Way("route", "", "Open the other review…")
    if facts.onward:
        return Found("done", f"Led to {', '.join(facts.onward)}", way)
    return Found("open", "The decision means another review", way)


def _told(facts: Facts) -> Found:
    way = _field("told_on", "Enter the day")
    if facts.has("told_on"):
        return Found("done", f"Told {facts.day('told_on')}", way)
    return Found("open", _joined("not told yet, with the reasons", facts.due_words("told_on")), way)


def _terms(facts: Facts) -> Found:
    lines = "" if facts.has("key_lines") else "key lines of enquiry not written"
    if facts.has("terms_agreed_on"):
        way = _field("terms_agreed_on" if facts.has("key_lines") else "key_lines", "Write the key lines")
        return Found("done", _joined(f"agreed {facts.day('terms_agreed_on')}", lines), way)
    if facts.has("terms") or facts.has("key_lines"):
        way = _field("terms_agreed_on", "Enter the day")
        return Found("in_hand", _joined("written, not agreed yet", lines, facts.due_words("terms_agreed_on")), way)
    says = _joined("not written yet", facts.due_words("terms_agreed_on"))
    return Found("open", says, _field("terms", "Write the terms"))


def _methodology(facts: Facts) -> Found:
    way = _field("methodology", "Choose the methods")
    if facts.has("methodology"):
        keys = str(facts.review["methodology"]).split(";")
        return Found("done", ", ".join(facts.methods.get(key, key) for key in keys), way)
    return Found("open", "Not chosen yet", way)


def _reviewer(facts: Facts) -> Found:
    if not facts.has("reviewer"):
        return Found("open", "Nobody named yet", _field("reviewer", "Name the reviewer"))
    name = str(facts.review["reviewer"])
    if not facts.has("conflict_declared"):
        way = _field("conflict_declared", "Ask about a conflict")
        return Found("in_hand", _joined(name, "conflict of interest not asked yet"), way)
    way = _field("conflict_details" if facts.review["conflict_declared"] else "reviewer", "See the reviewer")
    declared = "a conflict of interest declared" if facts.review["conflict_declared"] else "no conflict of interest"
    return Found("done", _joined(name, declared), way)


def _panel(facts: Facts) -> Found:
    way = Way("lines", "panel_members", "Name the panel")
    seats = _counted(facts.panel, "seat") if facts.panel else ""
    if facts.past("panel_on"):
        return Found("done", _joined(seats, f"met {facts.day('panel_on')}"), way)
    if facts.panel:
        return Found("done", _joined(seats, f"meets {facts.day('panel_on')}" if facts.has("panel_on") else ""), way)
    if facts.has("panel_on"):
        return Found("in_hand", _joined(f"meets {facts.day('panel_on')}", "nobody named yet"), way)
    return Found("open", "Nobody named yet", way)


def _family(facts: Facts) -> Found:
    invited = f"invited {facts.day('family_invited_on')}" if facts.has("family_invited_on") else ""
    if facts.has("family_involvement"):
        way = _field("family_involvement", "See their part")
        return Found("done", _joined(invited, "their part is on record"), way)
    if invited:
        way = _field("family_involvement", "Write their part")
        return Found("in_hand", _joined(invited, "nothing on record of what they said"), way)
    return Found("open", "Not invited yet", _field("family_invited_on", "Enter the invitation"))


def _practitioners(facts: Facts) -> Found:
    way = _field("practitioner_involvement", "Write their part")
    event = facts.day("practitioner_event_on")
    if facts.has("practitioner_involvement") or facts.past("practitioner_event_on"):
        said = "their part is on record" if facts.has("practitioner_involvement") else ""
        return Found("done", _joined(f"event {event}" if event else "", said), way)
    if event:
        return Found("in_hand", f"Event planned for {event}", way)
    return Found("open", "Nothing planned yet", way)


def _voice(facts: Facts) -> Found:
    way = _field("voice", "Write it down")
    if facts.has("voice"):
        return Found("done", "On record", way)
    return Found("open", "Not on record yet", way)


def _returns(facts: Facts) -> Found:
    way = Way("lines", "returns", "Ask agencies" if not facts.returns_asked else "See the returns")
    counted = f"{facts.returns_in} of {facts.returns_asked} in" if facts.returns_asked else ""
    last = f"last one {facts.day('returns_in_on')}" if facts.has("returns_in_on") else ""
    if last or (counted and facts.returns_in >= facts.returns_asked):
        return Found("done", _joined(counted, last), way)
    due = facts.due_words("returns_in_on")
    if counted:
        return Found("in_hand", _joined(counted, f"{facts.returns_asked - facts.returns_in} awaited", due), way)
    return Found("open", _joined("nobody asked yet", due), way)


def _report(facts: Facts) -> Found:
    way = _field("submitted_on", "Enter the day")
    due = facts.due_words("submitted_on") or (f"due {facts.day('report_due_on')}" if facts.has("report_due_on") else "")
    if facts.has("submitted_on"):
        return Found("done", f"Submitted {facts.day('submitted_on')}", way)
    if facts.has("draft_shared_on"):
        return Found("in_hand", _joined(f"draft shared {facts.day('draft_shared_on')}", due), way)
    if facts.review.get("status") in ("draft", "sign_off"):
        return Found("in_hand", _joined("being written", due), way)
    return Found("open", _joined("not begun yet", due), way)


def _sign_off(facts: Facts) -> Found:
    way = _field("signed_off_on", "Enter the day")
    if facts.has("signed_off_on"):
        return Found("done", f"Signed off {facts.day('signed_off_on')}", way)
    if facts.review.get("status") == "sign_off":
        return Found("in_hand", _joined("with those who sign it off", facts.due_words("signed_off_on")), way)
    return Found("open", _joined("not signed off yet", facts.due_words("signed_off_on")), way)


def _publication(facts: Facts) -> Found:
    chosen = facts.review.get("publication")
    way = _field("publication", "Decide on it")
    if facts.has("published_on"):
        return Found("done", f"Published {facts.day('published_on')}", way)
    if chosen == "publish":
        planned = f", planned for {facts.day('publish_on')}" if facts.has("publish_on") else ""
        return Found("done", f"To be published{planned}", way)
    if chosen == "do_not_publish":
        if facts.has("publication_reason"):
            return Found("done", "Not to be published; the reason is on record", way)
        return Found("in_hand", "Not to be published; no reason yet", _field("publication_reason", "Write the reason"))
    return Found("open", _joined("undecided", facts.due_words("published_on")), way)


def _share(facts: Facts) -> Found:
    """What a single agency found goes to the others where it bears on them (framework 5.9.3)."""
    said = facts.review.get("shared_between_agencies")
    if said or (said is None and facts.bears_on_others):
        if facts.shared:
            return Found("done", f"Bears on other agencies; shared {_counted(facts.shared, 'time')}", _LEARN)
        return Found("in_hand", "Bears on other agencies; not shared yet", _LEARN)
    way = _field("shared_between_agencies", "Say whether it does")
    if said is not None:
        return Found("done", "Does not bear on other agencies", way)
    return Found("open", "Not said whether it bears on other agencies", way)


_LEARN = Way("new", "learning", "Begin the learning")


def _learning(facts: Facts) -> Found:
    if not facts.learning and not facts.recommendations:
        return Found("open", "None yet", _LEARN)
    points = _counted(facts.learning, "learning point") if facts.learning else ""
    made = _counted(facts.recommendations, "recommendation") if facts.recommendations else ""
    return Found("done", _joined(points, made), Way("lines", "learning", "See the learning"))


def _plan(facts: Facts) -> Found:
    counted = f"{facts.actions_done} of {_counted(facts.actions, 'action')} finished" if facts.actions else ""
    signed = f"signed off {facts.day('plan_signed_off_on')}" if facts.has("plan_signed_off_on") else ""
    if signed or (facts.actions and facts.actions_done >= facts.actions):
        return Found("done", _joined(counted, signed), Way("lines", "learning", "See the actions"))
    if facts.actions:
        return Found("in_hand", counted, Way("lines", "learning", "See the actions"))
    return Found("open", "No action yet", Way("new", "actions", "Begin an action"))


def _moderation(facts: Facts) -> Found:
    """The plan is moderated when it is ready for sign-off (framework 5.8.4)."""
    held = f"held {facts.day('moderation_on')}" if facts.past("moderation_on") else ""
    planned = f"planned for {facts.day('moderation_on')}" if facts.has("moderation_on") and not held else ""
    signed = f"plan signed off {facts.day('plan_signed_off_on')}" if facts.has("plan_signed_off_on") else ""
    if held and signed:
        return Found("done", _joined(held, signed), _field("moderation_on", "See the day"))
    if held:
        way = _field("plan_signed_off_on", "Enter the sign-off")
        return Found("in_hand", _joined(held, "plan not signed off yet"), way)
    way = _field("moderation_on", "Set the day")
    if planned or signed:
        return Found("in_hand", _joined(planned or "no moderation day on record", signed), way)
    return Found("open", "No day set yet", way)


def _assurance(facts: Facts) -> Found:
    way = _field("assured_on", "Enter the day")
    if facts.has("assured_on"):
        return Found("done", f"Given {facts.day('assured_on')}", way)
    if facts.has("assurance_due_on"):
        return Found("in_hand", f"Due {facts.day('assurance_due_on')}", way)
    return Found("open", "Due twelve months after the plan is signed off", way)


def _checks(facts: Facts) -> Found:
    if not facts.looked.total:
        return Found("open", facts.looked.in_words(), Way("checklist", "", "Begin the checklist"))
    way = Way("lines", "review_checks", "Go through it")
    state = "done" if facts.looked.whole else "in_hand" if facts.looked.answered else "open"
    return Found(state, facts.looked.in_words(), way)  # type: ignore[arg-type]


def _closed(facts: Facts) -> Found:
    way = _field("closed_on", "Close the review")
    if facts.has("closed_on"):
        return Found("done", f"Closed {facts.day('closed_on')}", way)
    if facts.review.get("status") == "closed":
        return Found("done", "Closed; no day on record", way)
    return Found("open", "Open", way)


def _by_key(kinds: Iterable[StepKind]) -> dict[str, StepKind]:
    return {kind.key: kind for kind in kinds}


ROUTE = StepKind("route", "Another review", "Framework 4.3.1, 5.7.1, Appendix A", _route)
"""The step that a decision brings with it when it means another review."""

STEPS: dict[str, StepKind] = _by_key(
    (
        StepKind("referral", "Referral", "Framework 5.7.3", _referral),
        StepKind("notification", "Notification to the national Panel", "Working Together", _notification),
        StepKind("criteria", "Criteria", "Framework 5.2, 5.4, 5.8, 5.9", _criteria),
        StepKind("decision", "Decision", "Framework Appendix A", _decision, gate=True),
        StepKind("told", "Referrer and agencies told", "Local practice", _told),
        StepKind("terms", "Terms of reference and key lines of enquiry", "Framework Appendix A", _terms),
        StepKind("methodology", "Methodology", "Framework 5.2.5, 5.4.5, Appendix C", _methodology),
        StepKind("reviewer", "Reviewer, and conflict of interest", "Framework 4.3.1, Appendix A", _reviewer),
        StepKind("panel", "Panel", "Framework Appendix A", _panel),
        StepKind("family", "Family invited and involved", "Framework 2.1, 4.3.1", _family),
        StepKind("practitioners", "Practitioners involved", "Framework 2.1, 4.3.1", _practitioners),
        StepKind("voice", "Voice of the child or adult", "Framework 2.1, 3.4, 4.3.1", _voice),
        StepKind("returns", "Agency returns", "Framework Appendix A, Appendix C", _returns),
        StepKind("report", "Report", "Framework 5.1, Appendix A", _report, gate=True),
        StepKind("sign_off", "Sign-off", "Framework 5.1, 5.8.1", _sign_off, gate=True),
        StepKind("publication", "Decision on publication", "Framework 12.2, 12.3", _publication, gate=True),
        StepKind("share", "Shared where it bears on others", "Framework 5.9.3, 5.9.4", _share),
        StepKind("learning", "Learning points", "Framework 5.7.2, 5.8.3", _learning),
        StepKind("plan", "Action plan", "Framework 5.7.2, 5.8.3", _plan),
        StepKind("moderation", "Moderation day and sign-off of the plan", "Framework 5.8.4", _moderation, gate=True),
        StepKind("assurance", "Twelve-month assurance", "Framework 5.8.4", _assurance, gate=True),
        StepKind("checks", "Principles and quality markers", "Framework 2.1, 4.3.1", _checks),
        StepKind("closed", "Closed", "Framework 5.8.4", _closed, gate=True),
    )
)
"""Every step by its key, in the usual order. A type of review names those it needs, in its own order."""
