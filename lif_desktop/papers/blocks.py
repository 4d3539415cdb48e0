"""A paper as a plain list of blocks. What is wanted is said here; how it looks is the renderers' business."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal, TypeAlias

from lif_desktop.framework.parts import Tone
from lif_desktop.framework.status import SHAPES, Status
from lif_desktop.papers.charts import Chart, data_rows

Align = Literal["left", "right", "centre"]
Style = Literal["body", "lead", "small"]
BoxKind = Literal["note", "gap"]


@dataclass(frozen=True)
class Run:
    """A stretch of words, plain, bold, or quiet (in the second colour)."""

    text: str
    bold: bool = False
    quiet: bool = False


@dataclass(frozen=True)
class Meter:
    """A clock drawn as days: `done` of `total` small boxes filled. The words beside it say the same."""

    done: int
    total: int
    tone: Tone = "blue"


Part: TypeAlias = Run | Status | Meter
Text: TypeAlias = str | tuple[Part, ...]


def bold(text: str) -> tuple[Part, ...]:
    """Words in bold."""
    return (Run(text, bold=True),)


def parts_of(text: Text) -> tuple[Part, ...]:
    """The parts that a text is made of; a plain string is one run."""
    return (Run(text),) if isinstance(text, str) else text


def plain(text: Text) -> str:
    """The text as words alone, statuses with their shape, meters left out."""
    return "".join(_plain_part(part) for part in parts_of(text))


def _plain_part(part: Part) -> str:
    if isinstance(part, Status):
        return f"{SHAPES[part.tone]} {part.word}"
    return part.text if isinstance(part, Run) else ""


@dataclass(frozen=True)
class Heading:
    """A heading. The title of the paper is the only one of level 1; these are of level 2 to 4."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; a newline in it starts a new line. `keep` holds it on the page of what follows."""

    text: Text
    style: Style = "body"
    keep: bool = False


@dataclass(frozen=True)
class Bullets:
    """A list, with points or numbered from 1."""

    items: tuple[Text, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Column:
    """A column of a table. `share` is its width as a share of the others'."""

    title: str
    share: float = 1.0
    align: Align = "left"


@dataclass(frozen=True)
class Table:
    """A table with a header row that is repeated on each page.

    `about` says in words what the table holds. `groups` are the rows that head the rows after them: shaded, and
    never parted from them. `heads` makes the first column the heading of each row. `row_height` in millimetres
    leaves room to write by hand; `compact` sets the table small and close. A newline in a cell starts a new line
    there. Raises ValueError where a row does not have one cell for each column.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Text, ...], ...]
    about: str
    groups: frozenset[int] = frozenset()
    heads: bool = False
    row_height: float = 0.0
    compact: bool = False

    def __post_init__(self) -> None:
        """Refuse rows that do not fit the columns."""
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"“{self.about}”: a row of {len(row)} cells under {len(self.columns)} columns")

    @property
    def shares(self) -> tuple[float, ...]:
        """The width of each column as a part of the whole, which is 1."""
        whole = sum(column.share for column in self.columns)
        return tuple(column.share / whole for column in self.columns)


@dataclass(frozen=True)
class Figure:
    """A chart with its headline, picture, text alternative and source; `data` adds its figures as a table."""

    chart: Chart
    data: bool = True

    @property
    def table(self) -> Table:
        """The figures of the chart as a table."""
        headings, rows = data_rows(self.chart)
        columns = [Column(headings[0], 2.0), *(Column(name, 1.0, "right") for name in headings[1:])]
        return Table(tuple(columns), rows, f"Figures of the chart: {self.chart.title}")


@dataclass(frozen=True)
class PageBreak:
    """What follows starts on a new page."""


@dataclass(frozen=True)
class Box:
    """Words set apart: a note to the reader, or a gap that somebody has to fill."""

    title: str
    text: Text = ""
    kind: BoxKind = "note"


Block: TypeAlias = Heading | Paragraph | Bullets | Table | Figure | PageBreak | Box


@dataclass(frozen=True)
class Properties:
    """What the document says of itself. `author` is the partnership, no person; `made` has a time zone."""

    author: str
    made: datetime
    subject: str = ""
    keywords: str = ""


@dataclass(frozen=True)
class Paper:
    """A whole paper.

    `marking` is the protective marking at the head and foot of each page, `version_line` what the foot says
    of the issue ("Agenda version 2, as at 23 November 2026"). `names` are words of this paper that a template may
    show by name beside those that every paper has (`due`, `agency`): name and words. `landscape` lays its pages on
    their side. `sources` are references of records it was made from and does not name. `approved` says
    who approved it for publication and when, where that stands; `rests_on` are the records whose approval that is:
    key of the register, number. Raises ValueError where a heading skips a level.
    """

    title: str
    subtitle: str
    marking: str
    version_line: str
    blocks: tuple[Block, ...]
    properties: Properties = field(kw_only=True)
    names: tuple[tuple[str, str], ...] = ()
    landscape: bool = False
    sources: tuple[str, ...] = ()
    approved: tuple[str, date] | None = None
    rests_on: tuple[tuple[str, int], ...] = ()

    def __post_init__(self) -> None:
        """Refuse headings out of order: a reader with a screen reader moves by them."""
        level = 1
        for block in self.blocks:
            if isinstance(block, Heading):
                if not 2 <= block.level <= min(level + 1, 4):
                    raise ValueError(f"“{block.text}” is a heading of level {block.level} after one of level {level}")
                level = block.level


def with_texts(paper: Paper, change: Callable[[str], str]) -> Paper:
    """The paper with `change` applied to every stretch of words in it: title, runs, cells, captions, chart words."""
    words = _Words(change)
    return replace(
        paper,
        title=change(paper.title),
        subtitle=change(paper.subtitle),
        blocks=tuple(words.block(block) for block in paper.blocks),
        names=tuple((name, change(text)) for name, text in paper.names),
    )


@dataclass(frozen=True)
class _Words:
    """Goes through blocks and changes their words."""

    change: Callable[[str], str]

    def text(self, text: Text) -> Text:
        """A text with its words changed; statuses and clocks are words of the program and stay."""
        if isinstance(text, str):
            return self.change(text)
        return tuple(replace(part, text=self.change(part.text)) if isinstance(part, Run) else part for part in text)

    def block(self, block: Block) -> Block:
        """A block with its words changed."""
        match block:
            case Heading():
                return replace(block, text=self.change(block.text))
            case Paragraph():
                return replace(block, text=self.text(block.text))
            case Bullets():
                return replace(block, items=tuple(map(self.text, block.items)))
            case Table():
                rows = tuple(tuple(map(self.text, row)) for row in block.rows)
                return replace(block, rows=rows, about=self.change(block.about))
            case Box():
                return replace(block, title=self.change(block.title), text=self.text(block.text))
            case Figure():
                return replace(block, chart=self.chart(block.chart))
            case PageBreak():
                return block

    def chart(self, chart: Chart) -> Chart:
        """A chart with its words changed; its figures stay."""
        series = tuple(replace(one, name=self.change(one.name)) for one in chart.series)
        categories = tuple(map(self.change, chart.categories))
        return replace(
            chart,
            title=self.change(chart.title),
            categories=categories,
            series=series,
            source=self.change(chart.source),
        )


def or_nothing(table: Table, otherwise: str) -> Table | Paragraph:
    """The table, or where it has no rows the sentence that says so."""
    return table if table.rows else Paragraph(otherwise)


def paragraphs(texts: Iterable[str]) -> tuple[Paragraph, ...]:
    """A paragraph for each text."""
    return tuple(Paragraph(text) for text in texts)
