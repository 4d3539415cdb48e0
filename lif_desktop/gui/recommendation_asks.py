"""What is asked about a recommendation: its words, what was decided, and the reason where it is refused."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lif_desktop.gui.ask_panel import Ask, Given, Problems
from lif_desktop.gui.learning_asks import Write
from lif_desktop.office import Edit, Office
from lif_desktop.registers import register
from lif_desktop.registers.field import Field

Row = Mapping[str, Any]
_OWN = register("recommendations")
LINKS = {"learning": "learning_id", "reviews": "review_id", "audits": "audit_id"}
"""The column by which a recommendation belongs to a record of a register."""
_DONE = {"accepted": "Accepted", "not_implemented": "Decided not to implement"}
WHY_NOT = (
    "The annual report prints the reason word for word (Care Act 2014 Schedule 2 paragraph 4(1)(g)). Without it the "
    "decision is kept and shown as a gap."
)


def ask_new(office: Office, key: str, number: int, write: Write) -> Ask:
    """A new recommendation of a learning point, review or audit; of a learning point with the one it came from."""
    record = office.record(key, number)
    links = {LINKS[key]: number}
    for source in ("reviews", "audits") if key == "learning" else ():
        if len(record[source]) == 1:
            links[LINKS[source]] = record[source][0]

    def written(given: Given) -> None:
        filled = {key: value for key, value in given.items() if value is not None}
        write(f"Recommended something for {record['ref']}", office.changes_for("recommendations", None, links | filled))

    text, decision, *others = _fields("text", "decision", "reason", "decided_by", "decided_on")
    return Ask("Add a recommendation", (text, decision, *others), written, {"decision": None}, check=_check)


def ask_words(row: Row, write: Write) -> Ask:
    """Everything about a recommendation, to be changed."""

    def written(given: Given) -> None:
        write(f"Changed {row['ref']}", [Edit(_OWN.table, row["id"], dict(given), row["version"])])

    fields = _fields("text", "decision", "reason", "decided_by", "decided_on")
    values = {field.key: row[field.key] for field in fields}
    return Ask(f"Change {row['ref']}", fields, written, values, check=_check)


def ask_decision(office: Office, row: Row, decision: str, write: Write) -> Ask:
    """What was decided: who, when, and why not where it is not to be implemented."""
    refused = decision == "not_implemented"
    names = ("reason", "decided_by", "decided_on") if refused else ("decided_by", "decided_on")
    values = {name: row[name] for name in names}
    values["decided_on"] = row["decided_on"] if row["decision"] == decision else office.today()

    def written(given: Given) -> None:
        changes = [Edit(_OWN.table, row["id"], {"decision": decision, **given}, row["version"])]
        write(f"{_DONE[decision]} {row['ref']}", changes)

    heading = f"{row['ref']} is not to be implemented" if refused else f"{row['ref']} is accepted"
    fields = tuple(replace(one, label="Why not") if one.key == "reason" else one for one in _fields(*names))
    return Ask(heading, fields, written, values, WHY_NOT if refused else "", lambda given: _ahead(given, office))


def _ahead(given: Given, office: Office) -> Problems:
    day = given["decided_on"]
    sentence = "That day is still to come. Enter the day on which it was decided."
    return [("decided_on", sentence)] if day and day > office.today() else []


def _check(given: Given) -> Problems:
    """A reason belongs to what is not to be implemented; with another decision it would never be read."""
    if given["reason"] and given["decision"] != "not_implemented":
        label = "Not to be implemented"
        return [("decision", f"Choose “{label}”, or take the reason out: it is read only with that decision.")]
    return []


def _fields(*names: str) -> tuple[Field, ...]:
    return tuple(_OWN.field(name) for name in names)
