"""The sheet of a case that a panel decides on: its criteria one by one, what they come to, what was decided so far."""

from collections.abc import Iterable, Iterator

from lif_desktop.framework.criteria import answers_of, duties, in_words, main_finding
from lif_desktop.framework.dates import show_date
from lif_desktop.papers.blocks import Block, Column, Heading, Paragraph, Part, Run, Table, Text
from lif_desktop.papers.gather import Records, Row

_COLUMNS = (Column("Condition", 5), Column("Answer", 1.5), Column("Evidence", 3.5))


def case_sheets(records: Records, cases: Iterable[Row]) -> tuple[Block, ...]:
    """A sheet for each case that has criteria or a decision; nothing for the others."""
    return tuple(block for case in cases for block in _sheet(records, case))


def _sheet(records: Records, case: Row) -> Iterator[Block]:
    asked = sorted(
        records.lines("criteria", "review_id", case["id"]), key=lambda row: (row["position"] or 0, row["id"])
    )
    made = [row for row in records.lines("decisions", "review_id", case["id"]) if row["standing"].word == "Stands"]
    if not asked and not made:
        return
    yield Heading(f"{records.case(case)}: criteria and decision", 3)
    if asked:
        rows = tuple((row["question"], _answer(records, row), row["evidence"] or "") for row in asked)
        yield Table(_COLUMNS, rows, f"Criteria of {records.case(case)}", compact=True)
        if said := _comes_to(records, case, asked):
            yield Paragraph(said, keep=bool(made))
    for row in sorted(made, key=lambda one: (str(one["decided_on"] or ""), one["id"])):
        yield Paragraph(_decision(records, row))


def _answer(records: Records, row: Row) -> Text:
    return records.label("answers", row["answer"]) if row["answer"] else (Run("Not answered", quiet=True),)


def _comes_to(records: Records, case: Row, asked: Iterable[Row]) -> str:
    kind = records.profile.review_type(case["review_type"])
    answers = answers_of(asked, kind.criteria)
    found = main_finding(kind.routes, answers)
    findings = [] if found is None else [found, *duties(kind.routes, answers)]
    return " ".join(in_words(one, kind.criteria, answers) for one in findings)


def _decision(records: Records, row: Row) -> tuple[Part, ...]:
    """A decision that stands: when, by whom, what, why, and who did not agree."""
    when = f" of {show_date(row['decided_on'])}" if row["decided_on"] else ""
    by = f", by {row['decided_by']}" if row["decided_by"] else ""
    outcome = records.label("review_outcomes", row["outcome"])
    said: list[Part] = [Run(f"Decision{when}{by}: ", bold=True), Run(_sentences(outcome, row["decision"]))]
    for label, words in (
        ("Options considered", row["options"]),
        ("Reasons", row["reasons"]),
        ("Dissent", row["dissent"]),
    ):
        if words:
            said += [Run(f"\n{label}: ", bold=True), Run(" ".join(str(words).split()))]
    return tuple(said)


def _sentences(*words: str | None) -> str:
    """Each with a full stop, those that are there; one that says the same as the one before is left out."""
    kept = list(dict.fromkeys(" ".join(str(one).split()).rstrip(".") for one in words if one))
    return " ".join(f"{one}." for one in kept)
