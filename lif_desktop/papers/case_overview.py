"""The skeleton of an overview report for its independent author: every heading, with what the records hold for it."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Literal

from lif_desktop.papers import case_answers
from lif_desktop.papers import case_overview_parts as part
from lif_desktop.papers.blocks import Block, Box, Heading, PageBreak, Paper
from lif_desktop.papers.case_parts import Case, Made, case_paper, drawn_from, find_case
from lif_desktop.papers.gather import Records

WHAT = "Overview report"
SUITS = frozenset(
    {
        "practice_review",
        "sar_mandatory",
        "sar_discretionary",
        "domestic_homicide_review",
        "mappa_review",
        "multi_agency_review",
    }
)
"""Types of review that end in an overview report, or in the summary of a learning review."""

Section = Callable[[Case], Iterable[Block]]
Form = Literal["child", "adult", "homicide", "offender", "learning"]
_FORMS: dict[str, Form] = {
    "practice_review": "child",
    "sar_mandatory": "adult",
    "sar_discretionary": "adult",
    "domestic_homicide_review": "homicide",
    "mappa_review": "offender",
    "multi_agency_review": "learning",
}
_COMMON: tuple[tuple[str, Section], ...] = (
    ("Why this review was held", part.why),
    ("How the review was carried out", part.method),
    ("Family involvement", part.family),
    ("Practitioner involvement", part.practitioners),
    ("What happened", part.story),
    ("Analysis by key line of enquiry", part.analysis),
    ("Good practice", part.good_practice),
    ("What has changed already", part.changed),
    ("Findings and learning", part.findings),
    ("Recommendations", part.recommendations),
    ("Conclusion", part.conclusion),
)
_LAYOUTS: dict[Form, tuple[tuple[str, Section], ...]] = {
    "child": (("The child", part.person), *_COMMON),
    "adult": (
        ("The adult", part.person),
        *_COMMON[:6],
        ("Mental capacity, care and support", part.capacity),
        *_COMMON[6:],
    ),
    "homicide": (
        ("Introduction", part.why),
        ("Timescales", part.timescales),
        ("Confidentiality", part.confidentiality),
        ("Terms of reference", part.terms),
        ("Methodology", part.method_only),
        ("Involvement of family, friends, work colleagues, neighbours and the wider community", part.family),
        ("Contributors to the review", part.contributors),
        ("The review panel members", part.panel),
        ("Author of the overview report", part.author),
        ("Parallel reviews", part.beside),
        ("Equality and diversity", part.equality),
        ("Dissemination", part.dissemination),
        ("Background information: the facts", part.story),
        ("Chronology", part.chronology_here),
        ("Overview", part.agencies_here),
        ("Analysis", part.analysis),
        ("Conclusions", part.conclusion),
        ("Lessons to be learnt", part.findings),
        ("Recommendations", part.recommendations),
    ),
    "offender": (
        ("Why this review was held", part.why),
        ("Background", part.story),
        ("How the review was carried out", part.method),
        ("Agencies involved and their roles", part.agencies_here),
        ("Chronology", part.chronology_here),
        ("Findings against the MAPPA guidance", part.analysis),
        ("Good practice", part.good_practice),
        ("Conclusion and learning", part.findings),
        ("Recommendations and action plan", part.recommendations),
    ),
    "learning": (
        ("Why this review was held", part.why),
        ("What happened: the key practice episode", part.story),
        ("How the review was carried out", part.method),
        ("What agencies found in their records", part.analysis),
        ("Good practice", part.good_practice),
        ("Learning", part.findings),
        ("Recommendations and actions", part.recommendations),
    ),
}  # fmt: skip
"""The headings by form: children's and adults' reviews, the Home Office's template of 2016, MAPPA, learning reviews."""


def overview_report(records: Records, ref: str | None, made: datetime) -> Paper:
    """The skeleton for the review `ref`, or for the newest commissioned one. Raises PaperError."""
    case = find_case(records, ref, made, "an overview report", SUITS, lambda one: bool(one.lines("answers")))
    form = _FORMS[case.kind.key]
    layout = _LAYOUTS[form]
    body = [
        block for number, (title, section) in enumerate(layout, 1) for block in _section(case, number, title, section)
    ]
    what = "Summary report" if form == "learning" else WHAT
    title = f"{case.kind.label}: {case.review['pseudonym'] or case.ref}"
    blocks = (
        Box(
            f"Draft of the {what.lower()}: not for publication",
            f"Made for {case.review['reviewer'] or 'the author'} from the records of {case.ref}. What stands in a box "
            "is still to be written or is missing. Pseudonyms only: no names, initials, dates of birth, addresses, "
            "schools or surgeries. Before publication exact days become months and years.",
        ),
        drawn_from(case, ("criteria", "decisions", "returns", "answers", "chronology", "panel_members",
                          "parallel_processes"), (*case.learning, *case.recommendations, *case.actions)),
        *body,
        *_appendices(case, form),
    )  # fmt: skip
    subtitle = f"{what}, draft for the author"
    return case_paper(case, Made(title, what, subtitle=subtitle), blocks)


def _section(case: Case, number: int, title: str, section: Section) -> Iterator[Block]:
    yield Heading(f"{number} {title}")
    yield from section(case)


def _appendices(case: Case, form: Form) -> Iterator[Block]:
    """What the body leans on: the merged chronology, what agencies wrote, the terms of reference."""
    held: list[tuple[str, Section]] = []
    if form not in ("homicide", "offender"):
        held += [("Merged chronology", case_answers.chronology), ("What agencies wrote", _agencies)]
    if form != "homicide":
        held += [("Terms of reference", part.terms)]
    held += [("Action plan", part.actions)]
    yield PageBreak()
    for letter, (title, section) in zip("ABCD", held, strict=False):
        yield Heading(f"Appendix {letter}: {title}")
        yield from section(case)


def _agencies(case: Case) -> Iterator[Block]:
    yield from case_answers.by_agency(case)
