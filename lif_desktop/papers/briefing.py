"""The seven-minute briefing of a learning point: seven boxes on one side, a form to return on the other."""

from collections.abc import Iterator
from datetime import date, datetime

from lif_desktop.framework.dates import add_months, show_date
from lif_desktop.papers.blocks import (
    Block,
    Box,
    Bullets,
    Column,
    Heading,
    PageBreak,
    Paper,
    Paragraph,
    Properties,
    Table,
)
from lif_desktop.papers.gather import Records, Row
from lif_desktop.papers.saving import PaperError
from lif_desktop.papers.words import capital, join, lines, one_line

RETURN_WITHIN = 20
"""Working days that agencies have to return the form."""

REVIEW_AFTER = 12
"""Months after which a briefing is looked at again."""

_QUESTIONS = (
    "What in this is nearest to our own work?",
    "What will we do differently, and how shall we know that we do?",
    "Where does it go in our team plan?",
)
_FORM = (
    "When did your team talk about this briefing, and how many took part?",
    "What did people recognise from their own work?",
    "What will your team do differently?",
    "What have you seen change since?",
    "What gets in the way, and who could help?",
)


def briefing(records: Records, ref: str | None, made: datetime) -> Paper:
    """The briefing of the learning point `ref`, or of the newest one. Raises PaperError where there is none."""
    point = records.named("learning", ref) if ref else newest_point(records)
    approved = point["publication"] == "publish" and bool(point["approved_on"])
    themes = join([theme.lower() for theme in records.labels("themes", point["themes"])])
    source = _source(records, point)
    subtitle = " · ".join(part for part in (f"Learning from {source}" if source else "", "for team meetings") if part)
    blocks = (*_draft_note(approved), *_boxes(records, point), PageBreak(), *_form(records, point))
    return Paper(
        f"Seven-minute briefing: {_heading(point, themes)}",
        f"{capital(subtitle)}\n{records.partnership}",
        records.label("markings", "official" if approved else "official_sensitive"),
        _version_line(records, point, approved),
        blocks,
        properties=Properties(
            records.partnership, made, "Seven-minute briefing", f"briefing; {point['ref']}; {themes}"
        ),
    )


def newest_point(records: Records) -> Row:
    """The learning point identified last. Raises PaperError where the log is empty."""
    points = [row for row in records.rows("learning") if not row["closed_on"]] or list(records.rows("learning"))
    if not points:
        raise PaperError("The learning log is empty. Add a learning point under Learning, then make its briefing.")
    return max(points, key=lambda row: (str(row["identified_on"] or ""), row["id"]))


def _heading(point: Row, themes: str) -> str:
    title = one_line(point["title"]).rstrip(".")
    return title if len(title) <= 90 or not themes else themes


def _source(records: Records, point: Row) -> str:
    """Where the learning came from, by kind and never by case."""
    reviews = [row for row in records.rows("reviews") if row["id"] in point["reviews"]]
    audits = [row for row in records.rows("audits") if row["id"] in point["audits"]]
    kinds = [_with_article(records.label("review_types", row["review_type"])) for row in reviews]
    kinds += [
        f"an audit of {row['cases']} cases"
        if row["cases"]
        else _with_article(records.label("audit_types", row["audit_type"]))
        for row in audits
    ]
    if not kinds and point["external_source"]:
        kinds = [one_line(point["external_source"])]
    if not kinds and point["source_kind"]:
        kinds = [records.label("learning_sources", point["source_kind"]).lower()]
    return join(list(dict.fromkeys(kinds)))


def _with_article(kind: str) -> str:
    words = kind if kind[:2].isupper() else kind[:1].lower() + kind[1:]
    return f"{'an' if words[:1].lower() in 'aeiou' else 'a'} {words}"


def _draft_note(approved: bool) -> tuple[Block, ...]:
    if approved:
        return ()
    return (
        Box(
            "Draft: not approved for publication",
            "Check that names, ages and the make-up of the family have been changed, then record who approved it "
            "and when in the learning log.",
        ),
    )


def _version_line(records: Records, point: Row, approved: bool) -> str:
    if not approved:
        return f"Briefing {point['ref']}, draft of {show_date(records.today)}"
    until = add_months(point["approved_on"], REVIEW_AFTER)
    return f"Briefing {point['ref']} · approved {show_date(point['approved_on'])} · review by {show_date(until)}"


def _boxes(records: Records, point: Row) -> Iterator[Block]:
    """The seven boxes; one without words is a gap that says where they belong."""
    yield Heading("1 What happened")
    yield from _words(
        _happened(records, point), "what happened", "the summary of the review, or notes of the learning point"
    )
    yield Heading("2 Why it matters")
    yield from _words(point["why_it_matters"], "why it matters", "Why it matters")
    yield Heading("3 What we learned")
    yield from _words(point["statement"], "what was learned", "What was learned")
    yield Heading("4 What went well")
    yield from _words(point["what_went_well"], "what went well", "What went well")
    yield Heading("5 What must change")
    yield from _words(point["what_must_change"], "what must change", "What must change")
    yield Heading("6 Questions for your team")
    yield Bullets(lines(point["questions"] or "") or _QUESTIONS)
    yield Heading("7 Find out more")
    yield Bullets(tuple(_find_out_more(records, point)))


def _happened(records: Records, point: Row) -> str:
    """The summary of the first review it came from, else the key message heard, else the findings of the audit."""
    for key, field in (("reviews", "summary"), ("voices", "message"), ("audits", "findings")):
        for row in records.rows(key):
            if row["id"] in point[key] and row[field]:
                return str(row[field])
    return str(point["notes"] or "")


def _words(text: str | None, what: str, where: str) -> tuple[Block, ...]:
    """A paragraph, a list where the note has several lines, or a gap."""
    said = lines(text or "")
    if not said:
        return (Box(f"Gap: nothing is recorded for {what}", f"Write it in the learning log, under: {where}.", "gap"),)
    if len(said) == 1:
        return (Paragraph(said[0]),)
    return (Bullets(tuple(line.lstrip("-•* ") for line in said)),)


def _find_out_more(records: Records, point: Row) -> Iterator[str]:
    yield from lines(point["find_out_more"] or "")
    if point["policy"]:
        yield f"Policy or procedure: {one_line(point['policy'])}"
    courses = [row for row in records.rows("training") if row["id"] in point["training"]]
    for row in sorted(courses, key=lambda row: str(row["held_on"] or "9999")):
        if row["held_on"] and row["held_on"] >= records.today:
            yield f"Course: {one_line(row['title'])}, {show_date(row['held_on'])}"
    by = show_date(_return_by(records))
    yield f"Return the form overleaf by {by}: it shows whether this briefing made a difference."


def _return_by(records: Records) -> date:
    return records.calendar.add(records.today, RETURN_WITHIN)


def _form(records: Records, point: Row) -> Iterator[Block]:
    """The form that comes back: it is the office's evidence that the learning was shared and used."""
    by = _return_by(records)
    yield Heading("Feedback form")
    yield Paragraph(
        f"One form for each team. Return it to the business office by {show_date(by)}. It is kept as evidence of how "
        f"{point['ref']} was shared and used. Write no names of children, adults or families."
    )
    about = (
        ("Briefing", f"{point['ref']} {one_line(point['title'])}"),
        ("Agency", ""),
        ("Team or service", ""),
        ("Filled in by (role)", ""),
        ("Date", ""),
    )
    yield Table((Column("About", 2), Column("Your answer", 5)), about, "Who returns the form", heads=True, row_height=8)
    yield Heading("How you used the briefing", 3)
    rows = tuple((question, "") for question in _FORM)
    columns = (Column("Question", 2), Column("Your answer", 5))
    yield Table(
        columns, rows, "Questions about how the briefing was used, with room to write", heads=True, row_height=29
    )
