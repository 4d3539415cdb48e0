"""What a file really is, whatever it is called."""

import zipfile
from pathlib import Path

import pytest

from lif_desktop.sheets import archive
from lif_desktop.sheets.refused import Reason, SheetRefused
from lif_desktop.sheets.sniff import sniff, text_encoding
from tests.sheets import awkward


def refusal(path: Path) -> SheetRefused:
    with pytest.raises(SheetRefused) as caught:
        sniff(path)
    return caught.value


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return awkward.xlsx(tmp_path / "plain.xlsx", [["Ref", "Title"], ["A1", "One"]])


def test_each_format_is_known_by_its_bytes_alone(tmp_path: Path, book: Path) -> None:
    old = awkward.xls(tmp_path / "a.xls", [["Ref"]])
    ods = awkward.ods(tmp_path / "a.ods", awkward.ods_table([["Ref"]]))
    text = awkward.csv(tmp_path / "a.csv", "Ref,Title\n")

    assert [sniff(path).kind for path in (book, old, ods, text)] == ["xlsx", "xls", "ods", "csv"]
    assert [sniff(path).notices for path in (book, old, ods, text)] == [()] * 4


@pytest.mark.parametrize(
    ("name", "words"), [("a.xlsx", "plain text with separators (CSV)"), ("a.xls", "plain text"), ("a", "plain text")]
)
def test_a_csv_under_a_wrong_name_is_said_and_read(tmp_path: Path, name: str, words: str) -> None:
    found = sniff(awkward.csv(tmp_path / name, "Ref;Title\nA1;One\n"))

    assert found.kind == "csv"
    assert words in found.notices[0]
    assert name in found.notices[0]


def test_a_stray_control_character_makes_no_other_file_of_a_text(tmp_path: Path) -> None:
    assert sniff(awkward.csv(tmp_path / "a.csv", "Ref,Title\n" + "A1,One\n" * 20 + "A2,T\x07wo\n")).kind == "csv"


def test_a_new_workbook_under_the_old_ending_is_said_and_read(tmp_path: Path, book: Path) -> None:
    wrong = tmp_path / "return.xls"
    wrong.write_bytes(book.read_bytes())

    assert sniff(wrong).kind == "xlsx"
    assert "an Excel workbook (.xlsx)" in sniff(wrong).notices[0]


@pytest.mark.parametrize(
    ("streams", "reason", "words"),
    [
        (("EncryptionInfo", "EncryptedPackage"), Reason.LOCKED, "locked by a password"),
        (("EncryptedPackage", "DRMEncryptedDataSpace"), Reason.RIGHTS, "rights management"),
        (("WordDocument", "1Table"), Reason.OTHER_KIND, "a Word document"),
        (("PowerPoint Document",), Reason.OTHER_KIND, "a PowerPoint presentation"),
        (("Something",), Reason.OTHER_KIND, "another Office program"),
    ],
)
def test_compound_files_are_told_apart(tmp_path: Path, streams: tuple[str, ...], reason: Reason, words: str) -> None:
    refused = refusal(awkward.ole(tmp_path / "return.xlsx", *streams))

    assert refused.reason is reason
    assert words in str(refused)
    assert "return.xlsx" in str(refused)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7\n", "a PDF"),
        (b"<html><body><table><tr><td>Ref</td></tr></table></body></html>", "a web page (HTML)"),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE html><html>", "a web page (HTML)"),
        (b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>", "Excel 2003"),
        (b"<?xml version='1.0'?><letter/>", "an XML file"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"{\\rtf1 hello}", "a Rich Text document"),
        (b"\x01\x02\x03\x04\x05 nothing known", "a file of another kind"),
    ],
)
def test_what_is_no_spreadsheet_is_named(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "return.xls"
    path.write_bytes(data)
    refused = refusal(path)

    assert refused.reason is Reason.OTHER_KIND
    assert words in str(refused)


@pytest.mark.parametrize(
    ("part", "words"), [("word/document.xml", "a Word document"), ("readme.txt", "a zipped folder")]
)
def test_other_archives_are_named(tmp_path: Path, part: str, words: str) -> None:
    assert words in str(refusal(awkward.archive(tmp_path / "a.xlsx", {part: "<x/>"})))


def test_a_locked_open_document_is_told_from_another(tmp_path: Path) -> None:
    locked = awkward.ods(tmp_path / "a.ods", "", manifest="<manifest:encryption-data/>")
    text = awkward.archive(
        tmp_path / "b.ods", {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}
    )

    assert refusal(locked).reason is Reason.LOCKED
    assert "no spreadsheet" in str(refusal(text))


@pytest.mark.parametrize("data", [b"", b"\r\n  \n", bytes(5000)])
def test_nothing_in_the_file_is_said(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)

    assert refusal(path).reason is Reason.EMPTY


def test_a_file_that_cannot_be_opened_is_said(tmp_path: Path) -> None:
    assert "it is not there" in str(refusal(tmp_path / "gone.xlsx"))
    assert "it is a folder" in str(refusal(tmp_path))


def test_a_cut_archive_is_damaged(tmp_path: Path, book: Path) -> None:
    assert refusal(awkward.truncated(tmp_path / "cut.xlsx", book)).reason is Reason.DAMAGED


def test_a_bomb_is_refused_by_size_and_by_ratio(tmp_path: Path, book: Path) -> None:
    refused = refusal(awkward.bomb(tmp_path / "bomb.xlsx", book))
    small = awkward.changed(
        tmp_path / "small.xlsx", book, lambda _, data: data, {"a.bin": bytes(archive.RATIO_FROM + 1)}
    )

    assert refused.reason is Reason.TOO_LARGE
    assert "210 MB" in str(refused)
    assert "times its size" in str(refusal(small))


def test_a_tight_but_small_archive_is_let_through(tmp_path: Path, book: Path) -> None:
    small = awkward.changed(tmp_path / "s.xlsx", book, lambda _, data: data, {"a.bin": bytes(archive.RATIO_FROM // 2)})

    assert sniff(small).kind == "xlsx"


def test_too_many_parts_are_refused(tmp_path: Path, book: Path) -> None:
    parts = {f"a{number}": b"" for number in range(archive.MOST_ENTRIES)}

    assert "parts" in str(refusal(awkward.changed(tmp_path / "m.xlsx", book, lambda _, data: data, parts)))


@pytest.mark.parametrize("name", ["../evil.xml", "/evil", "xl/../../evil", "C:\\evil", "xl\\..\\..\\evil"])
def test_names_that_climb_out_are_refused(tmp_path: Path, book: Path, name: str) -> None:
    path = awkward.changed(tmp_path / "m.xlsx", book, lambda _, data: data, {name: b""})

    assert refusal(path).reason is Reason.UNSAFE


def test_a_document_type_is_refused_even_after_a_long_comment(tmp_path: Path, book: Path) -> None:
    refused = refusal(awkward.with_doctype(tmp_path / "d.xlsx", book))

    assert refused.reason is Reason.UNSAFE
    assert "DOCTYPE" in str(refused)


def test_the_word_doctype_in_a_cell_is_no_document_type(tmp_path: Path) -> None:
    assert sniff(awkward.xlsx(tmp_path / "a.xlsx", [["<!DOCTYPE html>"]])).kind == "xlsx"


def test_an_encrypted_archive_is_locked(tmp_path: Path, book: Path) -> None:
    with zipfile.ZipFile(book) as made:
        offset = made.infolist()[0].header_offset
    data = bytearray(book.read_bytes())
    directory = data.index(b"PK\x01\x02")
    data[offset + 6] |= 1
    data[directory + 8] |= 1
    path = tmp_path / "e.xlsx"
    path.write_bytes(data)

    assert refusal(path).reason is Reason.LOCKED


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        ("utf-8", "utf-8-sig"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
    ],
)
def test_encodings_are_found(encoding: str, expected: str) -> None:
    assert text_encoding("Ref,Naïve – title\n".encode(encoding)) == expected


def test_every_refusal_is_one_plain_sentence_or_two_and_says_what_to_do() -> None:
    assert len(Reason) <= 12
    for reason in Reason:
        words = str(SheetRefused(reason, "x.xlsx", "what"))
        assert words.startswith("“x.xlsx”")
        assert not {"invalid", "please", "sorry", "oops", "illegal", "forbidden"} & set(words.casefold().split())
        assert "{" not in words
