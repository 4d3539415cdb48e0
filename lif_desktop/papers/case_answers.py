"""What agencies wrote back about a case: their answers by subject, by agency, and their chronologies as one."""

from collections.abc import Iterable, Iterator
from datetime import date

from lif_desktop.framework.choice import plain as alike
from lif_desktop.papers import gather
from lif_desktop.papers.blocks import Block, Column, Heading, Paragraph, Run, Table, bold
from lif_desktop.papers.case_parts import NOT_RECORDED, Case, gap, told
from lif_desktop.papers.gather import Row
from lif_desktop.papers.words import lines, one_line

SUBJECTS: dict[str, tuple[str, ...]] = {
    "daily life": ("daily life", "child or adult say", "voice of the child", "lived experience", "wishes"),
    "context": ("race", "ethnic", "culture", "equality", "disabilit", "poverty", "household", "identity"),
    "sharing": ("share", "shared", "work with others", "working together"),
    "good practice": ("worked well", "good practice"),
    "changed": ("different now", "changed already", "done at once", "what we have changed"),
    "other processes": ("other enquiries", "proceedings"),
    "learning": ("gone differently", "has your agency learned", "recommend"),
}
"""Words of a question or its section by which an answer is known to speak of a subject."""


def answers(case: Case) -> list[Row]:
    """The answers that hold something, by agency and in the order in which they were asked."""
    found = [row for row in case.lines("answers") if lines(row["answer"] or "")]
    return sorted(found, key=lambda row: (case.records.agency(row["agency_id"]), row["id"]))


def about(case: Case, subject: str) -> list[Row]:
    """The answers that speak of a subject (a key of `SUBJECTS`)."""
    words = SUBJECTS[subject]
    return [row for row in answers(case) if any(word in _asked(row) for word in words)]


def _asked(row: Row) -> str:
    return f"{row['section'] or ''} {row['question']}".casefold()


def quoted(case: Case, rows: Iterable[Row]) -> tuple[Block, ...]:
    """Answers in the agencies' own words, each under the name of its agency."""
    return tuple(
        Paragraph((*bold(f"{case.records.agency(row['agency_id'])}: "), Run("\n".join(lines(row["answer"])))))
        for row in rows
    )


def told_or_answered(case: Case, text: str | None, subject: str, what: str, where: str) -> tuple[Block, ...]:
    """The record's own words and those of the agencies on a subject; a gap where there are neither."""
    heard = quoted(case, about(case, subject))
    if lines(text or "") or not heard:
        return (*told(text, what, where), *heard)
    return heard


def by_agency(case: Case, level: int = 3) -> Iterator[Block]:
    """What each agency wrote: a table of questions and answers for each; a gap where nothing came."""
    held = answers(case)
    if not held:
        yield gap("what agencies wrote", "Import their returns under Returns of the review.")
        return
    columns = (Column("What was asked", 3), Column("What the agency wrote", 6))
    for agency in dict.fromkeys(row["agency_id"] for row in held):
        own = [row for row in held if row["agency_id"] == agency]
        name = case.records.agency(agency)
        yield Heading(name, level)
        rows = tuple((_question(row), row["answer"]) for row in own)
        yield Table(columns, rows, f"What {name} wrote about {case.name}", heads=True, compact=True)


def _question(row: Row) -> str:
    return _stacked(row["section"], row["question"])


def on_line(case: Case, line: str) -> list[Row]:
    """The answers to one key line of enquiry."""
    wanted = alike(line)
    return [row for row in answers(case) if wanted and wanted in alike(row["question"])]


def entries(case: Case) -> list[Row]:
    """The chronologies of all agencies as one, in order of time."""
    return sorted(
        case.lines("chronology"),
        key=lambda row: (row["happened_on"] or date.max, row["happened_at"] or "", row["id"]),
    )


def chronology(case: Case) -> Iterator[Block]:
    """The merged chronology as a table; a gap where no agency sent one."""
    held = entries(case)
    if not held:
        yield gap("the chronology", "Ask agencies for theirs under Returns of the review, and import what comes back.")
        return
    columns = (Column("When", 1.8), Column("Agency and source", 2.2), Column("What happened", 3.6),
               Column("What was done, and who was seen", 3), Column("What the agency says now", 2.8))  # fmt: skip
    rows = tuple(
        (
            _stacked(gather.on(row["happened_on"], "No date"), one_line(row["happened_at"] or "")),
            _stacked(case.records.agency(row["agency_id"]), row["source"]),
            row["event"],
            "\n".join(_response(row)) or NOT_RECORDED,
            row["comment"] or "",
        )
        for row in held
    )
    yield Table(columns, rows, f"Merged chronology of {case.name}", compact=True)


def _stacked(*parts: str | None) -> str:
    return "\n".join(part for part in parts if part)


def _response(row: Row) -> Iterator[str]:
    if row["response"]:
        yield row["response"]
    if row["person_seen"]:
        yield f"Seen: {one_line(row['person_seen'])}"
