"""The index of an inspection bundle: as a paper, as a table for a program, and the checksums of every file."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO

from lif_desktop.framework.dates import show_date
from lif_desktop.papers.blocks import (
    Block,
    Bullets,
    Column,
    Heading,
    Paper,
    Paragraph,
    Properties,
    Run,
    Table,
    bold,
    or_nothing,
)
from lif_desktop.papers.words import count, join, shorten

FILES = ("Index.docx", "Index.csv", "SHA256SUMS.txt")
"""The names of the index, of its table and of the checksums."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MOST = 12
"""So many reviews are named in the title line; more are counted."""


@dataclass(frozen=True)
class Entry:
    """One file of a bundle: its name, the review it belongs to, what it holds, its marking, the look over it."""

    name: str
    ref: str
    about: str
    marking: str
    found: str = ""
    size: int = 0
    sha256: str = ""


@dataclass(frozen=True)
class Missing:
    """A paper that is not in the bundle: of which review, which one, why."""

    ref: str
    label: str
    why: str


@dataclass(frozen=True)
class Stand:
    """What a bundle stands for: when it was made (UTC), the newest entry of the journal, the reviews, the office.

    `links` are the references of reviews that are not in the bundle and stand in files of it.
    """

    made: datetime
    entry: int
    head: str
    refs: tuple[str, ...]
    partnership: str
    marking: str
    links: tuple[str, ...] = ()

    @property
    def as_at(self) -> str:
        """When its records were read: "23 November 2026, 10:42 UTC"."""
        utc = self.made.astimezone(UTC)
        return f"{show_date(utc.date())}, {utc:%H:%M} UTC"


def index_paper(stand: Stand, entries: Sequence[Entry], missing: Sequence[Missing]) -> Paper:
    """The index for people: what is here, what is missing and why, and how to check that nothing was changed."""
    named = join(stand.refs) if len(stand.refs) <= _MOST else count(len(stand.refs), "review")
    papers = Table(
        (Column("File", 5), Column("What it holds", 5), Column("Personal details", 2.4)),
        tuple((one.name, shorten(one.about, 200), one.found or "Not looked at") for one in entries),
        "Files of this bundle",
        compact=True,
    )
    gaps = Table(
        (Column("Review", 2), Column("Paper", 4), Column("Why it is not here", 5)),
        tuple((one.ref, one.label, one.why) for one in missing),
        "Papers that are not in this bundle",
        compact=True,
    )
    blocks: tuple[Block, ...] = (
        Paragraph((*bold("As at: "), Run(stand.as_at))),
        Paragraph(f"{count(len(entries), 'file')} of {count(len(stand.refs), 'review')}: {named}."),
        Heading("What is here"),
        or_nothing(papers, "There is no file in this bundle."),
        Heading("What is not here"),
        or_nothing(gaps, "Every paper that belongs here is here."),
        Heading("Other cases"),
        Paragraph(_of_others(stand)),
        Heading("How to check it"),
        Paragraph(
            f"{FILES[2]} holds the SHA-256 checksum of every other file. A file that was changed since has another one."
        ),
        Bullets(
            (
                f"Linux and macOS: open a terminal in the folder and type sha256sum -c {FILES[2]}",
                "Windows: type Get-FileHash with the name of a file in PowerShell and compare",
            )
        ),
        Paragraph(
            f"The records were read when the journal of the office had {count(stand.entry, 'entry', 'entries')}. "
            f"The checksum of the newest was\n{stand.head}"
        ),
        Paragraph("While the journal of the office still holds that entry, it can show what stood here on that day."),
    )
    return Paper(
        "Inspection bundle: index",
        stand.partnership,
        stand.marking,
        f"Inspection bundle, as at {stand.as_at}",
        blocks,
        properties=Properties(stand.partnership, stand.made, "Inspection bundle", "bundle; index"),
    )


def _of_others(stand: Stand) -> str:
    """What the files say of reviews that are not in the bundle."""
    cleared = "Minutes are extracts: of a meeting only what it said of the review."
    if not stand.links:
        return f"No other review is named in these files. {cleared}"
    named = join(stand.links)
    return (
        f"These reviews are not in this bundle and are named in its files by reference alone, because learning, a "
        f"decision or a note leads to them: {named}. Where the record has the made-up name of such a case, its "
        f"reference stands here in its place. {cleared}"
    )


def index_csv(stand: Stand, entries: Iterable[Entry], missing: Iterable[Missing]) -> bytes:
    """The index for a program: a line for each file and for each paper that is not there. UTF-8 with its mark."""
    text = StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(
        ("File", "Review", "What it holds", "Marking", "Personal details", "Bytes", "SHA-256", "Not here because",
         "As at", "Journal entry", "Journal SHA-256")
    )  # fmt: skip
    stood = (stand.as_at, str(stand.entry), stand.head)
    for one in entries:
        row = (one.name, one.ref, one.about, one.marking, one.found, str(one.size), one.sha256, "", *stood)
        table.writerow([_safe(cell) for cell in row])
    for gap in missing:
        table.writerow([_safe(cell) for cell in ("", gap.ref, gap.label, "", "", "", "", gap.why, *stood)])
    return text.getvalue().encode("utf-8-sig")


def sums(digests: Mapping[str, str]) -> bytes:
    """The checksums in the form that `sha256sum -c` checks, by name."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items())).encode()


def _safe(cell: str) -> str:
    """A cell that a spreadsheet program takes for text, whatever it begins with."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
