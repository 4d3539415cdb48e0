"""What can be recorded about an action: complete, effect seen, signed off, BRAG by hand, another due date."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lif_desktop.framework.dates import show_date
from lif_desktop.framework.progress import Step
from lif_desktop.gui.ask_panel import Ask, Given, Problems
from lif_desktop.gui.learning_asks import Write
from lif_desktop.office import Add, Change, Edit, Office
from lif_desktop.registers import register
from lif_desktop.registers.field import Field

Row = Mapping[str, Any]
_OWN = register("actions")
BUTTONS: dict[Step, str] = {
    "complete": "Mark as complete…",
    "evidenced": "Write the evidence…",
    "effect seen": "Record the effect…",
    "signed off": "Sign off…",
}
"""The button that shows each step."""


def ask_step(office: Office, row: Row, step: Step, write: Write) -> Ask:
    """What is asked to show one step of an action."""
    asks = {"complete": _complete, "evidenced": _evidence, "effect seen": _effect, "signed off": _sign_off}
    return asks[step](office, row, write)


def ask_done_test(row: Row, write: Write) -> Ask:
    """What done will look like."""
    return _plain(
        row, "What will done look like?", ("done_test",), f"Said what done will look like: {row['ref']}", write
    )


def ask_brag(row: Row, write: Write) -> Ask:
    """Another BRAG than the rule gives, with the reason; none goes back to the rule."""

    def written(given: Given) -> None:
        values = dict(given) if given["brag"] else {"brag": None, "brag_reason": None}
        words = "Set the BRAG by hand" if given["brag"] else "Let the rule set the BRAG"
        write(f"{words}: {row['ref']}", [Edit(_OWN.table, row["id"], values, row["version"])])

    def check(given: Given) -> Problems:
        sentence = "Say why. Whoever reads the plan sees another colour than the rule gives."
        return [("brag_reason", sentence)] if given["brag"] and not given["brag_reason"] else []

    colour, reason = _fields("brag", "brag_reason")
    fields = (replace(colour, label="BRAG"), replace(reason, label="Reason", kind="note"))
    values = {"brag": row["brag"], "brag_reason": row["brag_reason"]}
    return Ask("BRAG set by hand", fields, written, values, "Leave it empty to go by the rule again.", check)


def ask_due(office: Office, row: Row, write: Write) -> Ask:
    """Another due date. The first one is kept, and the reason becomes an update."""
    [day] = _fields("due_on")
    why = Field("why", "Reason", "note")

    def written(given: Given) -> None:
        before = show_date(row["due_on"]) or "no date"
        text = f"Due date moved from {before} to {show_date(given['due_on'])}: {given['why']}"
        changes: list[Change] = [
            Edit(_OWN.table, row["id"], {"due_on": given["due_on"], "latest_update": text}, row["version"]),
            Add("action_updates", told(office, row["id"], text)),
        ]
        write(f"Moved {row['ref']} to {show_date(given['due_on'])}", changes)

    def check(given: Given) -> Problems:
        found = [] if given["due_on"] else [("due_on", "Enter the new due date.")]
        if given["due_on"] and given["due_on"] == row["due_on"]:
            found.append(("due_on", "Enter another day than the one it is due now."))
        if not given["why"]:
            found.append(("why", "Enter the reason. It stands among the updates."))
        return found

    return Ask("Move the due date", (replace(day, label="New due date"), why), written, {}, "", check)


def told(office: Office, action: int, text: str, day: Any = None, agency: int | None = None) -> dict[str, Any]:
    """The values of an update on an action, of today and by this person unless told otherwise."""
    values = {"action_id": action, "told_on": day or office.today(), "told_by": office.person, "text": text}
    return values | ({"agency_id": agency} if agency else {})


def _complete(office: Office, row: Row, write: Write) -> Ask:
    def written(given: Given) -> None:
        values = {**given, "status": "complete", "percent": 100}
        write(f"Marked {row['ref']} as complete", [Edit(_OWN.table, row["id"], values, row["version"])])

    day, evidence = _fields("completed_on", "evidence")
    values = {"completed_on": row["completed_on"] or office.today(), "evidence": row["evidence"]}
    words = f"Done was to look like this: {row['done_test']}" if row["done_test"] else ""
    fields = (replace(day, label="Completed on"), evidence)
    return Ask("Mark as complete", fields, written, values, words, lambda given: _day(given, "completed_on", office))


def _evidence(_office: Office, row: Row, write: Write) -> Ask:
    return _plain(row, "What shows that it was done?", ("evidence",), f"Wrote the evidence of {row['ref']}", write)


def _effect(_office: Office, row: Row, write: Write) -> Ask:
    names = ("impact_measure", "impact_evidence")
    return _plain(row, "What effect did it have?", names, f"Recorded the effect of {row['ref']}", write)


def _sign_off(office: Office, row: Row, write: Write) -> Ask:
    def written(given: Given) -> None:
        values = {**given, "status": "signed_off"}
        write(f"Signed off {row['ref']}", [Edit(_OWN.table, row["id"], values, row["version"])])

    def check(given: Given) -> Problems:
        found = [] if given["signed_off_by"] else [("signed_off_by", "Enter who signed it off: a group or a role.")]
        return [*found, *_day(given, "signed_off_on", office)]

    moderation, day, by = _fields("moderation_on", "signed_off_on", "signed_off_by")
    values = {"moderation_on": row["moderation_on"], "signed_off_on": row["signed_off_on"] or office.today()}
    values |= {"signed_off_by": row["signed_off_by"]}
    rule = office.profile.standing_rule("action_assurance")
    words = f"Assurance falls due {rule.number} {rule.unit} later ({rule.source})." if rule else ""
    fields = (moderation, replace(day, label="Signed off on"), by)
    return Ask("Sign off", fields, written, values, words, check)


def _plain(row: Row, heading: str, names: tuple[str, ...], words: str, write: Write) -> Ask:
    """A question whose answers are fields of the action; the last one is needed."""

    def written(given: Given) -> None:
        write(words, [Edit(_OWN.table, row["id"], dict(given), row["version"])])

    def check(given: Given) -> Problems:
        return [] if given[names[-1]] else [(names[-1], "Write it, or press Cancel.")]

    return Ask(heading, _fields(*names), written, {name: row[name] for name in names}, "", check)


def _day(given: Given, name: str, office: Office) -> Problems:
    if not given[name]:
        return [(name, "Enter the day.")]
    return (
        [(name, "That day is still to come. Enter the day on which it happened.")]
        if given[name] > office.today()
        else []
    )


def _fields(*names: str) -> tuple[Field, ...]:
    return tuple(_OWN.field(name) for name in names)
