"""The look over a paper sees every string of every block, says where, and masks a copy of it."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest

from lif_desktop.framework.personal import contact_key
from lif_desktop.framework.personal_places import as_noted, in_words
from lif_desktop.framework.status import Status
from lif_desktop.papers import blocks
from lif_desktop.papers.blocks import (
    Block,
    Box,
    Bullets,
    Column,
    Figure,
    Heading,
    Meter,
    Paper,
    Paragraph,
    Run,
    Table,
)
from lif_desktop.papers.look_over import look_over, masked, texts_of
from lif_desktop.papers.word import render
from tests.papers.made_up import PROPERTIES, chart

NHS = "943 476 5919"
NAMES = ("Orla Fennimore",)
EMAIL = "lead@example.org"
KNOWN = frozenset({EMAIL, contact_key("0161 496 0123")})


def made_of(*made: Block, **more: object) -> Paper:
    told = {"title": "Agenda", "subtitle": "", "marking": "OFFICIAL", "version_line": "Version 1", "blocks": made}
    return Paper(**(told | {"properties": PROPERTIES} | more))  # type: ignore[arg-type]


def written(paper: Paper) -> str:
    """The parts of its Word file as they are, alternative texts and properties included."""
    with ZipFile(BytesIO(render(paper))) as archive:
        return " ".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))


def where(*made: Block, **more: object) -> list[str]:
    return [one.where for one in look_over(made_of(*made, **more), NAMES)]


def two_columns(*rows: tuple[blocks.Text, ...], heads: bool = False) -> Table:
    return Table((Column("Case"), Column("Evidence")), rows, "Referrals", heads=heads)


# Every place


BLOCKS: dict[str, Callable[[str], Block]] = {
    "“Paper B”, a heading": lambda text: Heading(text, 3),
    "“Paper B”, a paragraph": Paragraph,
    "“Paper B”, line 2 of a list": lambda text: Bullets(("One", text)),
    "“Paper B”, the title of a box": Box,
    "“Paper B”, the box “Gap”": lambda text: Box("Gap", text),
    "“Paper B”, table “Referrals”, row 2, Evidence": lambda text: two_columns(("A", "B"), ("C", text)),
    "“Paper B”, what a table is about": lambda text: replace(two_columns(), about=text),
    "“Paper B”, the headline of a figure": lambda text: Figure(chart(title=text)),
    "“Paper B”, figure “Returns doubled in a year”, its groups": lambda text: Figure(
        chart(categories=("A", "B", text))
    ),
    "“Paper B”, figure “Returns doubled in a year”, its source": lambda text: Figure(chart(source=text)),
    "“Paper B”, figure “Returns doubled in a year”, what its groups are": lambda text: Figure(chart(over=text)),
    "“Paper B”, figure “Returns doubled in a year”, its key": lambda text: Figure(
        chart(series=(replace(chart().series[0], name=text),))
    ),
    "“Paper B”, table “Referrals”, the heading of column 2": lambda text: Table(
        (Column("Case"), Column(text)), (), "Referrals"
    ),
}


@pytest.mark.parametrize("place", list(BLOCKS))
@pytest.mark.parametrize("planted", [NHS, "Orla Fennimore", "SK1 3XE"])
def test_every_string_of_every_block_is_looked_at_and_masked(place: str, planted: str) -> None:
    whole = made_of(Heading("Paper B"), BLOCKS[place](f"It is {planted} then"))
    found = look_over(whole, NAMES)
    assert [(one.where, one.text) for one in found] == [(place, planted)]
    clean = masked(whole, found)
    assert look_over(clean, NAMES) == ()
    assert planted not in written(clean)
    assert " removed]" in written(clean)


@pytest.mark.parametrize(
    ("field", "place"),
    [("title", "the title"), ("subtitle", "the subtitle"), ("version_line", "the foot of the pages")],
)
def test_title_subtitle_and_foot_are_looked_at(field: str, place: str) -> None:
    whole = made_of(**{field: f"About {NHS}"})
    [found] = look_over(whole)
    assert found.where == place
    assert getattr(masked(whole, [found]), field) == "About [NHS number removed]"


def test_words_for_templates_and_properties_are_looked_at() -> None:
    told = replace(PROPERTIES, subject=NHS, keywords="briefing; Orla Fennimore")
    whole = made_of(names=(("agency", NHS),), properties=told)
    found = look_over(whole, NAMES)
    assert [one.where for one in found] == [
        "the words for {{ agency }}",
        "the properties of the document, subject",
        "the properties of the document, keywords",
    ]
    clean = masked(whole, found)
    assert clean.names == (("agency", "[NHS number removed]"),)
    assert clean.properties.keywords == "briefing; [name removed]"


def test_a_heading_that_names_somebody_is_not_repeated_in_the_places_under_it() -> None:
    found = where(Heading("Child of Orla Fennimore"), Paragraph(NHS), two_columns((NHS, "")))
    assert found == [
        "a heading",
        "“Child of [name removed]”, a paragraph",
        "“Child of [name removed]”, table “Referrals”, row 1, Case",
    ]
    assert "Fennimore" not in repr(look_over(made_of(Heading("Child of Orla Fennimore")), NAMES))


# Runs


def test_what_is_split_over_the_runs_of_a_cell_is_found_and_masked_once() -> None:
    cell = (Run("No. 943 "), Run("476", bold=True), Run(" 5919 of", quiet=True), Run(" the case"))
    whole = made_of(two_columns(("A", cell)))
    [found] = look_over(whole)
    assert found.text == NHS
    [table] = masked(whole, [found]).blocks
    assert isinstance(table, Table)
    assert table.rows[0][1] == (
        Run("No. [NHS number removed]"), Run("", bold=True), Run(" of", quiet=True), Run(" the case"),
    )  # fmt: skip


def test_a_status_or_a_clock_between_two_runs_joins_nothing() -> None:
    for between in (Status("red", "Overdue"), Meter(1, 2)):
        assert look_over(made_of(two_columns(("A", (Run("943 476 "), between, Run("5919")))))) == ()


def test_two_finds_in_several_runs_are_each_masked() -> None:
    cell = (Status("red", "Late"), Run("SK1 "), Run("3XE and 943"), Run(" 476 5919."))
    whole = made_of(Paragraph(cell))
    clean = masked(whole, look_over(whole))
    [paragraph] = clean.blocks
    assert isinstance(paragraph, Paragraph)
    assert blocks.plain(paragraph.text).endswith(" Late[postcode removed] and [NHS number removed].")


def test_only_the_finds_that_were_chosen_are_masked() -> None:
    whole = made_of(Paragraph(f"{NHS} at SK1 3XE"), Paragraph("SK1 3XE"))
    found = look_over(whole)
    assert len({one.mark for one in found}) == 3
    clean = masked(whole, [one for one in found if one.kind == "postcode"])
    assert texts_of(clean)[-2:] == (f"{NHS} at [postcode removed]", "[postcode removed]")
    assert masked(whole, ()) == whole


def test_a_number_that_is_broken_over_two_lines_of_a_note_is_found_in_both() -> None:
    for made in ((Bullets(("no. 943 476", "5919 rang")),), (Paragraph("no. 943 476"), Paragraph("5919 rang"))):
        whole = made_of(*made)
        found = look_over(whole)
        assert [(one.kind, one.text) for one in found] == [("nhs", "943 476"), ("nhs", "5919")]
        clean = masked(whole, found)
        assert texts_of(clean)[-2:] == ("no. [NHS number removed]", "[NHS number removed] rang")
        assert look_over(clean) == ()


def test_cells_and_distant_paragraphs_are_not_read_together() -> None:
    assert look_over(made_of(two_columns(("943 476", "5919"), ("943 476", "5919")))) == ()
    assert look_over(made_of(Paragraph("943 476"), Heading("A"), Paragraph("5919"))) == ()


def test_neighbours_that_each_hold_something_are_each_found_once() -> None:
    whole = made_of(Bullets((f"{NHS}, {NHS}", f"{NHS} and SK1", "3XE", "SK1 3XE")))
    found = look_over(whole)
    assert [one.text for one in found] == [NHS, NHS, NHS, "SK1", "3XE", "SK1 3XE"]
    assert look_over(masked(whole, found)) == ()


# Dates of birth by their heading


@pytest.mark.parametrize(
    "block",
    [
        Table((Column("Case"), Column("Date of birth")), (("A", "3 March 2014"),), "Cases"),
        Table((Column("About"), Column("Answer")), (("DOB", "3 March 2014"),), "Case", heads=True),
        Table((Column("About"), Column("Answer")), (("D.o.b.", "3 March 2014"),), "Case"),
        Paragraph("Date of birth: 3 March 2014"),
    ],
)
def test_a_date_under_a_heading_of_birth_is_found(block: Block) -> None:
    assert [one.kind for one in look_over(made_of(block))] == ["birth"]


def test_a_date_under_any_other_heading_is_none() -> None:
    assert where(Table((Column("Date of birth"), Column("Due")), (("", "3 March 2014"),), "Cases")) == []


# The office's own contact details


@pytest.mark.parametrize(
    "block",
    [
        Paragraph(f"Send it to {EMAIL} by Friday"),
        Paragraph("Ring 0161 496 0123 with questions"),
        Table((Column("Role"), Column("Email")), (("Lead", EMAIL),), "People"),
        Table((Column("Role"), Column("How")), (("Telephone", "+44 161 496 0123"),), "People"),
        Box("Return the form to", EMAIL),
    ],
)
def test_contact_details_of_roles_may_stand_in_a_place_meant_for_them(block: Block) -> None:
    made = (Heading("Find out more"), block) if isinstance(block, Box) else (block,)
    assert look_over(made_of(*made), known=KNOWN) == ()
    assert len(look_over(made_of(*made))) == 1


@pytest.mark.parametrize(
    "block",
    [
        Paragraph(f"The mother, {EMAIL}, was seen"),
        Paragraph(f"Send it to mother@example.org, not {EMAIL.replace('lead', 'dad')}"),
        two_columns(("A", f"known as {EMAIL}")),
    ],
)
def test_anywhere_else_and_any_other_they_are_a_find(block: Block) -> None:
    assert look_over(made_of(block), known=KNOWN) != ()


# In words


def test_what_was_found_is_noted_without_the_words_themselves() -> None:
    found = look_over(made_of(Paragraph(f"{NHS} of Orla Fennimore")), NAMES)
    assert in_words(found) == "1 NHS number and 1 watched name"
    noted = as_noted(found, found[:1])
    assert noted == [
        {"kind": "nhs", "where": "a paragraph", "done": "masked"},
        {"kind": "watched", "where": "a paragraph", "done": "left"},
    ]
    assert found[0].around == f"{NHS} of Orla Fennimore"


def test_a_paper_without_anything_is_left_as_it_is(paper: Paper) -> None:
    assert look_over(paper, NAMES) == ()
    assert masked(paper, look_over(paper)) == paper
