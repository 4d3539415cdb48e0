"""Check my template: the place and the misspelt name, what stops papers and what is only to know."""

from io import BytesIO
from pathlib import Path

import docx
import pytest

from lif_desktop.office.office import Office
from lif_desktop.papers import PAPERS, build_paper
from lif_desktop.papers.office_template_names import KNOWN
from lif_desktop.papers.saving import PaperError
from lif_desktop.papers.template import make_template
from lif_desktop.papers.template_check import check, read_to_keep, save_starting_copy, starting_copy
from tests.papers.made_up_office import TODAY
from tests.papers.templates_made_up import bytes_of, copy, paragraph, run, with_body


def said(data: bytes) -> list[str]:
    return [str(one) for one in check(data)]


def test_the_starting_copy_has_nothing_to_mend_and_explains_every_name() -> None:
    assert check(starting_copy()) == ()
    document = copy()
    told = " ".join(cell.text for row in document.tables[0].rows for cell in row.cells)
    assert all(f"{{{{ {name} }}}}" in told for name in KNOWN)


def test_every_name_that_a_paper_gives_is_known(office: Office) -> None:
    given = {name for kind in PAPERS for name, _ in build_paper(office, kind.key, today=TODAY).names}
    assert given - KNOWN.keys() == set()


def test_a_misspelt_name_is_said_with_its_place_and_the_nearest_right_one() -> None:
    template = with_body(paragraph(run("Prepared for {{ part"), run("nershp }} by us")))
    first, *rest = check(template)
    assert first.stops
    assert str(first) == (
        "body, paragraph 9 “Prepared for {{ partnershp }} by us”: "
        "There is no name “partnershp”. Is {{ partnership }} meant?"
    )
    assert rest == []


def test_faults_in_header_and_table_are_said_there() -> None:
    document = copy()
    document.sections[0].header.add_paragraph("{{ titel }}")
    document.add_table(2, 1).cell(1, 0).text = "{ date }"
    found = said(bytes_of(document))
    assert "table 2, row 2 “{ date }”: “{ date }” has single braces. Write {{ date }}." in found
    assert "header “{{ titel }}”: There is no name “titel”. Is {{ title }} meant?" in found


def test_what_is_only_to_know_does_not_stop() -> None:
    document = docx.Document()
    document.add_heading("Mine", 1)
    document.add_paragraph()
    found = check(bytes_of(document))
    assert not any(one.stops for one in found)
    told = "\n".join(map(str, found))
    for words in (
        "no place for the paper itself",
        "The header has no place for the marking",
        "“Lead paragraph”",
        "not A4",
        "language is not English (United Kingdom)",
        "An empty paragraph makes room",
        "This one is set in Heading 2",
    ):
        assert words in told


@pytest.mark.parametrize(
    ("words", "remark"),
    [
        ("Here: {{ content }}", "The paper goes below this paragraph."),
        ("{{ title }}", "The title is not in the style Heading 1."),
    ],
)
def test_names_in_places_that_do_not_suit_are_said(words: str, remark: str) -> None:
    document = docx.Document(BytesIO(make_template()))
    document.add_paragraph(words)
    assert remark in "\n".join(said(bytes_of(document)))


def test_a_file_that_is_no_template_is_one_remark_that_stops(tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_bytes(b"%PDF-1.7")
    (only,) = check(tmp_path / "letter.docx")
    assert only.stops
    assert "it is a PDF" in str(only)
    assert check(tmp_path / "away.docx")[0].stops


def test_a_template_is_kept_only_where_papers_can_be_made_in_it(tmp_path: Path) -> None:
    good, bad = save_starting_copy(tmp_path / "good.docx", "agenda"), tmp_path / "bad.docx"
    bad.write_bytes(with_body(paragraph(run("{{ x.y }}"))))
    assert read_to_keep(good) == (good.read_bytes(), ())
    with pytest.raises(PaperError, match=r"was not taken\. In “bad\.docx”, body, paragraph 9 .* is not a name"):
        read_to_keep(bad)
    assert "agenda" in docx.Document(str(good)).paragraphs[0].text
