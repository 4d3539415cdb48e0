"""The quick way through a sheet gives what the XML parser gives, cell by cell, or leaves the sheet to it."""

import io
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter.worksheet import Worksheet

from lif_desktop.places import resources
from lif_desktop.sheets.formats import xlsx
from lif_desktop.sheets.formats.xlsx_quick import Doubt
from lif_desktop.sheets.raw import ErrorCell
from lif_desktop.sheets.sink import Sink
from lif_desktop.sheets.wire import Unpacker, receive
from tests.sheets import awkward
from tests.sheets.test_formats import DAY, HEAD, cells

SAMPLES = sorted(resources().glob("sample/*.xlsx"))
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def no_quick_way(*_: object) -> Any:
    raise Doubt


def outcome(path: Path) -> Any:
    """Everything that reading the file sends; of a file that is refused, that it is."""
    stream = io.BytesIO()
    try:
        xlsx.read(path, Sink(stream, path.name))
    except Exception as error:  # noqa: BLE001 - the reader process ends at any
        return type(error).__name__
    stream.seek(0)
    frames = [frame for frame in iter(lambda: receive(stream), None) if frame[0] != "tick"]  # type: ignore[arg-type]
    unpacker = Unpacker()
    return [
        [list(map(exactly, row)) for row in unpacker.rows(body)] if kind == "rows" else body for kind, body in frames
    ]


def exactly(value: object) -> tuple[str, str]:
    return type(value).__name__, repr(value)


def both(path: Path) -> tuple[Any, Any, int]:
    """What the quick way gives, what the parser gives, and how many sheets the quick way left to it."""
    doubts = 0
    quick = xlsx.quick_rows

    def counted(*arguments: Any) -> Any:
        nonlocal doubts
        try:
            yield from quick(*arguments)
        except Doubt:
            doubts += 1
            raise

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(xlsx, "quick_rows", counted)
        ours = outcome(path)
        patched.setattr(xlsx, "quick_rows", no_quick_way)
        return ours, outcome(path), doubts


def same(path: Path) -> int:
    ours, theirs, doubts = both(path)
    assert ours == theirs
    return doubts


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_sample_goes_the_quick_way(path: Path) -> None:
    assert same(path) == 0


def hidden_and_merged(sheet: Worksheet) -> None:
    sheet.set_row(1, None, None, {"hidden": True})
    sheet.set_row(9, 30, None, {"hidden": True, "level": 1, "collapsed": True})
    sheet.set_column("B:C", None, None, {"hidden": True})
    sheet.merge_range("A3:C3", "Note")


def formulas(sheet: Worksheet) -> None:
    sheet.write_formula(1, 0, "=1+1", None, 2)
    sheet.write_formula(1, 1, '=IF(A1<>"&",NA(),1)', None, "#N/A")
    sheet.write_formula(1, 2, '="a"&"b"', None, "a & <b>")
    sheet.write_formula(2, 0, "=A1", None, "")
    sheet.write_array_formula("B3:B4", "{=A1:A2}", None, 7)
    sheet.write_dynamic_array_formula("D3:D4", "=SORT(A1:A2)", None, 8)
    sheet.write_boolean(5, 0, True)


def texts(sheet: Worksheet) -> None:
    sheet.write_rich_string(1, 0, "plain ", "bold", " end")
    sheet.write_string(1, 1, "a\x01b_x0041_\r\nline\t\xa0é😀")
    sheet.write_string(1, 2, "  blanks around  ")
    sheet.write_blank(1, 3, None)


@pytest.mark.parametrize("more", [hidden_and_merged, formulas, texts, lambda sheet: sheet.write_string(3000, 0, "far")])
def test_awkward_workbooks_go_the_quick_way(tmp_path: Path, more: Callable[[Worksheet], None]) -> None:
    assert same(awkward.xlsx(tmp_path / "a.xlsx", [HEAD, [], [None, DAY, 2.5], [], ["x"] * 300], more)) == 0


def test_other_awkward_workbooks_give_the_same(tmp_path: Path) -> None:
    source = awkward.xlsx(tmp_path / "a.xlsx", [HEAD, ("A1", "One", DAY)])
    assert same(awkward.lying_dimension(tmp_path / "l.xlsx", source)) == 0
    assert same(awkward.unsaved_formulas(tmp_path / "u.xlsx", [HEAD, ("A1", "=1+1", None)])) == 0
    with xlsxwriter.Workbook(str(tmp_path / "d.xlsx"), {"date_1904": True, "default_date_format": "[h]:mm"}) as book:
        book.add_worksheet().write_datetime(0, 0, DAY)
        book.add_worksheet("Second").write_number(0, 0, 1e300)
    assert same(tmp_path / "d.xlsx") == 0
    with xlsxwriter.Workbook(str(tmp_path / "m.xlsx"), {"constant_memory": True}) as book:
        book.add_worksheet().write_row(0, 0, ["in", " line & <so> "])
    assert same(tmp_path / "m.xlsx") == 0


@settings(max_examples=40)
@given(st.lists(st.lists(cells, max_size=6), max_size=12), st.booleans())
def test_any_workbook_goes_the_quick_way(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[Any]], in_line: bool
) -> None:
    path = tmp_path_factory.mktemp("any") / "a.xlsx"
    with xlsxwriter.Workbook(str(path), {"constant_memory": in_line, "default_date_format": "d/m/y"}) as book:
        awkward.fill(book.add_worksheet(), [["start"], *rows])
    assert same(path) == 0


def sheet(tmp_path: Path, change: Callable[[str], str], name: str = "b.xlsx") -> Path:
    source = tmp_path / "source.xlsx"
    if not source.exists():
        rows = [HEAD, ("A1", "One & two", DAY), ("A2", 5, 2.5), (None, True, "x")]
        awkward.xlsx(source, rows, hidden_and_merged)
    return awkward.changed(
        tmp_path / name,
        source,
        lambda part, data: change(data.decode()).encode() if part.endswith("sheet1.xml") else data,
    )


# Each way of writing is one that a parser reads otherwise than a careless match would, or refuses.
ODD = {
    "a comment around a row": lambda text: text.replace('<row r="3"', '<!-- <row r="3"', 1).replace(
        "</row><row", "</row> --><row", 1
    ),
    "a cell in a comment": lambda text: text.replace("</row>", '<!--<c r="F1"><v>9</v></c>--></row>', 1),
    "CDATA": lambda text: text.replace("<v>5</v>", "<v><![CDATA[6]]></v>"),
    "an instruction": lambda text: text.replace("<sheetData>", "<sheetData><?x y?>"),
    "a number by its character": lambda text: text.replace("<v>5</v>", "<v>&#54;</v>"),
    "an entity that is none": lambda text: text.replace("<v>5</v>", "<v>&nbsp;</v>"),
    "attributes turned round": lambda text: re.sub(r'<c r="(\w+)" s="1"', r'<c s="1" r="\1"', text),
    "single quotes": lambda text: text.replace('t="s"', "t='s'"),
    "an attribute twice": lambda text: text.replace('<row r="3"', '<row r="3" r="3"'),
    "another name space": lambda text: text.replace('<row r="3"', '<row xmlns="other" r="3"'),
    "a prefix": lambda text: (
        text.replace("<row", "<x:row")
        .replace("</row", "</x:row")
        .replace(f"<worksheet {MAIN}", f"<worksheet {MAIN} xmlns:x{MAIN[5:]}")
    ),
    "a prefix nobody declared": lambda text: text.replace('<row r="3"', '<row x14ac:dyDescent="1" r="3"'),
    "blanks between": lambda text: text.replace("><", ">\n  <"),
    "rows after the rows": lambda text: text.replace(
        "</sheetData>", '</sheetData><extLst><row r="9"><c r="A9"><v>1</v></c></row></extLst>'
    ),
    "rows twice": lambda text: text.replace("</sheetData>", "</sheetData><sheetData><row/></sheetData>"),
    "no rows": lambda text: re.sub("<sheetData>.*</sheetData>", "<sheetData/>", text),
    "rows without cells": lambda text: text.replace("<sheetData>", '<sheetData><row r="1" hidden="1"/>').replace(
        '<row r="1" s', '<row r="1" ht="3" s'
    ),
    "no references": lambda text: re.sub(r'(<(?:c|row)) r="\w+"', r"\1", text),
    "columns out of order": lambda text: text.replace('r="A3"', 'r="D3"'),
    "small letters": lambda text: text.replace('r="A3"', 'r="a3"'),
    "a column beyond all": lambda text: text.replace('r="A3"', 'r="ZZZ3"'),
    "a string that is not there": lambda text: text.replace('t="s"><v>0<', 't="s"><v>999<'),
    "a string before the first": lambda text: text.replace('t="s"><v>0<', 't="s"><v>-1<'),
    "a number with a line in it": lambda text: text.replace("<v>5</v>", "<v>1_0</v>"),
    "a number without end": lambda text: text.replace("<v>5</v>", "<v>1e999</v>"),
    "digits of another script": lambda text: text.replace("<v>5</v>", "<v>٣</v>"),
    "a kind nobody knows": lambda text: text.replace('t="s"', 't="zz"'),
    "a control character": lambda text: text.replace("<v>5</v>", "<v>\x01</v>"),
    "a carriage return": lambda text: text.replace("<v>5</v>", "<v>5\r</v>"),
    "no end": lambda text: text[: text.index("</sheetData>")],
    "something after the end": lambda text: text + "<more/>",
    "a tail that is broken": lambda text: text.replace("</sheetData>", "</sheetData><open>"),
    "another alphabet": lambda text: text.replace("UTF-8", "ISO-8859-1").replace("<v>5</v>", "<v>é</v>"),
    "a document type": lambda text: text.replace("<worksheet", '<!DOCTYPE x [<!ENTITY a "b">]><worksheet', 1),
    "a list of more in a row": lambda text: text.replace("</row>", "<extLst><ext/></extLst></row>", 1),
    "a cell with more in it": lambda text: text.replace("<v>5</v>", "<v>5</v><extLst/>"),
    "a value twice": lambda text: text.replace("<v>5</v>", "<v>5</v><v>6</v>"),
    "two texts in line": lambda text: text.replace(
        "</row>", '<c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c></row>', 1
    ),
}


@pytest.mark.parametrize("odd", ODD)
def test_what_is_written_otherwise_is_read_the_same(tmp_path: Path, odd: str) -> None:
    path = sheet(tmp_path, ODD[odd])
    plain = sheet(tmp_path, lambda text: text, "plain.xlsx")
    with zipfile.ZipFile(path) as ours, zipfile.ZipFile(plain) as theirs:
        assert ours.read("xl/worksheets/sheet1.xml") != theirs.read("xl/worksheets/sheet1.xml")
    same(path)


def test_any_change_of_the_text_is_read_the_same(tmp_path: Path) -> None:
    chance = random.Random(4)
    pieces = ["<", ">", '"', "&", " ", "/", "r=", "<v>", "</v>", "</row>", "<row>", "-", "9", "\x00", "<!--", 't="b"']

    def spoil(text: str) -> str:
        for _ in range(chance.randint(1, 3)):
            at = chance.randrange(len(text))
            text = text[:at] + chance.choice(pieces) + text[at + chance.randint(0, 3) :]
        return text

    outcomes = [both(sheet(tmp_path, spoil)) for _ in range(150)]
    assert [ours for ours, theirs, _ in outcomes if ours != theirs] == []
    assert any(isinstance(ours, list) for ours, _, _ in outcomes)
    assert any(isinstance(ours, str) for ours, _, _ in outcomes)


def test_what_was_read_before_a_doubt_comes_once(tmp_path: Path) -> None:
    rows = [HEAD, *((f"A{number}", "t", number) for number in range(9000))]
    source = awkward.xlsx(tmp_path / "a.xlsx", rows, hidden_and_merged)
    late = awkward.changed(
        tmp_path / "b.xlsx",
        source,
        lambda name, data: data.replace(b'<c r="C8000"', b'<c  r="C8000"') if "sheet1" in name else data,
    )
    ours, theirs, doubts = both(late)

    assert doubts == 1
    assert ours == theirs
    assert ours == outcome(source)


def test_a_careless_quick_way_would_be_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = sheet(tmp_path, ODD["a cell in a comment"])
    monkeypatch.setattr(xlsx, "quick_rows", lambda *_: iter([({"r": "1"}, [ErrorCell("#REF!")])]))
    ours = outcome(path)
    monkeypatch.setattr(xlsx, "quick_rows", no_quick_way)

    assert ours != outcome(path)
