"""A made-up paper with every kind of block."""

import pytest

from lif_desktop.papers import blocks
from tests.papers.made_up import PROPERTIES, chart, table


@pytest.fixture
def paper() -> blocks.Paper:
    return blocks.Paper(
        "Review Group: agenda",
        "Meeting 14, Friday 27 November 2026",
        "OFFICIAL-SENSITIVE",
        "Agenda MTG-2026-011, as at 23 November 2026",
        (
            blocks.Heading("Agenda"),
            table(),
            blocks.Paragraph("A lead.", "lead"),
            blocks.Heading("Lists", 3),
            blocks.Bullets(("One", "Two")),
            blocks.Bullets(("First", "Second"), numbered=True),
            blocks.Bullets(("First again",), numbered=True),
            blocks.PageBreak(),
            blocks.Heading("Figures"),
            blocks.Figure(chart()),
            blocks.Box("Gap: nothing is recorded", "Write it here.", "gap"),
            blocks.Box("Note", "Read it."),
        ),
        properties=PROPERTIES,
    )
