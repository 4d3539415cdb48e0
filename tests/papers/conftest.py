"""A made-up paper with every kind of block."""

from collections.abc import Iterator

import pytest

from lif_desktop.office.office import Office
from lif_desktop.papers import blocks
from tests.papers.made_up import PROPERTIES, chart, table
from tests.papers.made_up_office import empty_office, made_up_office


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


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office with something in every register, on 23 November 2026. Only read it."""
    made = made_up_office(tmp_path_factory.mktemp("office") / "office.lif")
    yield made
    made.close()


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office that was made this minute. Only read it."""
    made = empty_office(tmp_path_factory.mktemp("bare") / "office.lif")
    yield made
    made.close()
