"""The drafts of the yearly reports: of the adults' board, of the children's partners, and of both as one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from lif_desktop.framework.dates import financial_year_range, show_date
from lif_desktop.papers import annual_children as children
from lif_desktop.papers import annual_evidence as evidence
from lif_desktop.papers import annual_members as members
from lif_desktop.papers.annual_adults import ADULTS, recipients, strategy
from lif_desktop.papers.annual_author import author_pages, draft_box
from lif_desktop.papers.annual_evidence import FRAMEWORK, GUIDANCE
from lif_desktop.papers.annual_publication import for_publication
from lif_desktop.papers.annual_report import Chapter, Report, Standing, standing, year_wanted
from lif_desktop.papers.annual_reviews import reviews
from lif_desktop.papers.annual_training import training
from lif_desktop.papers.annual_voices import performance, risks, voices
from lif_desktop.papers.annual_year import Duty, Gap, Told, Year
from lif_desktop.papers.blocks import Block, Heading, Paper, Properties
from lif_desktop.papers.gather import Records

_WRITE = "Write it with Words of the yearly report."


def _never(_year: Year) -> Told:
    """For what only the author can say."""
    return Told()


_FRONT = (
    Chapter("Foreword", (Duty("foreword", "Foreword", "the foreword", "", _WRITE, _never),)),
    Chapter(
        "The area and the partnership",
        (Duty("area", "The area and the partnership", "the area and the partnership", "", _WRITE, _never),),
    ),
    Chapter(
        "Governance and budget",
        (
            Duty("governance", "How the partnership is run", "meetings of the year", "", _WRITE, members.governance),
            Duty(
                "costs",
                "What each partner paid, and value for money",
                "what each partner paid and the value for money",
                GUIDANCE,
                "Ask for it in the contribution to the annual report, under Resources.",
                members.costs,
            ),
        ),
    ),
)

_PRIORITIES = Chapter(
    "Priorities",
    (
        Duty(
            "priorities",
            "Priorities",
            "the priorities: why, how, so what",
            "",
            "Link risks to strategic priorities, or write it with Words of the yearly report.",
            strategy,
        ),
    ),
)

_SAB = Chapter(
    "Safeguarding Adults Board",
    ADULTS,
    "These are the headings that the Care Act 2014 asks for (Schedule 2 paragraph 4).",
    recipients,
)

_PARTNERS = Chapter(
    "Children's safeguarding partners",
    (children.PARTNERS, *children.CHILDREN),
    children.ASKED,
    children.recipients,
    check=children.CHECK,
)

_PARTNERS_TOO = Chapter(
    "Children's safeguarding partners",
    children.CHILDREN,
    f"{children.ASKED} What each partner contributed stands under (c) above.",
    children.recipients,
    check=children.CHECK,
)


def _chapter(key: str, title: str, law: str, answer: Callable[[Year], Told]) -> Chapter:
    duty = Duty(key, title, title.lower(), law, _WRITE, answer)
    return Chapter(title, (duty,))


CHAPTERS: tuple[Chapter, ...] = (
    _chapter("performance", "Performance", f"{FRAMEWORK} 7", performance),
    _chapter("reviews", "Reviews", f"{FRAMEWORK} 5", reviews),
    _chapter("audits", "Audits", f"{FRAMEWORK} 6", evidence.audits),
    _chapter("training", "Training", f"{FRAMEWORK} 13", training),
    _chapter("learning", "The learning loop", f"{FRAMEWORK} 2.2", evidence.learning),
    _chapter("actions", "Actions", f"{FRAMEWORK} 5.8", evidence.actions),
    _chapter("voices", "Voices", f"{FRAMEWORK} 8 and 9", voices),
    _chapter("risks", "Risks", f"{FRAMEWORK} 10", risks),
)
"""The evidence, after what law and guidance ask for."""

_END = (
    Chapter("Next year", (Duty("next", "Next year", "what is planned for next year", "", _WRITE, members.next_year),)),
    Chapter(
        "Appendices",
        (
            Duty("members", "Members", "the members", "", "Add them in the register of agencies.", members.member_list),
            Duty(
                "attendance",
                "Attendance at meetings",
                "attendance at meetings",
                "",
                "Record it on the meetings of the year.",
                members.attendance,
            ),
            Duty("glossary", "Glossary", "a glossary", "", _WRITE, members.glossary),
        ),
        fresh=True,
    ),
)

ADULTS_REPORT = Report(
    "annual-report-adults",
    "Annual report of the Safeguarding Adults Board",
    "adults",
    (*_FRONT, _SAB, *CHAPTERS, *_END),
)
CHILDREN_REPORT = Report(
    "annual-report-children",
    "Yearly report of the children's safeguarding partners",
    "children",
    (*_FRONT, _PRIORITIES, _PARTNERS, *CHAPTERS, *_END),
)
JOINT_REPORT = Report("annual-report", "Annual report", "", (*_FRONT, _SAB, _PARTNERS_TOO, *CHAPTERS, *_END))
"""Both lists, with the parts that they share once."""

REPORTS = (JOINT_REPORT, ADULTS_REPORT, CHILDREN_REPORT)


def annual_report(records: Records, name: str | None, made: datetime) -> Paper:
    """The joint draft for the financial year `name`, or for the last whole one.

    Raises DateNotUnderstood for no year, OfficeError where the day that was asked for lies before the journal.
    """
    return _draft(records, JOINT_REPORT, name, made)


def adults_report(records: Records, name: str | None, made: datetime) -> Paper:
    """The draft of the report that the Care Act asks of a safeguarding adults board (Schedule 2 paragraph 4)."""
    return _draft(records, ADULTS_REPORT, name, made)


def children_report(records: Records, name: str | None, made: datetime) -> Paper:
    """The draft of the yearly report of the children's safeguarding partners (Children Act 2004 section 16G)."""
    return _draft(records, CHILDREN_REPORT, name, made)


def year_of(held: Records, now: Records, report: Report, name: str) -> Year:
    """The year as a report sees it, with the author's words; `now` are the office's records as they are."""
    year = Year(held, name, report.board, now)
    written = now.report_words(year.name)
    for one in reversed(writers(report)):
        year.words |= {heading: text for (key, heading), text in written.items() if key == one.key}
    return year


def writers(report: Report) -> tuple[Report, ...]:
    """The reports whose words a report takes, its own first: the joint draft has those of both where it has none."""
    return (JOINT_REPORT, ADULTS_REPORT, CHILDREN_REPORT) if report is JOINT_REPORT else (report,)


def _draft(records: Records, report: Report, name: str | None, made: datetime) -> Paper:
    wanted = year_wanted(records, name)
    with standing(records, financial_year_range(wanted)[1]) as (held, stood):
        year = year_of(held, records, report, wanted)
        return _paper(year, report, stood, made)


def _paper(year: Year, report: Report, stood: Standing, made: datetime) -> Paper:
    """The draft with what is only for its author at the end; once approved, the report alone, as it is published."""
    told = told_all(year, report)
    now, title = year.now, f"{report.title} {year.name}"
    as_at = f", as at {show_date(stood.day)}" if stood.day else ""
    paper = Paper(
        f"{title}: draft",
        f"{now.partnership}\n{show_date(year.start)} to {show_date(year.end)}",
        now.report_marking(report.key, year.name),
        f"{title}, draft of {show_date(now.today)}{as_at}",
        (
            draft_box(told.gaps, now.changed_report(report.key, year.name)),
            *told.blocks,
            *author_pages(year, report, stood, told.gaps),
        ),
        properties=Properties(now.partnership, made, title, "annual report; draft"),
    )
    if not now.report_approved(report.key, year.name):
        return paper
    properties = replace(paper.properties, keywords="annual report")
    line = f"{title}, {show_date(now.today)}{as_at}"
    paper = replace(paper, title=title, version_line=line, blocks=told.blocks, properties=properties)
    return for_publication(paper, [kind.prefix for kind in now.profile.review_types])


def told_all(year: Year, report: Report) -> Told:
    """Every chapter of a report, with the year in figures after the front chapters, and every gap found."""
    blocks: list[Block] = []
    gaps: list[Gap] = []
    for chapter in report.chapters:
        if chapter is report.chapters[len(_FRONT)]:
            blocks += [Heading("The year in figures"), *evidence.year_in_figures(year).blocks]
        told = chapter.told(year)
        blocks += told.blocks
        gaps += told.gaps
    return Told(tuple(blocks), tuple(gaps))
