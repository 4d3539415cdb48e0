"""What a file really is, by its first bytes and never by its name; what is no spreadsheet is refused."""

import os
import re
from codecs import getincrementaldecoder
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from zipfile import ZipFile

from lif_desktop.sheets.archive import DAMAGE, MIB, check_directory, check_document_types
from lif_desktop.sheets.held import held_by, is_mark
from lif_desktop.sheets.refused import Reason, SheetRefused

Kind = Literal["xlsx", "xlsb", "xls", "ods", "csv"]

LOOK = 65536
"""How many of the first bytes tell what a text is."""
MOST_CONTROL = 0.01
"""The part of a text that may be control characters: some exports have a stray one, other files are full of them."""
MOST_BYTES = 200 * MIB
"""A larger file is no agency's return, and reading it would fill the memory."""

_NAMES: dict[Kind, str] = {
    "xlsx": "an Excel workbook (.xlsx)",
    "xlsb": "a binary Excel workbook (.xlsb)",
    "xls": "an old Excel workbook (.xls)",
    "ods": "an OpenDocument spreadsheet (.ods)",
    "csv": "plain text with separators (CSV)",
}
_ENDINGS: dict[Kind, tuple[str, ...]] = {
    "xlsx": (".xlsx", ".xlsm", ".xltx", ".xltm"),
    "csv": (".csv", ".tsv", ".txt", ".tab"),
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_EXCEL = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
_STARTS = (
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a Rich Text document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"SQLite format 3", "a database file"),
    (b"MZ", "a program"),
)
# The longer names come first: a workbook under rights management holds an EncryptedPackage too.
_STREAMS = (
    ("DRMEncryptedDataSpace", "rights"),
    ("DRMEncryptedTransform", "rights"),
    ("\x09DRMContent", "rights"),
    ("EncryptedPackage", "password"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("WordDocument", "a Word document"),
    ("PowerPoint Document", "a PowerPoint presentation"),
    ("__properties_version1.0", "an Outlook message"),
)
_ZIPPED = (
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsb"),
    ("word/document.xml", "a Word document"),
    ("ppt/presentation.xml", "a PowerPoint presentation"),
    ("Index/Document.iwa", "an Apple Numbers file"),
    ("Index.zip", "an Apple Numbers file"),
)
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_MANIFEST = "META-INF/manifest.xml"
_TYPES = "[Content_Types].xml"
_WORKBOOK_TYPES = (b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml")
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|table|meta|style|div)\b", re.IGNORECASE)
_TEXTS = (
    (
        re.compile(r"(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}MIME-Version:", re.IGNORECASE),
        "a saved web page (MHTML)",
    ),
    (re.compile(r"ID;P[A-Z0-9]*(?:;[NE])*\r?\n(?:P;P|F;|B;Y|O;|C;[XY][0-9])"), "a SYLK file"),
    (re.compile(r"[\[{]\s*(?:[\[{]\s*)?\"[^\"\n]*\"\s*[:,]"), "a file of data for programs (JSON)"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")


@dataclass(frozen=True)
class Sniffed:
    """What the file is; `notices` say so when its name says something else, or when somebody has it open."""

    kind: Kind
    notices: tuple[str, ...] = ()


def sniff(path: Path) -> Sniffed:
    """Tell which kind of spreadsheet the file is. Raises SheetRefused for everything else."""
    kind = _kind(path, _head(path))
    notices = []
    if path.suffix.lower() not in _ENDINGS.get(kind, (f".{kind}",)):
        notices.append(f"“{path.name}” is really {_NAMES[kind]} and was read as that.")
    if who := held_by(path):
        notices.append(
            f"It seems that {who}: what was read is what was last saved. If more was typed since, "
            "save it there and choose the file again."
        )
    return Sniffed(kind, tuple(notices))


def _head(path: Path) -> bytes:
    """The first bytes of the file. Raises SheetRefused where it cannot be opened or is too large."""
    try:
        with path.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            head = stream.read(LOOK)
    except FileNotFoundError as error:
        raise SheetRefused(Reason.CANNOT_OPEN, path.name, "it is not there") from error
    except IsADirectoryError as error:
        raise SheetRefused(Reason.CANNOT_OPEN, path.name, "it is a folder") from error
    except OSError as error:
        held = held_by(path) or "another program holds it or this account may not read it"
        raise SheetRefused(Reason.CANNOT_OPEN, path.name, held) from error
    if size > MOST_BYTES:
        raise SheetRefused(Reason.TOO_LARGE, path.name, f"it has {size // MIB:,} MB")
    if is_mark(path):
        raise SheetRefused(Reason.OTHER_KIND, path.name, "the mark that a program leaves beside a file that is open")
    return head


def _kind(path: Path, head: bytes) -> Kind:
    if not head.strip(b"\x00\r\n\t "):
        raise SheetRefused(Reason.EMPTY, path.name)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(path)
    if head.startswith(_OLE):
        return _ole_kind(path)
    if head.startswith(_OLD_EXCEL):
        return "xls"
    for start, what in _STARTS:
        if head.startswith(start):
            raise SheetRefused(Reason.OTHER_KIND, path.name, what)
    return _text_kind(path, head)


def _zip_kind(path: Path) -> Kind:
    try:
        with ZipFile(path) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            what = next((what for part, what in _ZIPPED if part in names), "")
            if what and what not in _NAMES:
                raise SheetRefused(Reason.OTHER_KIND, path.name, what)
            check_directory(path, entries)
            if any(entry.flag_bits & 1 for entry in entries):
                raise SheetRefused(Reason.LOCKED, path.name)
            check_document_types(path, archive)
            return _accept(path, what or _by_its_own_words(path, archive, names))
    except DAMAGE as error:
        raise SheetRefused(Reason.DAMAGED, path.name) from error


def _by_its_own_words(path: Path, archive: ZipFile, names: set[str]) -> str:
    """What an archive is that says its kind in a part of its own: "xlsx", "ods", or something else in words."""
    if _TYPES in names and any(kind in archive.read(_TYPES) for kind in _WORKBOOK_TYPES):
        return "xlsx"
    mimetype = archive.read("mimetype").decode("ascii", "replace").strip() if "mimetype" in names else ""
    if not mimetype.startswith(_OPEN_DOCUMENT):
        return "a zipped folder"
    if _MANIFEST in names and b"encryption-data" in archive.read(_MANIFEST):
        raise SheetRefused(Reason.LOCKED, path.name)
    sort = mimetype.removeprefix(_OPEN_DOCUMENT)
    return "ods" if sort.startswith("spreadsheet") else "an OpenDocument file that is no spreadsheet"


def _ole_kind(path: Path) -> Kind:
    """Look through the directory of the compound file: entries of 128 bytes that begin with a UTF-16 name."""
    with path.open("rb") as stream:
        data = stream.read(MOST_BYTES)
    for name, what in _STREAMS:
        if _has_entry(data, name):
            if what in ("rights", "password"):
                raise SheetRefused(Reason.RIGHTS if what == "rights" else Reason.LOCKED, path.name)
            return _accept(path, what)
    if _directory_end(data) > len(data):
        raise SheetRefused(Reason.DAMAGED, path.name)
    raise SheetRefused(Reason.OTHER_KIND, path.name, "a file of another Office program")


def _directory_end(data: bytes) -> int:
    """Where the first sector of the directory ends, by the header of the compound file ([MS-CFB] 2.2)."""
    shift, first = int.from_bytes(data[30:32], "little"), int.from_bytes(data[48:52], "little")
    return (first + 2) << min(shift, 16)


def _has_entry(data: bytes, name: str) -> bool:
    wanted = (name + "\0").encode("utf-16-le")
    at = data.find(wanted)
    while at >= 0:
        if at % 128 == 0:
            return True
        at = data.find(wanted, at + 1)
    return False


def _text_kind(path: Path, head: bytes) -> Kind:
    text = _decoded(head)
    start = text.lstrip("\ufeff \t\r\n")
    for pattern, what in _TEXTS:
        if pattern.match(start):
            raise SheetRefused(Reason.OTHER_KIND, path.name, what)
    if "urn:schemas-microsoft-com:office:spreadsheet" in start[:4096]:
        raise SheetRefused(Reason.OTHER_KIND, path.name, "an XML spreadsheet of Excel 2003")
    if start.startswith("<") and _HTML.search(start):
        raise SheetRefused(Reason.OTHER_KIND, path.name, "a web page (HTML)")
    if start.startswith("<?xml"):
        raise SheetRefused(Reason.OTHER_KIND, path.name, "an XML file")
    if len(_CONTROL.findall(text)) > len(text) * MOST_CONTROL:
        raise SheetRefused(Reason.OTHER_KIND, path.name, "a file of another kind")
    return "csv"


def _decoded(head: bytes) -> str:
    return head.decode(text_encoding(head), "replace")


def text_encoding(head: bytes) -> str:
    """The encoding of a text by its first bytes: UTF-16 with or without a mark, UTF-8, else Windows."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if head[1::2].count(0) > len(head) * 0.3:
        return "utf-16-le"
    if head[0::2].count(0) > len(head) * 0.3:
        return "utf-16-be"
    return "utf-8-sig" if is_utf8([head]) else "cp1252"


def is_utf8(pieces: Iterable[bytes]) -> bool:
    """Whether the pieces begin a text in UTF-8; a character cut off at the end is allowed."""
    decoder = getincrementaldecoder("utf-8")()
    try:
        for piece in pieces:
            decoder.decode(piece)
    except UnicodeDecodeError:
        return False
    return True


def _accept(path: Path, what: str) -> Kind:
    for kind in _NAMES:
        if kind == what:
            return kind
    raise SheetRefused(Reason.OTHER_KIND, path.name, what)
