"""Makes the print preview's HTML of a paper, in the small HTML that QTextDocument knows. No Qt here."""

from base64 import b64encode
from collections.abc import Callable
from html import escape

from lif_desktop.framework.status import SHAPES, Status
from lif_desktop.papers import blocks
from lif_desktop.papers.charts import Chart, text_alternative
from lif_desktop.papers.look import (
    ACCENT,
    EDGE,
    FACES,
    GAP_FILL,
    GAP_INK,
    GROUP_FILL,
    HEAD_FILL,
    INK,
    LINE,
    NOTE_FILL,
    QUIET,
    TONE_INK,
    TRACK,
    ink_and_fill,
)
from lif_desktop.papers.template import COMPACT_POINTS, STYLES, TABLE_POINTS, TEXT_TWIPS, ParagraphStyle
from lif_desktop.papers.widths import column_widths
from lif_desktop.papers.words import clean

Draw = Callable[[Chart], bytes]
"""Gives the picture of a chart as PNG."""

ROOM_MM, LYING_MM = 170, 257
"""Width of the text on A4 with the template's margins, upright and on its side; pictures are shown this wide."""

_PIXELS_IN_MM = 96 / 25.4
_PIXELS_IN_POINT = 96 / 72
"""Qt knows margins in pixels only, at 96 to the inch."""

_SPACER = '<p style="font-size: 4pt; margin-bottom: 0px;">&nbsp;</p>'
_TAGS = {
    "h1": "heading 1",
    "h2": "heading 2",
    "h3": "heading 3",
    "h4": "heading 4",
    "p.subtitle": "Subtitle",
    "p.lead": "Lead paragraph",
    "p.small": "Small print",
    "p.caption": "caption",
    "li": "List Bullet",
    "th": "Table heading",
    "td": "Table text",
}
"""The style of the template whose look each tag has here."""


def to_html(paper: blocks.Paper, draw: Draw | None = None) -> str:
    """The paper as HTML for QTextDocument, marking and page numbers left to whoever paints the pages.

    `draw` gives the picture of a chart; without it they are drawn here, some 0.2 seconds each.
    """
    if draw is None:
        from lif_desktop.papers import drawing

        draw = drawing.draw
    page = _Page(draw, LYING_MM if paper.landscape else ROOM_MM)
    title = escape(clean(paper.title))
    head = f"<h1>{title}</h1>" + (f'<p class="subtitle">{_text(paper.subtitle)}</p>' if paper.subtitle else "")
    body = "\n".join(page.block(block) for block in paper.blocks)
    return (
        f'<html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>\n{_style_sheet()}\n</style></head>"
        f"<body>{head}\n{body}</body></html>"
    )


def _style_sheet() -> str:
    """The template's styles as CSS, so that preview and Word cannot drift apart."""
    known = {style.name: style for style in STYLES}
    faces = ", ".join(f"'{face}'" for face in FACES)
    rules = [
        f"body {{ font-family: {faces}; font-size: 11pt; color: #{INK}; }}",
        "p { margin-top: 0px; margin-bottom: 8px; }",
    ]
    return "\n".join([*rules, *(f"{tag} {{ {_css(known[name])} }}" for tag, name in _TAGS.items())])


def _css(style: ParagraphStyle) -> str:
    said = [f"font-size: {style.size}pt;"] if style.size else []
    said += [f"color: #{style.colour};"] if style.colour else []
    said += ["font-weight: bold;"] if style.bold else []
    above, below = style.before or 0, 6 if style.after is None else style.after
    said += [
        f"margin-top: {above * _PIXELS_IN_POINT:.0f}px;",
        f"margin-bottom: {below * _PIXELS_IN_POINT:.0f}px;",
    ]
    return " ".join(said)


class _Page:
    """Turns blocks into HTML one after the other, counting figures and remembering page breaks."""

    def __init__(self, draw: Draw, room_mm: int) -> None:
        self.draw, self.room_mm = draw, room_mm
        self.twips = TEXT_TWIPS * room_mm // ROOM_MM
        self.figures = 0
        self.breaks = False

    def block(self, block: blocks.Block) -> str:
        """One block of any kind; a page break is put on what follows it."""
        if isinstance(block, blocks.PageBreak):
            self.breaks = True
            return ""
        turn = ' style="page-break-before: always;"' if self.breaks else ""
        self.breaks = False
        return self._block(block, turn)

    def _block(self, block: blocks.Block, turn: str) -> str:
        match block:
            case blocks.Heading():
                return f"<h{block.level}{turn}>{_text(block.text)}</h{block.level}>"
            case blocks.Paragraph():
                return f'<p class="{block.style}"{turn}>{_text(block.text)}</p>'
            case blocks.Bullets():
                tag = "ol" if block.numbered else "ul"
                return f"<{tag}{turn}>{''.join(f'<li>{_text(item)}</li>' for item in block.items)}</{tag}>"
            case blocks.Table():
                return _table(block, self.twips, turn)
            case blocks.Figure():
                return self._figure(block, turn)
            case blocks.Box():
                return _box(block, turn)
            case _:
                return ""

    def _figure(self, block: blocks.Figure, turn: str) -> str:
        self.figures += 1
        chart = block.chart
        source = f"data:image/png;base64,{b64encode(self.draw(chart)).decode()}"
        width = round(self.room_mm * _PIXELS_IN_MM)
        words = escape(clean(text_alternative(chart)), quote=True)
        return (
            f'<p class="caption"{turn}>Figure {self.figures}: {_text(chart.title)}</p>'
            f'<p><img src="{source}" width="{width}" alt="{words}"></p>'
            + (f'<p class="small">Source: {_text(chart.source)}</p>' if chart.source else "")
            + (_table(block.table, self.twips) if block.data else "")
        )


def _text(text: blocks.Text) -> str:
    return "".join(_part(part) for part in blocks.parts_of(text))


def _part(part: blocks.Part) -> str:
    if isinstance(part, Status):
        words = escape(f"{SHAPES[part.tone]} {clean(part.word)}")
        ink, fill = ink_and_fill(part)
        behind = f" background-color: #{fill};" if fill else ""
        return f'<span style="color: #{ink};{behind}">{words}</span>'
    if isinstance(part, blocks.Meter):
        return "".join(_day(TONE_INK[part.tone] if number < part.done else TRACK) for number in range(part.total))
    words = escape(clean(part.text)).replace("\n", "<br>").replace("\t", "&nbsp;&nbsp; ")
    if part.quiet:
        words = f'<span style="color: #{QUIET};">{words}</span>'
    return f"<b>{words}</b>" if part.bold else words


def _day(colour: str) -> str:
    """One small box of a clock."""
    return f'<span style="color: #{colour}; font-size: 8pt;">■</span>'


def _box(block: blocks.Box, turn: str) -> str:
    fill, ink, edge = (GAP_FILL, GAP_INK, GAP_INK) if block.kind == "gap" else (NOTE_FILL, INK, ACCENT)
    words = f"<b>{_text(block.title)}</b>" + (f"<br>{_text(block.text)}" if block.text else "")
    return (
        (f"<p{turn}></p>" if turn else _SPACER) + '<table width="100%" cellspacing="0" cellpadding="6"><tr>'
        f'<td width="4" bgcolor="#{edge}" style="padding: 0px;"></td>'
        f'<td bgcolor="#{fill}" style="color: #{ink}; font-size: 10.5pt;">{words}</td></tr></table>' + _SPACER
    )


def _table(table: blocks.Table, room: int, turn: str = "") -> str:
    """The table, `room` twips wide, with its header row in thead, which QTextDocument repeats on each page."""
    points = COMPACT_POINTS if table.compact else TABLE_POINTS
    widths = [f"{100 * width / room:.1f}%" for width in column_widths(table, room, points)]
    aligns = ["center" if column.align == "centre" else column.align for column in table.columns]
    edges = f"border-bottom: 1px solid #{EDGE}; border-top: 1px solid #{EDGE};{_size(table)}"
    head = "".join(
        f'<th align="{align}" width="{width}" bgcolor="#{HEAD_FILL}" style="{edges}">{_text(column.title)}</th>'
        for column, align, width in zip(table.columns, aligns, widths, strict=True)
    )
    body = "".join(_row(table, number, aligns) for number in range(len(table.rows)))
    return (
        f"{'' if turn else _SPACER}"
        f'<table width="100%" cellspacing="0" cellpadding="{2 if table.compact else 4}"{turn}>'
        f"<thead><tr>{head}</tr></thead>"
        f"{body}</table>{_SPACER}"
    )


def _size(table: blocks.Table) -> str:
    return f" font-size: {COMPACT_POINTS}pt;" if table.compact else ""


def _row(table: blocks.Table, number: int, aligns: list[str]) -> str:
    heading = number in table.groups
    fill = f' bgcolor="#{GROUP_FILL}"' if heading else ""
    padding = f" padding-bottom: {table.row_height * _PIXELS_IN_MM:.0f}px;" if table.row_height else ""
    look = f"{padding}{_size(table)}"
    cells = []
    for at, text in enumerate(table.rows[number]):
        words = _text(text)
        strong = table.heads and at == 0
        cells.append(
            f'<td align="{aligns[at]}" valign="top"{fill} style="border-bottom: 1px solid #{LINE};{look}">'
            f"{f'<b>{words}</b>' if strong else words}</td>"
        )
    return f"<tr>{''.join(cells)}</tr>"
