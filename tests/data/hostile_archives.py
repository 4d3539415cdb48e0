"""Builds workbooks part by part, as no library would, for files that want to do harm."""

import io
import random
import struct
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

MIB = 1024 * 1024
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
SECRET = "made-up secret on the officer's own disk"
"""What an external entity would fetch: it must never be among the cells."""

HEAD = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
GOOD = ("Reference", "Title")
WORKBOOK = "xl/workbook.xml"
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
TYPES = "[Content_Types].xml"

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

Make = Callable[[Path], object]
"""Writes one file."""


def xml(inner: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{inner}'


def sheet_xml(rows: str = HEAD, before: str = "", after: str = "") -> str:
    return xml(f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>')


def strings_xml(texts: Iterable[str] = GOOD) -> str:
    return xml(f'<sst xmlns="{MAIN}">{"".join(f"<si><t>{text}</t></si>" for text in texts)}</sst>')


def parts(rows: str = HEAD, **more: str | bytes) -> dict[str, str | bytes]:
    """The parts of a small workbook; `more` names some by WORKBOOK and the like, in small letters."""
    kinds = (("workbook", "sheet.main"), ("worksheets/sheet1", "worksheet"), ("styles", "styles"))
    overrides = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        f'spreadsheetml.{kind}+xml"/>'
        for part, kind in (*kinds, ("sharedStrings", "sharedStrings"))
    )
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(
            (("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")),
            1,
        )
    )
    made: dict[str, str | bytes] = {
        TYPES: xml(
            f'<Types xmlns="{PACKAGE}content-types"><Default Extension="rels" ContentType="application/'
            f'vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            f"{overrides}</Types>"
        ),
        "_rels/.rels": xml(
            f'<Relationships xmlns="{PACKAGE}relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
            f'Target="xl/workbook.xml"/></Relationships>'
        ),
        RELATIONS: xml(f'<Relationships xmlns="{PACKAGE}relationships">{relations}</Relationships>'),
        WORKBOOK: xml(
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="Return" sheetId="1" r:id="rId1"/>'
            "</sheets></workbook>"
        ),
        STYLES: styles_xml(),
        STRINGS: strings_xml(),
        SHEET: sheet_xml(rows),
    }
    names = {"workbook": WORKBOOK, "sheet": SHEET, "strings": STRINGS, "styles": STYLES, "relations": RELATIONS}
    return made | {names[name]: value for name, value in more.items()}


def styles_xml(formats: str = "", styles: str = '<xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/>') -> str:
    one = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
    return xml(
        f'<styleSheet xmlns="{MAIN}">{formats}<fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
        f'<borders count="1"><border/></borders><cellStyleXfs count="1">{one}</cellStyleXfs>'
        f"<cellXfs>{styles}</cellXfs></styleSheet>"
    )


def archive(path: Path, made: Mapping[str, str | bytes], packing: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", packing) as written:
        for name, data in made.items():
            written.writestr(name, data)
    return path


def book(rows: str = HEAD, **more: str | bytes) -> Make:
    """A workbook with these rows, and other parts in the place of the plain ones."""
    return lambda path: archive(path, parts(rows, **more))


def with_parts(more: Mapping[str, str | bytes]) -> Make:
    return lambda path: archive(path, parts() | dict(more))


def without(*names: str) -> Make:
    return lambda path: archive(path, {name: data for name, data in parts().items() if name not in names})


def data(content: bytes) -> Make:
    return lambda path: path.write_bytes(content)


def packed(made: Mapping[str, str | bytes] | None = None, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as written:
        for name, content in (made or parts()).items():
            written.writestr(name, content)
    return stream.getvalue()


def cell(value: str, kind: str = "", style: int = 0, reference: str = "A2", formula: str = "") -> str:
    named = f' t="{kind}"' if kind else ""
    worked = f"<f>{formula}</f>" if formula else ""
    return f'{HEAD}<row r="2"><c r="{reference}" s="{style}"{named}>{worked}<v>{value}</v></c></row>'


def bomb(path: Path) -> None:
    archive(path, parts())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as written, written.open("xl/media/a.png", "w") as part:
        for _ in range(210):
            part.write(bytes(MIB))


def nested(depth: int = 6) -> bytes:
    inner = packed({"zeros": bytes(MIB)})
    for _ in range(depth):
        inner = packed({f"{number}.zip": inner for number in range(10)}, zipfile.ZIP_STORED)[: 4 * MIB]
        inner = packed({"in.zip": inner})
    return inner


def many_entries(path: Path, count: int = 100_000) -> None:
    """A directory with so many names, all of one part."""
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 0, 0, 0, 0, 0, 0, 1, 0) + b"a"
    directory = b"".join(
        struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0) + b"%06d" % number
        for number in range(count)
    )
    start = len(local)
    sixty_four = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, len(directory), start)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, start + len(directory), 1)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, len(directory), start, 0)
    path.write_bytes(local + directory + sixty_four + locator + end)


def overlapping(path: Path, count: int = 400) -> None:
    """Many parts of which each is the same packed megabyte."""
    content = bytearray(packed(parts() | {"xl/a0": random.Random(1).randbytes(64 * 1024)}))
    at = content.index(b"PK\1\2")
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        total = len(made.infolist())
    entry_at = content.rindex(b"PK\1\2")
    end_at = content.rindex(b"PK\5\6")
    entry = bytes(content[entry_at:end_at])
    more = b"".join(entry.replace(b"xl/a0", b"xl/%c%c" % (97 + n // 20, 65 + n % 20)) for n in range(count))
    size = end_at - at + len(more)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, total + count, total + count, size, at, 0)
    path.write_bytes(bytes(content[:end_at]) + more + end)


def directory_says(field: int, form: str, value: int, part: str = SHEET) -> Make:
    """The directory of the archive lies about one part, in the field at this place of its entry."""

    def make(path: Path) -> None:
        content = bytearray(packed())
        name = content.rindex(part.encode())
        struct.pack_into(form, content, name - 46 + field, value)
        path.write_bytes(content)

    return make


def wrong_sum(path: Path) -> None:
    content = bytearray(packed())
    at = content.rindex(SHEET.encode()) - 46 + 16
    content[at] ^= 0xFF
    path.write_bytes(content)


def encrypted(path: Path) -> None:
    content = bytearray(packed())
    for mark, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        content[content.index(mark) + place] |= 1
    path.write_bytes(content)


def twice(path: Path) -> None:
    archive(path, parts())
    with zipfile.ZipFile(path, "a") as written:
        import warnings

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            written.writestr(SHEET, sheet_xml(cell("7")))


def cut(keep: float, source: bytes | None = None) -> Make:
    return lambda path: path.write_bytes((source or packed())[: int(len(source or packed()) * keep)])
