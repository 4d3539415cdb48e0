"""Makes files that want to do harm or are broken in ways that no honest program writes, each with how it must end.

`python -m tests.data.make_hostile FOLDER` writes them all, to look at.
"""

import random
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from lif_desktop.sheets.refused import Reason
from tests.data.hostile_archives import (
    GOOD,
    HEAD,
    MIB,
    RELATIONS,
    SHEET,
    STRINGS,
    STYLES,
    TYPES,
    WORKBOOK,
    Make,
    bomb,
    book,
    cell,
    cut,
    data,
    directory_says,
    encrypted,
    many_entries,
    nested,
    overlapping,
    packed,
    sheet_xml,
    strings_xml,
    styles_xml,
    twice,
    with_parts,
    without,
    wrong_sum,
)
from tests.data.hostile_markup import (
    ELSEWHERE,
    FETCH,
    LAUGHS,
    PARAMETER,
    behind_blanks,
    chain_loop,
    deep,
    directory_loop,
    hole,
    in_other_bytes,
    long_text,
    many_sheets,
    noise,
    ods,
    ods_cell,
    ods_row,
    old_book,
    old_changed,
    old_password,
    ole,
    open_in_excel,
    open_in_libreoffice,
    record_lengths,
    relation,
    text,
    wide_dimension,
    with_link,
    with_macros,
    with_type,
)


@dataclass(frozen=True)
class Hostile:
    """One file: its name, what writes it, and its end.

    That end is the reason for refusing it (any of several, where the library may give up in more than one way) with
    words that the sentence has, or the first rows as they must be read.
    """

    what: str
    name: str
    make: Make
    reasons: tuple[Reason, ...] = ()
    words: str = ""
    rows: tuple[tuple[Any, ...], ...] = ()


_DAMAGED, _UNSAFE, _LARGE, _OTHER = (Reason.DAMAGED,), (Reason.UNSAFE,), (Reason.TOO_LARGE,), (Reason.OTHER_KIND,)
_ENDS = (Reason.DAMAGED, Reason.DIED, Reason.TOO_LARGE)
_FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
_MERGES = "<mergeCells>" + "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 100_003)) + "</mergeCells>"
_TALL = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(2, 100_004))

ARCHIVES = (
    Hostile("a bomb by size", "bomb.xlsx", bomb, _LARGE, "it unpacks to 210 MB"),
    Hostile("a bomb by ratio", "tight.xlsx", with_parts({"a.bin": bytes(30 * MIB)}), _LARGE, "times its size"),
    Hostile("archives in archives", "nested.xlsx", data(nested()), _OTHER, "a zipped folder"),
    Hostile("a bomb in a picture", "inner.xlsx", with_parts({"xl/media/a.png": nested(2)}), rows=(GOOD,)),
    Hostile(
        "a workbook zipped once more", "zipped.xlsx", data(packed({"a.xlsx": packed()})), _OTHER, "a zipped folder"
    ),
    Hostile("100,000 entries", "many.xlsx", many_entries, _LARGE, "it is made of 100,000 parts"),
    Hostile("parts over each other", "overlap.xlsx", partial(overlapping, count=5), _UNSAFE, "lie over each other"),
    Hostile("two parts of one name", "twice.xlsx", twice, _UNSAFE, "two parts of the same name"),
    Hostile("a path that climbs", "climb.xlsx", with_parts({"../../evil.py": "x"}), _UNSAFE, "outside their folder"),
    Hostile("a path from the root", "root.xlsx", with_parts({"/etc/cron.d/x": "x"}), _UNSAFE, "outside their folder"),
    Hostile("a path of Windows", "drive.xlsx", with_parts({"xl\\..\\..\\x": "x"}), _UNSAFE, "outside their folder"),
    Hostile("a wrong checksum", "crc.xlsx", wrong_sum, _DAMAGED),
    Hostile("a part said to be short", "short.xlsx", directory_says(24, "<L", 10), _DAMAGED),
    Hostile("a part said to be huge", "huge.xlsx", directory_says(24, "<L", 0xFFFFFFF0), _LARGE, "unpacks to"),
    Hostile("a part beyond the end", "beyond.xlsx", directory_says(42, "<L", 0x7FFFFFFF), _DAMAGED),
    Hostile("a packing nobody knows", "method.xlsx", directory_says(10, "<H", 99), _DAMAGED),
    Hostile("an encrypted archive", "secret.xlsx", encrypted, (Reason.LOCKED,), "locked by a password"),
    Hostile("a program before the archive", "self.xlsx", data(b"MZ" + bytes(60) + packed()), _OTHER, "a program"),
    Hostile("a page before the archive", "page.xlsx", data(b"<html><p>" + packed()), _OTHER, "a web page (HTML)"),
    Hostile("nothing but a beginning", "start.xlsx", data(b"PK\x03\x04"), _DAMAGED),
    *(
        Hostile(f"cut at {keep:.0%}", f"cut{keep:.2f}.xlsx", cut(keep), _DAMAGED)
        for keep in (0.05, 0.3, 0.5, 0.7, 0.9, 0.99)
    ),
)

TYPED = tuple(
    Hostile(f"an entity from outside in {part}", "fetch.xlsx", with_type(part, FETCH), _UNSAFE, "DOCTYPE")
    for part in (TYPES, "_rels/.rels", RELATIONS, WORKBOOK, STYLES, SHEET)
)
MARKUP = (
    *TYPED,
    Hostile(
        "an entity from outside as a cell", "fetch.xlsx", with_type(STRINGS, FETCH, "&fetched;"), _UNSAFE, "DOCTYPE"
    ),
    Hostile("a billion laughs", "laughs.xlsx", with_type(STRINGS, LAUGHS, "&a9;"), _UNSAFE, "DOCTYPE"),
    Hostile("laughs behind blanks", "behind.xlsx", behind_blanks, _UNSAFE, "DOCTYPE"),
    Hostile("laughs in UTF-16", "utf16.xlsx", in_other_bytes, _UNSAFE, "DOCTYPE"),
    Hostile("a parameter from outside", "parameter.xlsx", with_type(SHEET, PARAMETER), _UNSAFE, "DOCTYPE"),
    Hostile("a type from elsewhere", "elsewhere.xlsx", with_type(WORKBOOK, ELSEWHERE), _UNSAFE, "DOCTYPE"),
    Hostile("deep nesting", "deep.xlsx", book(sheet=sheet_xml(HEAD, after=deep(400_000))), _ENDS, rows=(GOOD,)),
    Hostile(
        "deep nesting in a row", "deeper.xlsx", book(f'{HEAD}<row r="2">{deep(400_000)}</row>'), _ENDS, rows=(GOOD,)
    ),
    Hostile(
        "a list too long to be one",
        "attributes.xlsx",
        book(
            sheet=sheet_xml().replace(
                "<sheetData", "<x " + " ".join(f'a{n}="1"' for n in range(200_000)) + "/><sheetData"
            )
        ),
        rows=(GOOD,),
    ),
    Hostile("no XML at all", "noise.xlsx", book(sheet=noise(5000)), _DAMAGED),
    Hostile("rows never closed", "unclosed.xlsx", book(sheet=sheet_xml().replace("</row>", "")), _DAMAGED),
)

SHEETS = (
    Hostile("a cell in the last corner", "corner.xlsx", book(HEAD + _FAR), rows=(GOOD,)),
    Hostile("only a cell in the last corner", "lonely.xlsx", book(_FAR), (Reason.NO_ROWS,)),
    Hostile(
        "a dimension that lies",
        "lying.xlsx",
        book(sheet=sheet_xml(before='<dimension ref="A1:XFD1048576"/>')),
        rows=(GOOD,),
    ),
    Hostile(
        "a million rows of nothing",
        "nothing.xlsx",
        book(HEAD + "".join(f'<row r="{n}" s="1" customFormat="1"/>' for n in range(2, 300_000))),
        rows=(GOOD,),
    ),
    Hostile(
        "a negative row", "minus.xlsx", book(HEAD + cell("1").replace(HEAD, "").replace('r="2"', 'r="-2"')), _DAMAGED
    ),
    Hostile("row nought", "nought.xlsx", book(HEAD.replace('<row r="1"', '<row r="0"')), _DAMAGED),
    Hostile("a row twice", "again.xlsx", book(HEAD + HEAD), _DAMAGED, "its rows are not in order"),
    Hostile("rows out of order", "order.xlsx", book(HEAD.replace('r="1"', 'r="5"') + HEAD), _DAMAGED, "not in order"),
    Hostile("a row without a number", "word.xlsx", book(HEAD.replace('<row r="1"', '<row r="first"')), _DAMAGED),
    Hostile(
        "a row beyond all rows", "row.xlsx", book(HEAD + HEAD.replace('<row r="1"', f'<row r="{10**18}"')), rows=(GOOD,)
    ),
    Hostile("a column beyond all columns", "column.xlsx", book(cell("1", reference="ZZZZZ2")), _DAMAGED),
    Hostile(
        "16,384 columns",
        "wide.xlsx",
        book(HEAD + '<row r="2">' + "<c><v>1</v></c>" * 16_384 + "</row>"),
        rows=(GOOD + (None,) * 254, (1,) * 256),
    ),
    Hostile("a string beyond the last", "index.xlsx", book(cell("9999999999", "s")), _DAMAGED),
    Hostile("a string before the first", "before.xlsx", book(cell("-1", "s")), _DAMAGED),
    Hostile("a string by a word", "words.xlsx", book(cell("one", "s")), _DAMAGED),
    Hostile("strings that are not there", "bare.xlsx", without(STRINGS), _DAMAGED),
    Hostile(
        "a string without end", "long.xlsx", book(strings=strings_xml((noise(6 * MIB), "Title"))), _LARGE, "one row"
    ),
    Hostile(
        "a string told again and again",
        "echo.xlsx",
        book(
            HEAD + "".join(f'<row r="{n}"><c t="s"><v>1</v></c></row>' for n in range(2, 9000)),
            strings=strings_xml(("Reference", noise(32_000))),
        ),
        _LARGE,
        "longer than 200 MB",
    ),
    Hostile(
        "400,000 strings for one cell",
        "strings.xlsx",
        book(strings=strings_xml((*GOOD, *(f"{n:x}" for n in range(400_000))))),
        rows=(GOOD,),
    ),
    Hostile(
        "half a character",
        "half.xlsx",
        book(strings=strings_xml(("a_xD800_b", "Title"))),
        rows=(("a\ufffdb", "Title"),),
    ),
    Hostile("a number without end", "infinite.xlsx", book(cell("1e999")), rows=(GOOD, ("1e999", None))),
    Hostile("no number", "nan.xlsx", book(cell("NaN")), rows=(GOOD, ("NaN", None))),
    Hostile("a number of 100,000 digits", "digits.xlsx", book(cell("9" * 100_000)), rows=(GOOD, ("9" * 100_000, None))),
    Hostile("a style beyond the last", "style.xlsx", book(cell("5", style=999_999)), rows=(GOOD, (5, None))),
    Hostile(
        "60,000 styles",
        "styles.xlsx",
        book(cell("5"), styles=styles_xml(styles="".join(f'<xf numFmtId="{n}"/>' for n in range(60_000)))),
        rows=(GOOD, (5, None)),
    ),
    Hostile(
        "a number format without end",
        "format.xlsx",
        book(
            cell("5", style=1),
            styles=styles_xml(
                f'<numFmts><numFmt numFmtId="200" formatCode="{"[h]" * 200_000}"/></numFmts>',
                '<xf numFmtId="0"/><xf numFmtId="200"/>',
            ),
        ),
        (*_ENDS, Reason.NO_ROWS),
        rows=(GOOD,),
    ),
    Hostile("broken styles", "look.xlsx", book(styles="<styleSheet"), _DAMAGED),
    Hostile("no styles", "plain.xlsx", without(STYLES), _DAMAGED, rows=(GOOD,)),
    Hostile(
        "too many merged ranges",
        "merged.xlsx",
        book(sheet=sheet_xml(HEAD + _TALL, after=_MERGES)),
        _LARGE,
        "merged ranges",
    ),
    Hostile(
        "a merged range that is none",
        "range.xlsx",
        book(sheet=sheet_xml(after='<mergeCells><mergeCell ref="::"/></mergeCells>')),
        _DAMAGED,
    ),
    Hostile(
        "hidden columns without end",
        "columns.xlsx",
        book(sheet=sheet_xml(before='<cols><col min="1" max="999999999" hidden="1"/></cols>')),
        rows=(GOOD,),
    ),
)

PACKAGES = (
    Hostile(
        "a sheet that is the workbook",
        "circle.xlsx",
        book(relations=relation("worksheet", "workbook.xml")),
        (Reason.NO_ROWS, Reason.DAMAGED),
    ),
    Hostile(
        "a sheet that is its own list",
        "own.xlsx",
        book(relations=relation("worksheet", "_rels/workbook.xml.rels")),
        (Reason.NO_ROWS, Reason.DAMAGED),
    ),
    Hostile(
        "a sheet from the disk",
        "disk.xlsx",
        book(relations=relation("worksheet", "../../../../etc/passwd")),
        _DAMAGED,
        "its sheet “Return” is missing",
    ),
    Hostile(
        "a sheet from the network",
        "net.xlsx",
        book(relations=relation("worksheet", "http://192.0.2.1/sheet1.xml", "External")),
        _DAMAGED,
        "is missing",
    ),
    Hostile(
        "a relation that is none",
        "none.xlsx",
        book(relations=relation("worksheet", "x").replace("rId1", "rId7")),
        _DAMAGED,
    ),
    Hostile("2,000 sheets", "sheets.xlsx", many_sheets(2000), _LARGE, "more than 1,000 sheets"),
    Hostile("no list of types", "types.xlsx", without(TYPES), _DAMAGED),
    Hostile("no list of relations", "relations.xlsx", without(RELATIONS), _DAMAGED),
    Hostile("no sheet", "sheet.xlsx", without(SHEET), _DAMAGED, "is missing"),
    Hostile("no workbook", "workbook.xlsx", without(WORKBOOK), (*_DAMAGED, *_OTHER)),
    Hostile("a link to another workbook", "link.xlsx", with_link, rows=(GOOD, (12, None))),
    Hostile(
        "a formula that starts a program",
        "dde.xlsx",
        book(cell("7", formula="cmd|'/c calc'!A0")),
        rows=(GOOD, (7, None)),
    ),
    Hostile(
        "a text that looks like one",
        "text.xlsx",
        book(strings=strings_xml(("=cmd|'/c calc'!A0", "Title"))),
        rows=(("=cmd|'/c calc'!A0", "Title"),),
    ),
    Hostile("macros", "macros.xlsm", with_macros, rows=(GOOD,)),
    Hostile("open in Excel", "open.xlsx", open_in_excel, rows=(GOOD,)),
    Hostile("open in LibreOffice", "open too.xlsx", open_in_libreoffice, rows=(GOOD,)),
    Hostile(
        "the mark itself",
        "~$return.xlsx",
        data(b"\x0bAnn Example".ljust(165)),
        _OTHER,
        "the mark that a program leaves",
    ),
)

MASKED = (
    Hostile("a password", "locked.xlsx", data(ole("EncryptionInfo", "EncryptedPackage")), (Reason.LOCKED,), "password"),
    Hostile(
        "rights", "rights.xlsx", data(ole("EncryptedPackage", "DRMEncryptedDataSpace")), (Reason.RIGHTS,), "rights"
    ),
    Hostile("a page as .xls", "report.xls", data(b"\r\n<html><table><tr><td>Ref</table>"), _OTHER, "a web page (HTML)"),
    Hostile("a table of HTML as .xlsx", "export.xlsx", data(b"<table border=1><tr><td>Ref</table>"), _OTHER, "HTML"),
    Hostile(
        "a saved page",
        "page.xls",
        data(b"From: <Saved by X>\r\nSubject: a\r\nMIME-Version: 1.0\r\n\r\n"),
        _OTHER,
        "MHTML",
    ),
    Hostile(
        "MHTML of Excel", "web.xls", data(b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n\r\n"), _OTHER, "MHTML"
    ),
    Hostile("Rich Text", "letter.xls", data(b"{\\rtf1 Reference}"), _OTHER, "Rich Text"),
    Hostile("a PDF", "scan.xlsx", data(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), _OTHER, "a PDF"),
    Hostile("a picture", "photo.xlsx", data(b"\x89PNG\r\n\x1a\n" + bytes(99)), _OTHER, "a picture"),
    Hostile("Word as .xlsx", "minutes.xlsx", data(packed({"word/document.xml": "<x/>"})), _OTHER, "a Word document"),
    Hostile("old Word as .xls", "minutes.xls", data(ole("WordDocument")), _OTHER, "a Word document"),
    Hostile("SYLK", "old.xls", data(b"ID;PWXL;N;E\r\nP;PGeneral\r\n"), _OTHER, "SYLK"),
    Hostile("JSON", "data.csv", data(b'[{"Reference": "A1"}]'), _OTHER, "JSON"),
    Hostile(
        "XML of 2003",
        "x.xls",
        data(b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'),
        _OTHER,
        "Excel 2003",
    ),
    Hostile("CSV as .xls", "plain.xls", text("Reference;Title\nA1;One\n"), rows=(GOOD, ("A1", "One"))),
    Hostile("CSV as .xlsx", "plain.xlsx", text("Reference,Title\nA1,=1+1\n"), rows=(GOOD, ("A1", "=1+1"))),
    Hostile("a workbook as .csv", "book.csv", book(), rows=(GOOD,)),
    Hostile("an old workbook as .xlsx", "old.xlsx", old_changed(lambda _: None), rows=(GOOD, ("A1", "Title 1"))),
)

OLD = (
    Hostile("an old password", "locked.xls", old_changed(old_password), (Reason.LOCKED,), "password"),
    Hostile("a chain that bites its tail", "chain.xls", old_changed(chain_loop), _ENDS),
    Hostile("a directory that bites its tail", "tree.xls", old_changed(directory_loop), _ENDS, rows=(GOOD,)),
    Hostile("records that say 65,535 bytes", "records.xls", old_changed(record_lengths), _ENDS),
    Hostile("an old dimension that lies", "lying.xls", old_changed(wide_dimension), _ENDS, rows=(GOOD,)),
    Hostile("a head and nothing more", "head.xls", data(old_book()[:512]), _DAMAGED),
    Hostile("a stream without its container", "naked.xls", data(b"\x09\x04\x06\x00" + bytes(40)), _ENDS),
    *(
        Hostile(f"an old one cut at {keep:.0%}", f"cut{keep:.1f}.xls", cut(keep, old_book()), _ENDS)
        for keep in (0.2, 0.6, 0.9)
    ),
    Hostile(
        "a binary workbook of noise",
        "noise.xlsb",
        data(
            packed(
                {
                    "xl/workbook.bin": random.Random(5).randbytes(4000),
                    RELATIONS: relation("worksheet", "worksheets/s.bin"),
                }
            )
        ),
        _ENDS,
    ),
)

OPEN = (
    Hostile(
        "a row a million times",
        "rows.ods",
        ods(
            '<table:table-row table:number-rows-repeated="1000000">'
            + ods_cell(more=' table:number-columns-repeated="256"')
            + "</table:table-row>"
        ),
        _LARGE,
        "more than 10,000,000 cells",
    ),
    Hostile(
        "no row two milliard times",
        "blank.ods",
        ods('<table:table-row table:number-rows-repeated="2147483647"><table:table-cell/></table:table-row>'),
        rows=(GOOD,),
    ),
    Hostile(
        "a cell a milliard times",
        "cells.ods",
        ods(ods_row(ods_cell(more=' table:number-columns-repeated="1000000000"'))),
        rows=(GOOD + (None,) * 254, ("x",) * 256),
    ),
    Hostile(
        "a milliard blanks",
        "spaces.ods",
        ods(ods_row(ods_cell('a<text:s text:c="999999999"/>b'))),
        rows=(GOOD, (f"a{' ' * 1000}b", None)),
    ),
    Hostile(
        "a table within a cell",
        "inner.ods",
        ods(
            ods_row(
                "<table:table-cell><table:table>" + ods_row(ods_cell("inner")) + "</table:table></table:table-cell>"
            )
        ),
        rows=(GOOD,),
    ),
    Hostile(
        "deep nesting of OpenDocument",
        "deep.ods",
        ods(ods_row(ods_cell("<text:span>" * 100_000 + "</text:span>" * 100_000))),
        _ENDS,
    ),
    Hostile("laughs of OpenDocument", "laughs.ods", ods("", LAUGHS), _UNSAFE, "DOCTYPE"),
    Hostile(
        "a locked OpenDocument",
        "locked.ods",
        ods("", manifest="<m><encryption-data/></m>"),
        (Reason.LOCKED,),
        "password",
    ),
    Hostile(
        "a repetition that is no number",
        "times.ods",
        ods('<table:table-row table:number-rows-repeated="many"/>'),
        _DAMAGED,
    ),
)

TEXTS = (
    Hostile(
        "a million columns",
        "wide.csv",
        text("Reference,Title\n" + "x," * 1_000_000),
        rows=(GOOD + (None,) * 254, ("x",) * 256),
    ),
    Hostile("one line of 50 MB", "line.csv", long_text("", "x,", 25 * MIB), _LARGE, "one of its lines"),
    Hostile("a cell of 50 MB", "cell.csv", long_text("Reference,Title\n", "x", 50 * MIB), _LARGE, "one of its lines"),
    Hostile(
        "a quotation never closed",
        "quote.csv",
        text('Reference,Title\n"' + "x,y\n" * 500_000),
        _LARGE,
        "quotation mark",
    ),
    Hostile(
        "NUL bytes", "nul.csv", text("Reference,Title\n" + "A1,One\n" * 50 + "A\x002,Two\n"), rows=(GOOD, ("A1", "One"))
    ),
    Hostile(
        "half a character of UTF-16",
        "half.csv",
        data("Reference,Title\nA1,One\n".encode("utf-16") + b"\x41"),
        rows=(GOOD,),
    ),
    Hostile("nothing but a mark", "mark.csv", data(b"\xef\xbb\xbf"), (Reason.EMPTY, Reason.NO_ROWS)),
    Hostile("nothing but lines", "lines.csv", data(b"\r\n" * MIB), (Reason.EMPTY,)),
    Hostile("nothing but separators", "commas.csv", data(b",,,,\n" * 1000), (Reason.NO_ROWS,)),
    Hostile("a file of holes", "holes.csv", hole, _LARGE, "it has 300 MB"),
    Hostile("noise", "noise.csv", data(random.Random(6).randbytes(100_000)), _OTHER, "a file of another kind"),
    Hostile("nothing", "nothing.csv", data(b""), (Reason.EMPTY,), "is empty"),
)

HOSTILE = (*ARCHIVES, *MARKUP, *SHEETS, *PACKAGES, *MASKED, *OLD, *OPEN, *TEXTS)


def main(folder: Path) -> None:
    """Write every file into a folder of its own number."""
    for number, one in enumerate(HOSTILE):
        place = folder / f"{number:03d} {one.what.replace('/', ' ')}"
        place.mkdir(parents=True, exist_ok=True)
        one.make(place / one.name)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
