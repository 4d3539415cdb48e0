"""Limits on a zip archive from outside, looked at before any of it is unpacked in full."""

import re
import zlib
from dataclasses import dataclass
from typing import Literal
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

MIB = 1024 * 1024
MOST_UNPACKED = 200 * MIB
MOST_ENTRIES = 5000
HIGHEST_RATIO, RATIO_FROM = 150, 20 * MIB
"""A ratio above this is refused where the whole unpacks to more than this many bytes."""

DOCTYPE = "a document type (DOCTYPE)"
DAMAGE = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)
"""What `zipfile` raises over an archive that is damaged or written with a method that it does not know."""

_PIECE = 65536
_LOCAL_HEADER = 30
_BLANK = b" \t\r\n\x00"
_CLIMBS = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)")
_XML_STARTS = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<", b"\xfe\xff\x00<")


@dataclass(frozen=True)
class Danger:
    """Why an archive is not unpacked: too large, or unsafe for what it holds. `words` complete such a sentence."""

    kind: Literal["large", "unsafe"]
    words: str


class _Found(Exception):
    """Stops the parser: a document type (True), or the first element without one (False)."""

    def __init__(self, doctype: bool) -> None:
        self.doctype = doctype


def danger_in_directory(entries: list[ZipInfo], size: int) -> Danger | None:
    """What is wrong with an archive of `size` bytes by its directory, else None.

    Too many parts, too large, too tight, names that climb out, two of one name, parts that lie over each other.
    """
    if len(entries) > MOST_ENTRIES:
        return Danger("large", f"it is made of {len(entries):,} parts")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_UNPACKED:
        return Danger("large", f"it unpacks to {unpacked // MIB:,} MB")
    # Parts that lie over each other are packed once and unpack often.
    packed = max(min(sum(entry.compress_size for entry in entries), size), 1)
    if unpacked > RATIO_FROM and unpacked / packed > HIGHEST_RATIO:
        return Danger("large", f"it unpacks to {unpacked // packed} times its size")
    if any(_CLIMBS.search(entry.filename) for entry in entries):
        return Danger("unsafe", "parts that would be written outside their folder")
    if len({entry.filename for entry in entries}) < len(entries):
        return Danger("unsafe", "two parts of the same name")
    if _overlap(entries):
        return Danger("unsafe", "parts that lie over each other")
    return None


def _overlap(entries: list[ZipInfo]) -> bool:
    """Whether the packed bytes of one part are those of another too, which makes a small file a very large one."""
    end = 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        if entry.header_offset < end:
            return True
        end = entry.header_offset + _LOCAL_HEADER + entry.compress_size
    return False


def danger_in_parts(archive: ZipFile) -> Danger | None:
    """An XML part with a document type (DOCTYPE), whatever the part is called; else None."""
    for entry in archive.infolist():
        if not entry.is_dir() and _has_doctype(archive, entry):
            return Danger("unsafe", DOCTYPE)
    return None


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
