"""The learning summary of a review or audit for those who work with people: no case can be told from it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from lif_desktop.framework.dates import show_date
from lif_desktop.framework.points import points_of
from lif_desktop.office.approval import Approval, Printed
from lif_desktop.papers import gather
from lif_desktop.papers.blocks import Block, Bullets, Heading, Paper, Paragraph, Properties, Run, bold
from lif_desktop.papers.briefing import approved_by, draft_note
from lif_desktop.papers.case_parts import gap, in_sentence, told, with_article
from lif_desktop.papers.case_source import Source, find_source, source_paper
from lif_desktop.papers.gather import Records, Row
from lif_desktop.papers.words import capital, join, lines, one_line

WHAT = "Learning summary"
_QUESTIONS = (
    "What in this is nearest to our own work?",
    "What will we do differently, and how shall we know that we do?",
    "Who in our team needs to hear of it who has not?",
)
_OF_ACTION = frozenset({"title", "completed_on", "evidence", "impact_evidence"})
_OF_CASE = frozenset({"case", "referred_on", "decided_on", "due", "period", "stage", "reviewer", "lead"})
"""Names that would lead to the case: a summary for everyone leaves them empty."""


def learning_summary(records: Records, ref: str | None, made: datetime) -> Paper:
    """The summary of the review or audit `ref`, or of the newest review with learning. Raises PaperError."""
    source = find_source(records, ref, made, "a learning summary", lambda case: bool(case.learning))
    points = source.learning
    approval = records.approval(points, _printed(source))
    themes = "; ".join(in_sentence(one) for one in dict.fromkeys(_themes(records, points)))
    blocks = (
        *_draft(approval),
        Heading("What happened"),
        *_happened(source),
        Heading("What we learned"),
        *_learned(points),
        Heading("What went well"),
        *_each(points, "what_went_well", "what went well", "What went well"),
        Heading("What has to change"),
        *_each(points, "what_must_change", "what must change", "What must change"),
        Heading("What has changed"),
        *_changed(source),
        Heading("Questions for your team"),
        Bullets(tuple(_questions(points)) or _QUESTIONS),
        Heading("Find out more"),
        *_more(source),
    )
    paper = source_paper(source, WHAT, blocks)
    refs = join([str(row["ref"]) for row in points]) or "no learning point yet"
    return replace(
        paper,
        title=f"{WHAT}: {themes}" if themes else WHAT,
        subtitle=f"Learning from {_of(source)}, for those who work with people\n{records.partnership}",
        marking=records.label("markings", approval.marking),
        version_line=f"{WHAT} of {refs}, {_standing(records, approval)}",
        properties=Properties(records.partnership, made, WHAT, f"learning summary; {themes}"),
        names=tuple(
            (name, refs if name == "reference" else "" if name in _OF_CASE else words) for name, words in paper.names
        ),
        approved=approved_by(approval),
        rests_on=tuple(("learning", row["id"]) for row in points),
    )


def _of(source: Source) -> str:
    """What it came from, by kind and never by case."""
    if source.audit is not None and source.audit["cases"]:
        return f"an audit of {source.audit['cases']} cases"
    return with_article(in_sentence(source.kind))


def _themes(records: Records, points: list[Row]) -> list[str]:
    return [theme for row in points for theme in records.labels("themes", row["themes"])]


def _standing(records: Records, approval: Approval) -> str:
    """Who approved it and when, or that it is a draft."""
    approved = approved_by(approval)
    if approved is None:
        return f"draft of {show_date(records.today)}"
    return f"approved by {approved[0]}, {show_date(approved[1])}"


def _draft(approval: Approval) -> tuple[Block, ...]:
    return draft_note(approval, f" of {join(list(approval.waiting))}" if approval.waiting else "")


def _printed(source: Source) -> Printed:
    """What the summary prints beside the learning points: what happened, what was done, what came of it."""
    own = ("audits", "findings") if source.audit is not None else ("reviews", "summary")
    numbers = [row["id"] for row in source.learning]
    done = {("actions", row["id"]): _OF_ACTION for row in source.actions if gather.is_finished(row)}
    embedded = [row["id"] for row in source.records.rows("embedding") if row["learning_id"] in numbers]
    return (
        {(own[0], source.row["id"]): frozenset({own[1]})}
        | done
        | {("embedding", number): frozenset({"evidence"}) for number in embedded}
        | {("learning", number): frozenset({"difference"}) for number in numbers}
    )


def _happened(source: Source) -> tuple[Block, ...]:
    if source.audit is not None:
        return told(source.audit["findings"], "what the audit found", "Write it under Findings of the audit.")
    return told(
        source.row["summary"], "what happened", "Write it under Summary of the review, short and without details."
    )


def _learned(points: list[Row]) -> Iterator[Block]:
    if not points:
        yield gap("learning", "Add a learning point under Learning, and say which review or audit it came from.")
    for row in points:
        yield Heading(one_line(row["title"]).rstrip("."), 3)
        yield from told(row["statement"], "what was learned", f"Write it under What was learned of {row['ref']}.")
        if row["why_it_matters"]:
            yield Paragraph((*bold("Why it matters: "), Run(row["why_it_matters"])))


def _each(points: list[Row], key: str, what: str, label: str) -> tuple[Block, ...]:
    """What all points say under one field, as one list."""
    said = [line.lstrip("-–•* ") for row in points for line in lines(row[key] or "")]
    if not said:
        return (gap(what, f"Write it under {label} of a learning point."),)
    return (Bullets(tuple(said)),) if len(said) > 1 else (Paragraph(said[0]),)


def _changed(source: Source) -> Iterator[Block]:
    """What was done and what came of it: actions with evidence, embedding, the difference it made."""
    numbers = {row["id"] for row in source.learning}
    done = [row for row in source.actions if gather.is_finished(row)]
    said: list[tuple[Run, ...]] = []
    for row in done:
        effect = row["impact_evidence"] or row["evidence"]
        said.append((Run(f"{row['title'].rstrip('.')}. ", bold=True), *((Run(effect),) if effect else ())))
    said += [(Run(row["evidence"]),) for row in source.records.rows("embedding")
             if row["learning_id"] in numbers and row["evidence"]]  # fmt: skip
    said += [(Run(row["difference"]),) for row in source.learning if row["difference"]]
    if said:
        yield Bullets(tuple(said))
    else:
        yield gap(
            "what has changed", "Complete actions with their evidence, or add evidence of embedding to the learning."
        )
    ahead = len(source.actions) - len(done)
    if ahead:
        yield Paragraph(
            f"{capital('one action is' if ahead == 1 else f'{ahead} actions are')} still under way.", "small"
        )


def _questions(points: list[Row]) -> Iterator[str]:
    seen: dict[str, None] = {}
    for row in points:
        seen.update(dict.fromkeys(points_of(row["questions"])))
    yield from seen


def _more(source: Source) -> Iterator[Block]:
    """Policies, courses to come, links."""
    numbers = {number for row in source.learning for number in row["training"]}
    found = [line for row in source.learning for line in lines(row["find_out_more"] or "")]
    found += [f"Policy or procedure: {one_line(row['policy'])}" for row in source.learning if row["policy"]]
    today = source.records.today
    courses = [row for row in source.records.rows("training") if row["id"] in numbers]
    found += [
        f"Course: {one_line(row['title'])}, {show_date(row['held_on'])}"
        for row in sorted(courses, key=lambda row: str(row["held_on"] or ""))
        if row["held_on"] and row["held_on"] >= today
    ]
    yield Bullets(tuple(dict.fromkeys(found))) if found else Paragraph("Ask the business office of the partnership.")
