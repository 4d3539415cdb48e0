"""The sheet of a case that a panel decides on, a page of its own: first the facts, then what is asked of the panel."""

from collections.abc import Iterator
from datetime import datetime

from lif_desktop.framework.dates import show_date
from lif_desktop.framework.pathway import agrees
from lif_desktop.framework.returns import is_asked, is_in
from lif_desktop.papers import gather
from lif_desktop.papers.agenda_panel import asked_of
from lif_desktop.papers.agenda_setting import Setting
from lif_desktop.papers.blocks import Block, Box, Column, Heading, Paragraph, Part, Run, Table, Text, bold
from lif_desktop.papers.case_parts import Case, day_and, in_sentence
from lif_desktop.papers.case_tables import comes_to
from lif_desktop.papers.gather import Records, Row
from lif_desktop.papers.words import capital, join, shorten

RAPID_PANEL = "rapid_review"
_AFTER_RAPID = frozenset({"local_review", "national_review", "no_further_review"})
"""What a rapid review can lead to, beside what ends it."""
LONGEST = 340
"""Characters of one fact; the record holds the rest, and the sheet stays one page."""

_CRITERIA = (Column("Condition", 7.1), Column("Answer", 1.8), Column("Evidence", 2.9))
_TO_FILL = (Column("Decision and reasons", 5.6), Column("Decided by, when", 2.4), Column("Who disagreed, why", 3))
_LETTERS = {
    "children": "Report and decision to the national Panel; outcome to referrer, agencies and family.",
    "adults": "The outcome to referrer and agencies, and to the adult, the family or their advocate.",
}
_MISSING = (Run("Not recorded", quiet=True),)
_NEXT = 2
"""Stages to come that are named as next steps."""


def case_sheet(setting: Setting, review: Row, clock: Text) -> tuple[Block, ...]:
    """The sheet of one case. `clock` is where its clock stands in words, "" for a case without one."""
    case = Case(setting.records, review, datetime.min)  # noqa: DTZ901 - a sheet is dated by its agenda
    return (
        *_facts(case, clock),
        *_criteria(case),
        Heading("What is asked of the panel", 3),
        *_asked(setting, case),
    )


# The facts


def _facts(case: Case, clock: Text) -> Iterator[Block]:
    """The facts of the case: what is short in one row, what is told beneath it, and by name what is missing."""
    records, review = case.records, case.review
    board = records.label("boards", review["board"] or case.kind.board)
    age = records.label("age_bands", review["age_band"])
    short: list[tuple[str, float, Text]] = [
        ("Type", 2.4, case.kind.label),
        ("Board and age band", 1.8, f"{board}, {age}" if age else ""),
        ("Referred", 2.6, day_and(review["referred_on"], _agency(case, review["referring_agency_id"]))),
        ("Incident", 1.7, show_date(review["incident_on"])),
        ("Council aware", 1.7, show_date(review["aware_on"])),
        *([("Clock", 3.2, clock)] if clock else []),
    ]
    told: list[tuple[str, Text]] = [
        ("What happened", shorten(review["summary"] or "", LONGEST)),
        ("Agencies and returns", _returns(case)),
        ("Immediate safety action", shorten(review["immediate_action"] or "", LONGEST)),
        ("Brothers and sisters, other risk", _other_risk(case)),
        ("Parallel processes", _parallel(case) or "Nothing is recorded"),
        ("Family contact plan", _family(review)),
    ]
    row = tuple(text or _MISSING for _, _, text in short)
    yield Table(tuple(Column(label, share) for label, share, _ in short), (row,), f"{case.name} in short", compact=True)
    columns = (Column("Fact", 2.6), Column("What is recorded", 8.4))
    rows = tuple(fact for fact in told if fact[1])
    yield Table(columns, rows, f"{case.name}: what is known", heads=True, compact=True)
    missing = [label.lower() for label, text in (*((label, text) for label, _, text in short), *told) if not text]
    if missing:
        yield Box(f"Gap: {join(missing)}", kind="gap")


def _returns(case: Case) -> str:
    asked = [line for line in case.lines("returns") if is_asked(line)]
    if not asked:
        return ""
    here = sorted({_agency(case, line["agency_id"]) for line in asked if is_in(line)})
    awaited = sorted({_due(case, line) for line in asked if not is_in(line)})
    told = [f"in: {', '.join(here)}"] if here else []
    told += [f"awaited: {', '.join(awaited)}"] if awaited else []
    return shorten(f"{sum(map(is_in, asked))} of {len(asked)} in. {capital('; '.join(told))}.", LONGEST)


def _agency(case: Case, number: int | None) -> str:
    return case.records.names.agency_brief(number) if number else ""


def _due(case: Case, line: Row) -> str:
    due = f" (due {show_date(line['due_on'])})" if line["due_on"] else ""
    return f"{_agency(case, line['agency_id'])}{due}"


def _other_risk(case: Case) -> str:
    """Family and context, risks of the register that came of the case, and the reviews it is linked to."""
    records, told = case.records, [case.review["context"] or ""]
    told += [f"risk {row['ref']} {row['title']}" for row in records.lines("risks", "review_id", case.review["id"])]
    reviews = {row["id"]: row for row in records.rows("reviews")}
    for line in case.lines("review_links"):
        if line["other_review_id"] in reviews:
            told.append(
                f"linked to {records.case(reviews[line['other_review_id']])}: {line['reason'] or 'no reason given'}"
            )
    return shorten("; ".join(part for part in told if part), LONGEST)


def _parallel(case: Case) -> str:
    told = []
    for line in case.lines("parallel_processes"):
        parts = (case.records.label("parallel_kinds", line["kind"]), line["status"] or "", line["effect"] or "")
        told.append(": ".join(part for part in (parts[0], ", ".join(filter(None, parts[1:]))) if part))
    return shorten("; ".join(told), LONGEST)


def _family(review: Row) -> str:
    invited = f"invited {show_date(review['family_invited_on'])}" if review["family_invited_on"] else ""
    return shorten("; ".join(part for part in (review["family_involvement"], invited) if part), LONGEST)


def _criteria(case: Case) -> Iterator[Block]:
    asked = case.lines("criteria")
    if asked:
        rows = tuple(
            (row["question"], _answer(case.records, row), shorten(row["evidence"] or "", 200)) for row in asked
        )
        yield Table(_CRITERIA, rows, f"Criteria of {case.name}", compact=True)
    elif case.kind.criteria:
        yield Box("Gap: the criteria are not answered", kind="gap")


def _answer(records: Records, row: Row) -> Text:
    return records.label("answers", row["answer"]) if row["answer"] else (Run("Not answered", quiet=True),)


# What is asked


def _asked(setting: Setting, case: Case) -> Iterator[Block]:
    """What is asked of the panel, and room for the decision; the decision that stands where there is one."""
    made = [row for row in case.lines("decisions") if row["standing"].word == "Stands"]
    asked = [
        ("Question", asked_of(case.records, setting.panel, case.review)),
        ("Law", "" if setting.panel else case.kind.law),
        ("Options", _options(case)),
        ("What the criteria come to", comes_to(case)),
        ("Next steps", _next_steps(case)),
        ("Letters to send", _LETTERS.get(case.review["board"] or case.kind.board, "")),
    ]
    rows: tuple[tuple[Text, ...], ...] = tuple((label, words) for label, words in asked if words)
    columns = (Column("Asked", 2.6), Column("Of the panel", 8.4))
    yield Table(columns, rows, f"What is asked of the panel on {case.name}", heads=True, compact=True)
    for row in sorted(made, key=lambda one: (str(one["decided_on"] or ""), one["id"])):
        yield Paragraph(decision_words(case.records, row))
    if not made:
        about = f"Decision on {case.name}, to be filled in at the meeting"
        yield Table(_TO_FILL, (("", "", ""),), about, row_height=17, compact=True)


def _options(case: Case) -> str:
    """What the panel can decide on a case of this type."""
    wanted = {*case.kind.ends_with, "more_information"}
    if case.kind.key in gather.RAPID:
        wanted |= _AFTER_RAPID
    words = [
        in_sentence(choice.label)
        for choice in case.records.profile.choices("review_outcomes")
        if agrees(case.kind, choice.key) or choice.key in wanted
    ]
    return capital(f"{'; '.join(words)}.") if words else ""


def _next_steps(case: Case) -> str:
    ahead = [line for line in case.lines("milestones") if line["due_on"] and not line["done_on"]]
    ahead.sort(key=lambda line: (line["due_on"], line["position"] or 0))
    return "; ".join(f"{line['label']}, {show_date(line['due_on'])}" for line in ahead[:_NEXT])


def decision_words(records: Records, row: Row) -> tuple[Part, ...]:
    """A decision that stands: when, by whom, what, why, and who did not agree."""
    when = f" of {show_date(row['decided_on'])}" if row["decided_on"] else ""
    by = f", by {row['decided_by']}" if row["decided_by"] else ""
    outcome = records.label("review_outcomes", row["outcome"])
    said: list[Part] = [*bold(f"Decision{when}{by}: "), Run(_sentences(outcome, row["decision"]))]
    for label, words in (
        ("Options considered", row["options"]),
        ("Reasons", row["reasons"]),
        ("Dissent", row["dissent"]),
    ):
        if words:
            said += [Run(f"\n{label}: ", bold=True), Run(shorten(str(words), LONGEST))]
    return tuple(said)


def _sentences(*words: str | None) -> str:
    """Each with a full stop, those that are there; one that says the same as the one before is left out."""
    kept = list(dict.fromkeys(" ".join(str(one).split()).rstrip(".") for one in words if one))
    return " ".join(f"{one}." for one in kept)


def is_for_decision(setting: Setting, review: Row, purpose: str | None = None) -> bool:
    """Whether a case needs a decision of this meeting: a referral, one put down to decide, one at the panel stage.

    A Rapid Review Panel decides on each rapid review that is before it (framework 1.9 and 5.2.6).
    """
    if review["decided_on"] or not gather.is_live(review):
        return False
    if review["review_type"] in gather.RAPID:
        at_panel = review["panel_on"] is not None and review["panel_on"] == setting.meeting["held_on"]
        return purpose == "decide" or review["status"] == "panel_decision" or at_panel or setting.panel == RAPID_PANEL
    return review["status"] in gather.NOT_DECIDED and review["review_type"] not in gather.OTHERS_OWN
