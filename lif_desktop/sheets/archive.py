"""Limits on the zip archive that a modern workbook is, looked at before any of it is unpacked in full."""

import re
import zlib
from pathlib import Path
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from lif_desktop.sheets.refused import Reason, SheetRefused

MIB = 1024 * 1024
MOST_UNPACKED = 200 * MIB
MOST_ENTRIES = 5000
HIGHEST_RATIO, RATIO_FROM = 150, 20 * MIB
"""A ratio above this is refused where the whole unpacks to more than this many bytes."""

_PIECE = 65536
_LOCAL_HEADER = 30
_BLANK = b" \t\r\n\x00"
_CLIMBS = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)")
_XML_STARTS = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<", b"\xfe\xff\x00<")

DAMAGE = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)
"""What `zipfile` raises over an archive that is damaged or written with a method that it does not know."""


class _Found(Exception):
    """Stops the parser: a document type (True), or the first element without one (False)."""

    def __init__(self, doctype: bool) -> None:
        self.doctype = doctype


def check_directory(path: Path, entries: list[ZipInfo]) -> None:
    """Refuse an archive by its directory: too many parts, too large, too tight, names that climb out."""
    if len(entries) > MOST_ENTRIES:
        raise SheetRefused(Reason.TOO_LARGE, path.name, f"it is made of {len(entries):,} parts")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_UNPACKED:
        raise SheetRefused(Reason.TOO_LARGE, path.name, f"it unpacks to {unpacked // MIB:,} MB")
    # Parts that lie over each other are packed once and unpack often.
    packed = max(min(sum(entry.compress_size for entry in entries), path.stat().st_size), 1)
    if unpacked > RATIO_FROM and unpacked / packed > HIGHEST_RATIO:
        raise SheetRefused(Reason.TOO_LARGE, path.name, f"it unpacks to {unpacked // packed} times its size")
    if any(_CLIMBS.search(entry.filename) for entry in entries):
        raise SheetRefused(Reason.UNSAFE, path.name, "parts that would be written outside their folder")
    if len({entry.filename for entry in entries}) < len(entries):
        raise SheetRefused(Reason.UNSAFE, path.name, "two parts of the same name")
    if _overlap(entries):
        raise SheetRefused(Reason.UNSAFE, path.name, "parts that lie over each other")


def _overlap(entries: list[ZipInfo]) -> bool:
    """Whether the packed bytes of one part are those of another too, which makes a small file a very large one."""
    end = 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        if entry.header_offset < end:
            return True
        end = entry.header_offset + _LOCAL_HEADER + entry.compress_size
    return False


def check_document_types(path: Path, archive: ZipFile) -> None:
    """Refuse an archive in which any XML part has a document type (DOCTYPE), whatever the part is called."""
    for entry in archive.infolist():
        if not entry.is_dir() and _has_doctype(archive, entry):
            raise SheetRefused(Reason.UNSAFE, path.name, "a document type (DOCTYPE)")


def _has_doctype(archive: ZipFile, entry: ZipInfo) -> bool:
    """Whether a document type stands before the first element; a part that is not XML has none."""
    with archive.open(entry) as stream:
        piece = stream.read(_PIECE)
        while piece and not piece.strip(_BLANK):
            piece = stream.read(_PIECE)
        if not piece.lstrip(_BLANK).startswith(_XML_STARTS):
            return False
        stream.seek(0)
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = _stop_at_doctype
        parser.StartElementHandler = _stop_at_element
        try:
            while piece := stream.read(_PIECE):
                parser.Parse(piece, False)
        except _Found as found:
            return found.doctype
        except expat.ExpatError:
            # Broken XML before the first element: the reader says so if it needs that part.
            return False
    return False


def _stop_at_doctype(*_: object) -> None:
    raise _Found(doctype=True)


def _stop_at_element(*_: object) -> None:
    raise _Found(doctype=False)
