"""Made-up blocks of each kind, and ways to look into a Word file."""

import re
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from lif_desktop.framework.status import Status
from lif_desktop.papers import blocks
from lif_desktop.papers.charts import Chart, Series

MADE = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)
PROPERTIES = blocks.Properties("Anytown Safeguarding Partnerships", MADE, "Panel agenda", "agenda; rapid review")


def chart(kind: str = "bar", **more: object) -> Chart:
    """A small chart of that kind."""
    several = (Series("Before", (2.0, 3.0, 5.0)), Series("After", (4.0, None, 9.0)))
    told = {
        "title": "Returns doubled in a year",
        "over": "Agency",
        "categories": ("Council", "Police", "Health"),
        "series": several if kind != "bar" else several[:1],
        "unit": "returns",
        "source": "Returns register",
    }
    return Chart(kind=kind, **(told | more))  # type: ignore[arg-type]


def table(**more: object) -> blocks.Table:
    """A small table with a group row, a status and a clock."""
    columns = (blocks.Column("No.", 1), blocks.Column("Item", 6), blocks.Column("State", 3, "right"))
    rows = (
        ("4", "New referrals", ""),
        ("4.1", "SAR-2026-003 Adult Linden\nCriteria and decision", (Status("red", "Overdue by 5 working days"),)),
        ("4.2", (blocks.Run("RR-2026-005", bold=True), blocks.Meter(7, 15)), "On track"),
    )
    told = {"columns": columns, "rows": rows, "about": "Items of the agenda", "groups": frozenset({0})}
    return blocks.Table(**(told | more))  # type: ignore[arg-type]


def part(data: bytes, name: str) -> str:
    """One part of a Word file as text."""
    with ZipFile(BytesIO(data)) as archive:
        return archive.read(name).decode()


def pretty(xml: str) -> str:
    """XML with a line for each element, so that a difference can be read."""
    return etree.tostring(etree.fromstring(xml.encode()), pretty_print=True).decode()


def everything(data: bytes) -> str:
    """All the words of a Word file, header and footer included."""
    with ZipFile(BytesIO(data)) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")]
    return " ".join(re.sub(r"<[^>]+>", " ", xml) for xml in parts)


def said(paper: blocks.Paper, under: str = "") -> str:
    """All the words of a paper, or of what stands under one of its headings, up to the next of that level."""
    found, level = [], 0 if not under else 9
    for block in paper.blocks:
        if isinstance(block, blocks.Heading):
            if level and block.text == under:
                level = -block.level
                continue
            if level < 0 and block.level <= -level:
                break
        if level <= 0:
            found.append(words_of(block))
    assert found, f"there is no heading “{under}”"
    return "\n".join(found)


def words_of(block: blocks.Block) -> str:
    """The words of one block."""
    match block:
        case blocks.Heading():
            return block.text
        case blocks.Paragraph():
            return blocks.plain(block.text)
        case blocks.Bullets():
            return "\n".join(map(blocks.plain, block.items))
        case blocks.Table():
            heads = " | ".join(column.title for column in block.columns)
            return "\n".join([heads, *(" | ".join(map(blocks.plain, row)) for row in block.rows)])
        case blocks.Figure():
            return f"{block.chart.title}\n{words_of(block.table)}"
        case blocks.Box():
            return f"{block.title}\n{blocks.plain(block.text)}"
        case _:
            return ""
