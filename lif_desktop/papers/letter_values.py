"""What is filled into the words of letters: names from the review, its decision, its returns and their due days."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from lif_desktop.framework.chasing import Step, furthest
from lif_desktop.framework.clocks import explain
from lif_desktop.framework.dates import show_date
from lif_desktop.framework.return_forms import load_return_forms
from lif_desktop.framework.returns import is_awaited
from lif_desktop.office.case_lines import frozen_rule
from lif_desktop.office.chase_words import chair_words, owner_words
from lif_desktop.office.issued import Issue, issued
from lif_desktop.office.owed import Item
from lif_desktop.papers.blocks import Block, Box, Bullets, Paragraph, Run, Text, bold
from lif_desktop.papers.gather import NOT_DECIDED, Records, Row, is_live
from lif_desktop.papers.letter_readers import Reader
from lif_desktop.papers.letter_words import LetterWords, filled
from lif_desktop.papers.words import capital, count, lines, one_line
from lif_desktop.places import resources
from lif_desktop.registers.reviews import FINISH_FIELDS

if TYPE_CHECKING:
    from lif_desktop.office.office import Office

BLANK = "_" * 28
"""Room to write a name by hand: the office file holds no real names."""

EMAIL, TELEPHONE = "office_email", "office_telephone"
"""Settings of the office: how those it writes to reach it."""

ANSWER_WITHIN = 10
"""Working days for an answer where no other day is known. Local figure."""

Values = Mapping[str, str]


def values_of(records: Records, review: Row, reader: Reader, words: LetterWords) -> dict[str, str]:
    """What each name of a letter stands for; nothing where the records do not say."""
    kind = records.profile.review_type(review["review_type"])
    decision = current_decision(records, review)
    email = one_line(records.office.setting(EMAIL))
    decided = (decision or review)["decided_on"]
    found = {
        "partnership": records.partnership,
        "ref": str(review["ref"]),
        "case": one_line(records.case(review)),
        "type": _lowered(kind.label.partition(" (")[0]),
        "owner": kind.owner[:1].lower() + kind.owner[1:] if kind.owner.startswith("The ") else f"the {kind.owner}",
        "law": kind.law,
        "today": show_date(records.today),
        "agency": reader.name,
        "role": reader.role,
        "email": email or BLANK,
        "telephone": one_line(records.office.setting(TELEPHONE)) or BLANK,
        "send_to": email or "the address that this letter came from",
        "person": one_line(records.office.person),
        "answer_by": show_date(records.calendar.add(records.today, ANSWER_WITHIN)),
        "blank": BLANK,
        "step": "",
        "workbooks": "; ".join(
            f"workbook “{records.label('return_kinds', item.row['kind'])}”"
            for item, _ in workbooks_of(records.office, reader)
        ),
        "event": _event_words(records, review),
        "decided_on": show_date(decided),
        "decided_words": f" on {show_date(decided)}" if decided else "",
        "referred_words": f" of {show_date(review['referred_on'])}" if review["referred_on"] else "",
        "next_words": _next_words(review, records.today),
        "stands_words": "under way" if is_live(review) else "closed",
        "why": reader.why,
    }
    found["law_words"] = filled(words.law(kind.asks_under), found)
    found["step"] = _step_words(records, step_of(records, reader))
    return found


def workbooks_of(office: "Office", reader: Reader) -> tuple[tuple[Item, Issue], ...]:
    """What a reader still owes with the newest workbook that was made for it, where one was and is kept."""
    wanted = [item for item in reader.items if item.register == "returns" and is_awaited(item.row)]
    newest = ((item, next(iter(issued(office, "returns", item.id, "return")), None)) for item in wanted)
    return tuple((item, one) for item, one in newest if one is not None and one.kept)


def _event_words(records: Records, review: Row) -> str:
    """When and where practitioners meet, with room for what the records do not say or what is past."""
    held = review["practitioner_event_on"]
    on = show_date(held) if held and held >= records.today else f"on {BLANK[::2]}"
    return f"{on}, at {BLANK}"


def current_decision(records: Records, review: Row) -> Row | None:
    """The decision on a review that stands: the latest that no other one supersedes."""
    own = records.lines("decisions", "review_id", review["id"])
    standing = [row for row in own if row["standing"].word == "Stands"]
    return max(standing, key=lambda row: (str(row["decided_on"] or ""), row["id"]), default=None)


def step_of(records: Records, reader: Reader) -> Step:
    """The step of the ladder that a reminder to a reader is: the first, or the second where one went before.

    Only the letter to the chair is the chair's, so an agency gets a second reminder at the most.
    """
    due = [step for item in reader.items if (step := item.step(records.office)) is not None]
    highest = furthest(due)
    if highest is None or highest.key == "reminder":
        return "reminder"
    return "second_reminder"


def inserts(records: Records, review: Row, reader: Reader) -> dict[str, Callable[[], tuple[Block, ...]]]:
    """What the records put into a part of a letter, by the word that asks for it."""
    return {
        "returns": lambda: _returns(records, review, reader),
        "reminder": lambda: _reminder(records, reader),
        "overdue": lambda: _overdue(records, reader),
        "decision": lambda: _decision(records, review),
        "reach": lambda: _reach(records),
    }


def _reach(records: Records) -> tuple[Block, ...]:
    """How the office is reached, as far as it has been said."""
    found = [
        (label, one_line(records.office.setting(key))) for label, key in (("Telephone", TELEPHONE), ("E-mail", EMAIL))
    ]
    said = [f"{label}: {text}" for label, text in found if text]
    if said:
        return (Paragraph("\n".join(said)),)
    return (
        Box(
            "Gap: nothing says how to reach the office",
            "Write its e-mail and its telephone in the window Letters, beneath the list of readers.",
            "gap",
        ),
    )


def _lowered(label: str) -> str:
    """A type within a sentence: "child rapid review", but "MAPPA serious case review"."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _step_words(records: Records, step: Step) -> str:
    return records.label("chase_steps", step)


# Returns


def _returns(records: Records, review: Row, reader: Reader) -> tuple[Block, ...]:
    if not reader.items:
        return (
            Box(
                "Gap: nothing is asked of anybody for this review",
                "Ask agencies in the tab Returns of the review. What you ask and by when then stands here.",
                "gap",
            ),
        )
    forms = load_return_forms(resources() / "returns" / "returns.toml").forms
    points: list[Text] = []
    for item in reader.items:
        form = forms.get(str(item.row["kind"]))
        what = capital(one_line(form.asks)) if form else ""
        label = records.label("return_kinds", item.row["kind"])
        points.append(
            (*bold(f"{label}. "), Run(f"{what}\n" if what else ""), _gap_or(_due_words(records, review, item)))
        )
    return (Bullets(tuple(points)),)


def _gap_or(words: str) -> Run:
    """Words, in bold where they name a gap, so that nobody sends them unseen."""
    return Run(words, bold=words.startswith("Gap: "))


def _due_words(records: Records, review: Row, item: Item) -> str:
    """By when a return is asked for, and why that day; what it lacks is named."""
    row = item.row
    if row["received_on"] or row["accepted_on"]:
        return f"Received {show_date(row['received_on'] or row['accepted_on'])}. Nothing more is needed."
    if not row["due_on"]:
        return "Gap: no day is set. Write it into the return."
    if row["due_on"] < records.today:
        return (
            f"Gap: the day it was due, {show_date(row['due_on'])}, has passed. Set a new one under Returns, or write a "
            "reminder."
        )
    why = _why(records, review, row)
    return f"Due {show_date(row['due_on'])}{f': {why}' if why else ''}."


def _why(records: Records, review: Row, row: Row) -> str:
    """Why a return is due on its day: the stage of the review that waits for it, else the days since it was asked."""
    for line in records.lines("milestones", "review_id", review["id"]):
        waits = FINISH_FIELDS.get(line["key"]) == "returns_in_on" and line["due_on"] == row["due_on"]
        if waits and line["counted_from"] and not line["extension_reason"]:
            said = explain(frozen_rule(line), line["counted_from"], records.calendar, bool(line["same_day"]))
            event = f", {line['event_words']}" if line["event_words"] else ""
            reason, _, notes = said.partition(": ")[2].partition("; ")
            return f"{reason}{event}{f'; {notes}' if notes else ''}"
    days = records.calendar.count(row["asked_on"], row["due_on"]) if row["asked_on"] else 0
    return f"{count(days, 'working day')} from {show_date(row['asked_on'])}" if days > 0 else ""


# Reminders


def _reminder(records: Records, reader: Reader) -> tuple[Block, ...]:
    if not reader.items:
        return (Box("Nothing is awaited", "No agency owes a return for this review, so no reminder is due.", "note"),)
    return _listed(owner_words(records.office, step_of(records, reader), reader.items))


def _overdue(records: Records, reader: Reader) -> tuple[Block, ...]:
    if not reader.items:
        return (Box("Nothing is overdue", "No return for this review is late, so the chair is told nothing.", "note"),)
    groups: dict[int, list[Item]] = {}
    for item in reader.items:
        groups.setdefault(item.agency, []).append(item)
    return _listed(chair_words(records.office, list(groups.items())))


def _listed(paragraphs: list[str]) -> tuple[Block, ...]:
    """The paragraphs of a draft as blocks: one with lines that begin with "- " is a heading over a list."""
    found: list[Block] = []
    for text in paragraphs:
        head, *rest = text.split("\n")
        if rest:
            found.append(Paragraph(bold(head), keep=True))
            found.append(Bullets(tuple(line.removeprefix("- ") for line in rest)))
        else:
            found.append(Paragraph(text))
    return tuple(found)


# Decisions


def _decision(records: Records, review: Row) -> tuple[Block, ...]:
    row = current_decision(records, review)
    outcome = records.label("review_outcomes", (row or {}).get("outcome") or review["outcome"])
    if row is None and not outcome:
        return (
            Box(
                "Gap: no decision is recorded",
                "Record it in the review, with its reasons and who made it, before this letter goes.",
                "gap",
            ),
        )
    found: list[Block] = [Paragraph(bold(outcome))] if outcome else []
    if row is None:
        return (*found, _no_reasons())
    found += [Paragraph(line) for line in lines(row["decision"] or "")]
    if row["reasons"]:
        first, *rest = lines(row["reasons"])
        found.append(Paragraph((*bold("Reasons: "), Run(first))))
        found += [Paragraph(line) for line in rest]
    else:
        found.append(_no_reasons())
    if row["decided_by"]:
        found.append(Paragraph((*bold("Decided by: "), Run(one_line(row["decided_by"])))))
    return tuple(found)


def _no_reasons() -> Box:
    return Box("Gap: no reasons are recorded", "The reasons are what is asked for later. Record them first.", "gap")


def _next_words(review: Row, today: date) -> str:
    """What comes next for a case; a day that has passed is no promise and is left out."""
    if not is_live(review):
        return "The case is closed for the partnership. What was learned is kept and shared without names."
    if review["status"] in NOT_DECIDED or not review["decided_on"]:
        return "The case is still being considered. We write again when it is decided."
    step, due = review["next_step"], review["next_due"]
    if step and due:
        by = f", by {show_date(due)}" if due >= today else ""
        return f"The next step is: {step}{by}. We write to each agency about what is asked of it."
    return "We write to each agency about what is asked of it."
