"""Briefings on one learning point: the boxes that its kind has on one side, the form that comes back on the other."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

from lif_desktop.framework.briefing_forms import BriefingBox, BriefingForm, Feedback, Told, load_briefings
from lif_desktop.framework.dates import add_months, show_date
from lif_desktop.office.approval import Approval, Printed
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
    plain,
)
from lif_desktop.papers.fitting import PAGE, heading_height, height
from lif_desktop.papers.gather import Records, Row
from lif_desktop.papers.kind import Make
from lif_desktop.papers.saving import PaperError
from lif_desktop.papers.words import capital, count, join, lines, one_line
from lif_desktop.places import resources

FORMS = "papers/briefings.toml"
"""Where the kinds of briefing are written down, within the resources."""

_WHERE: dict[Told, tuple[str, str]] = {
    "happened": ("what happened", "the summary of the review, or notes of the learning point"),
    "matters": ("why it matters", "Why it matters"),
    "learned": ("what was learned", "What was learned"),
    "well": ("what went well", "What went well"),
    "change": ("what must change", "What must change"),
    "questions": ("questions for teams", "Questions for teams"),
    "more": ("where to find out more", "Find out more"),
}
"""What a box without words lacks, and the field in which they belong."""

_FIELDS: dict[Told, str] = {
    "matters": "why_it_matters",
    "learned": "statement",
    "well": "what_went_well",
    "change": "what_must_change",
}
"""What stands in one field of the learning point."""

_ANSWER_MM = {2: 25, 3: 29}
"""Room to write under each question, by the level of the headings: the form is one page."""

_SPARE = 24.0
"""Points of a page that stay free when it is reckoned what fits."""


def briefing(key: str) -> Make:
    """What makes briefings of the kind `key`: of the learning point with a reference, or of the newest one."""

    def make(records: Records, ref: str | None, made: datetime) -> Paper:
        point = records.named("learning", ref) if ref else newest_point(records)
        told = load_briefings(resources() / FORMS)
        return _paper(records, point, told.form(key), told.feedback, made)

    return make


def feedback_form(records: Records, ref: str | None, made: datetime) -> Paper:
    """The form alone, for an agency that has mislaid it. Raises PaperError where there is no learning point."""
    point = records.named("learning", ref) if ref else newest_point(records)
    feedback = load_briefings(resources() / FORMS).feedback
    return Paper(
        f"{feedback.heading}: {_heading(point, '')}",
        records.partnership,
        records.label("markings", "official"),
        f"Form for {point['ref']}, {show_date(records.today)}",
        tuple(_form(records, point, feedback, 2)),
        properties=Properties(records.partnership, made, feedback.heading, f"feedback form; {point['ref']}"),
        names=_names(records, point, feedback),
    )


def _paper(records: Records, point: Row, form: BriefingForm, feedback: Feedback, made: datetime) -> Paper:
    approval = records.approval([point], _printed(records, point))
    themes = join([theme.lower() for theme in records.labels("themes", point["themes"])])
    source = _source(records, point)
    subtitle = " · ".join(part for part in (f"Learning from {source}" if source else "", form.suits) if part)
    title = f"{form.title}: {_heading(point, themes)}"
    under = f"{capital(subtitle)}\n{records.partnership}"
    boxes = tuple(_boxes(records, point, form, feedback))
    back = (PageBreak(), Heading(feedback.heading), *_form(records, point, feedback, 3)) if form.form else ()
    notes = (*draft_note(approval), *_due_again(records, point, feedback), *_too_long(form, title, under, boxes))
    return Paper(
        title,
        under,
        records.label("markings", approval.marking),
        _version_line(records, point, approval, feedback),
        (*notes, *boxes, *back),
        properties=Properties(records.partnership, made, form.title, f"briefing; {point['ref']}; {themes}"),
        names=_names(records, point, feedback),
        approved=approved_by(approval),
        rests_on=(("learning", point["id"]),),
    )


def approved_by(approval: Approval) -> tuple[str, date] | None:
    """Who approved what is published, and when, where that stands."""
    return (join(list(approval.by)), approval.on) if approval.stands and approval.on is not None else None


def _printed(records: Records, point: Row) -> Printed:
    """What is told under “what happened”: of the review, the voices or the audit, else of the point itself."""
    found = _told_in(records, point)
    return {} if found is None else {found[:2]: frozenset({found[2]})}


def _names(records: Records, point: Row, feedback: Feedback) -> tuple[tuple[str, str], ...]:
    return (("reference", point["ref"]), ("due", show_date(_return_by(records, feedback))))


def _too_long(form: BriefingForm, title: str, under: str, boxes: tuple[Block, ...]) -> tuple[Block, ...]:
    """A gap where the words would not fit: nobody reads on, and what is cut by a machine is cut at the wrong place."""
    words = sum(len(text.split()) for text in map(_words_in, boxes))
    sides = 1 if form.form else form.pages
    high = height([one for one in boxes if not isinstance(one, Box)]) + heading_height(title, under)
    over = high > PAGE * sides - _SPARE
    if words <= form.words and not over:
        return ()
    faults: list[str] = []
    if words > form.words:
        faults.append(f"it has {count(words - form.words, 'word')} more than the {form.words} it should have")
    if over:
        faults.append(f"it runs over {'the page' if sides == 1 else f'{sides} pages'}")
    longest = max(boxes, key=lambda one: len(_words_in(one)))
    box = next(one.text for one in reversed(boxes[: boxes.index(longest)]) if isinstance(one, Heading))
    said = capital(join(faults))
    return (Box("Gap: it is too long", f"{said}. The longest box is “{box}”: say it shorter in the record.", "gap"),)


def _words_in(block: Block) -> str:
    match block:
        case Paragraph():
            return plain(block.text)
        case Bullets():
            return " ".join(map(plain, block.items))
    return ""


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


def draft_note(approval: Approval, whose: str = "") -> tuple[Block, ...]:
    """Why a paper for everyone is still a draft; `whose` names what is to be approved where that is not plain."""
    if approval.stands:
        return ()
    if approval.changed_on is not None and approval.on is not None:
        what = join(list(approval.changed))
        words = (
            f"What it says was changed on {show_date(approval.changed_on)} ({what}). Look at it again, then record in "
            "the learning log who approved it as it is now, and when."
        )
        return (Box(f"Draft: changed since it was approved on {show_date(approval.on)}", words),)
    words = (
        "Check that names, ages and the make-up of the family have been changed and that nobody can be told from what "
        f"happened. Then record in the learning log who approved the publication{whose}, and when."
    )
    return (Box("Draft: not approved for publication", words),)


def _due_again(records: Records, point: Row, feedback: Feedback) -> tuple[Block, ...]:
    """A note where the briefing is older than it may grow without being looked at again."""
    until = add_months(point["approved_on"], feedback.review_after) if point["approved_on"] else records.today
    if until >= records.today:
        return ()
    words = "Look whether it still holds, then record the new approval in the learning log before it is sent."
    return (Box(f"To be looked at again since {show_date(until)}", words),)


def _version_line(records: Records, point: Row, approval: Approval, feedback: Feedback) -> str:
    if not approval.stands:
        return f"Briefing {point['ref']}, draft of {show_date(records.today)}"
    until = add_months(point["approved_on"], feedback.review_after)
    return f"Briefing {point['ref']} · approved {show_date(point['approved_on'])} · review by {show_date(until)}"


def _boxes(records: Records, point: Row, form: BriefingForm, feedback: Feedback) -> Iterator[Block]:
    """The boxes of this kind; one without words is a gap that says where they belong."""
    for number, box in enumerate(form.boxes, 1):
        yield Heading(f"{number} {box.heading}" if form.numbered else box.heading)
        yield from _filled(records, point, box, form, feedback)


def _filled(
    records: Records, point: Row, box: BriefingBox, form: BriefingForm, feedback: Feedback
) -> tuple[Block, ...]:
    told: dict[Told, Callable[[], tuple[str, ...]]] = {
        "happened": lambda: lines(_happened(records, point)),
        "questions": lambda: lines(point["questions"] or "") or form.questions,
        "more": lambda: tuple(_find_out_more(records, point, feedback if form.form else None)),
    }
    found: list[Block] = []
    for one in box.told:
        said = told[one]() if one in told else lines(point[_FIELDS[one]] or "")
        found += _words(said, *_WHERE[one], listed=one in ("questions", "more"))
    return tuple(found)


def _happened(records: Records, point: Row) -> str:
    """The summary of the first review it came from, else the key message heard, else the findings of the audit."""
    found = _told_in(records, point)
    if found is None:
        return ""
    key, number, field = found
    return str(next(row[field] for row in records.rows(key) if row["id"] == number))


def _told_in(records: Records, point: Row) -> tuple[str, int, str] | None:
    """The register, number and field in which it stands what happened; None where nothing is told."""
    for key, field in (("reviews", "summary"), ("voices", "message"), ("audits", "findings")):
        for row in records.rows(key):
            if row["id"] in point[key] and row[field]:
                return key, row["id"], field
    return ("learning", point["id"], "notes") if point["notes"] else None


def _words(said: tuple[str, ...], what: str, where: str, listed: bool) -> tuple[Block, ...]:
    """A paragraph, a list where the note has several lines, or a gap."""
    if not said:
        return (Box(f"Gap: nothing is recorded for {what}", f"Write it in the learning log, under: {where}.", "gap"),)
    if len(said) == 1 and not listed:
        return (Paragraph(said[0]),)
    return (Bullets(tuple(line.lstrip("-•* ") for line in said)),)


def _find_out_more(records: Records, point: Row, feedback: Feedback | None) -> Iterator[str]:
    yield from lines(point["find_out_more"] or "")
    if point["policy"]:
        yield f"Policy or procedure: {one_line(point['policy'])}"
    courses = [row for row in records.rows("training") if row["id"] in point["training"]]
    for row in sorted(courses, key=lambda row: str(row["held_on"] or "9999")):
        if row["held_on"] and row["held_on"] >= records.today:
            yield f"Course: {one_line(row['title'])}, {show_date(row['held_on'])}"
    if feedback is not None:
        by = show_date(_return_by(records, feedback))
        yield f"Return the form overleaf by {by}: it shows whether this briefing made a difference."


def _return_by(records: Records, feedback: Feedback) -> date:
    return records.calendar.add(records.today, feedback.return_within)


def _form(records: Records, point: Row, feedback: Feedback, level: int) -> Iterator[Block]:
    """The form that comes back, its heading of this level: it is evidence that the learning was shared and used."""
    by = _return_by(records, feedback)
    yield Paragraph(f"Return it to the business office by {show_date(by)}. {feedback.about}")
    about = (
        ("Briefing", f"{point['ref']} {one_line(point['title'])}"),
        ("Agency", ""),
        ("Team or service", ""),
        ("Filled in by (role)", ""),
        ("Date", ""),
    )
    yield Table((Column("About", 2), Column("Your answer", 5)), about, "Who returns the form", heads=True, row_height=8)
    yield Heading("How you used the briefing", level)
    rows = tuple((one.text, "") for one in feedback.questions)
    columns = (Column("Question", 2), Column("Your answer", 5))
    what = "Questions about how the briefing was used, with room to write"
    yield Table(columns, rows, what, heads=True, row_height=_ANSWER_MM[level])
