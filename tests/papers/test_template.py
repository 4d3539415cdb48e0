"""The shipped template: A4, en-GB, no theme, every style that papers need, and the file as the script makes it."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
from docx.shared import Mm

from lif_desktop.papers import template
from lif_desktop.places import resources
from tests.papers.made_up import part

MADE = template.make_template()


def test_the_shipped_file_is_what_the_script_makes() -> None:
    assert (resources() / "templates" / "office.docx").read_bytes() == MADE


def test_it_is_the_same_bytes_each_time() -> None:
    assert template.make_template() == MADE


def test_it_is_a4_with_margins_of_two_centimetres() -> None:
    section = docx.Document(BytesIO(MADE)).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert section.left_margin == section.right_margin
    assert abs(section.left_margin - Mm(20)) < Mm(0.1)


def test_its_language_is_british_english_throughout() -> None:
    styles = part(MADE, "word/styles.xml")
    assert re.findall(r'<w:lang w:val="([^"]+)"', styles) == ["en-GB"]
    assert "en-US" not in styles


def test_nothing_of_a_theme_is_in_it() -> None:
    with ZipFile(BytesIO(MADE)) as archive:
        assert not [name for name in archive.namelist() if "theme" in name or "thumbnail" in name]
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert b"asciiTheme" not in whole
    assert b"themeColor" not in whole
    assert b"Calibri" not in whole


def test_every_style_that_papers_need_is_there_and_headings_have_outline_levels() -> None:
    styles = docx.Document(BytesIO(MADE)).styles
    have = {style.name.lower() for style in styles}
    assert {name.lower() for name in template.NEEDED} <= have
    xml = part(MADE, "word/styles.xml")
    for level in (1, 2, 3, 4):
        style = re.search(rf'<w:style [^>]*w:styleId="Heading{level}".*?</w:style>', xml)
        assert style is not None
        assert f'<w:outlineLvl w:val="{level - 1}"/>' in style[0]
        assert "<w:keepNext/>" in style[0]


def test_lists_are_real_ones() -> None:
    numbering = part(MADE, "word/numbering.xml")
    assert re.findall(r'<w:numFmt w:val="(\w+)"', numbering) == ["bullet", "decimal"]
    assert re.findall(r'<w:pStyle w:val="(\w+)"', numbering) == ["ListBullet", "ListNumber"]


def test_the_script_writes_the_file(tmp_path: Path) -> None:
    target = tmp_path / "office.docx"
    target.write_bytes(MADE)
    assert docx.Document(str(target)).element.body is not None
