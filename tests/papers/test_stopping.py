"""A paper says how far it is and can be stopped at any block, row or chart; a template that fails is replaced."""

from pathlib import Path

import pytest

from lif_desktop.office.office import Office
from lif_desktop.office.templates import keep_template, template_for
from lif_desktop.papers import blocks, build_paper, make_paper, word
from lif_desktop.papers.catalogue import paper_bytes
from lif_desktop.papers.template_check import starting_copy
from tests.papers.made_up import PROPERTIES, chart, everything, table
from tests.papers.made_up_office import TODAY, empty_office


class StoppedError(Exception):
    """Somebody pressed Cancel."""


def asked(*held: blocks.Block) -> list[tuple[int, int]]:
    """How often a paper of these blocks asks whether to go on, and how far it says it is."""
    said: list[tuple[int, int]] = []
    paper = blocks.Paper("T", "", "OFFICIAL", "", held, properties=PROPERTIES)
    word.render(paper, None, lambda _words, done, of: said.append((done, of)))
    return said


def test_it_is_asked_at_each_block_in_long_tables_and_within_a_chart() -> None:
    plain = len(asked(blocks.Paragraph("x")))
    rows = tuple(("1", "x", "y") for _ in range(200))
    assert len(asked(table(rows=rows, groups=frozenset()))) >= plain + 7
    assert len(asked(blocks.Figure(chart()))) >= plain + 5
    assert (1, 3) in asked(*[blocks.Paragraph("x")] * 3)


def test_what_is_stopped_leaves_no_file(office: Office, tmp_path: Path) -> None:
    def stop(words: str, _done: int, _of: int) -> None:
        if words.startswith("Writing"):
            raise StoppedError

    with pytest.raises(StoppedError):
        make_paper(office, "agenda", tmp_path / "agenda.docx", today=TODAY, progress=stop)
    assert list(tmp_path.iterdir()) == []


def test_papers_are_made_in_the_offices_own_template_and_in_the_shipped_one_where_it_fails(tmp_path: Path) -> None:
    own = empty_office(tmp_path / "o.lif")
    keep_template(own, "Ours", starting_copy(), "ours.docx", "handover")
    paper = build_paper(own, "handover", today=TODAY)
    ending = "Questions about this paper go to the business office."
    heard: list[str] = []
    assert ending in everything(paper_bytes(own, "handover", paper, tell=heard.append))
    assert template_for(own, "agenda") is None
    assert heard == []
    keep_template(own, "Broken", b"%PDF-1.7", "broken.docx")
    keep_template(own, "Broken too", b"%PDF-1.7", "broken.docx", "handover")
    made = paper_bytes(own, "handover", paper, tell=heard.append)
    assert ending not in everything(made)
    assert heard[0].startswith("The paper was made in the template that came with the program")
    assert "it is a PDF" in heard[0]
    own.close()
