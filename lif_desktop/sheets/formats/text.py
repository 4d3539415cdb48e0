"""Reads plain text with separators: encoding and separator are found, every value stays text."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO, BinaryIO

from lif_desktop.sheets.raw import Value
from lif_desktop.sheets.refused import Reason, SheetRefused
from lif_desktop.sheets.sink import Sink
from lif_desktop.sheets.sniff import LOOK, is_utf8, text_encoding

SEPARATORS = ",;\t|"
LONGEST_FIELD = 1024 * 1024
LONGEST_LINE = 10 * LONGEST_FIELD
_LOOK_ROWS = 50
_NAMED = re.compile(r"(\"?)sep=(.)\1\s*", re.IGNORECASE)
_MOST_BROKEN = 0.25
"""A text in UTF-8 may have so many broken letters for each whole one beyond the plain letters."""
_WHOLE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_BEYOND = re.compile(rb"[\x80-\xff]")


def read(path: Path, sink: Sink) -> bool:
    """Send the one sheet to `sink`, named after the file. False: text has no dates that count from a year."""
    csv.field_size_limit(LONGEST_FIELD)
    encoding = _encoding(path)
    separator, skip = _separator(path, encoding)
    sink.sheet(path.stem)
    with path.open(encoding=encoding, errors="replace", newline="") as stream:
        for _ in range(skip):
            stream.readline()
        try:
            for number, record in enumerate(csv.reader(_lines(stream, path.name), delimiter=separator), 1 + skip):
                sink.tick()
                values: list[Value] = [text if text and not text.isspace() else None for text in record]
                if not sink.row(number, values):
                    break
        except csv.Error as error:
            long = f"one of its cells has more than {LONGEST_FIELD:,} characters; perhaps a quotation mark is missing"
            raise SheetRefused(Reason.TOO_LARGE, path.name, long) from error
    sink.end_sheet()
    return False


def _lines(stream: IO[str], file: str) -> Iterator[str]:
    while line := stream.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise SheetRefused(Reason.TOO_LARGE, file, f"one of its lines has more than {LONGEST_LINE:,} characters")
        yield line


def _encoding(path: Path) -> str:
    """By the first bytes, and for UTF-8 by all of them: one odd character far down tells.

    One that is broken among many whole ones does not: the others would all become signs of another alphabet.
    """
    with path.open("rb") as stream:
        found = text_encoding(stream.read(LOOK))
        stream.seek(0)
        if found not in ("utf-8-sig", "cp1252") or is_utf8(_pieces(stream)):
            return found
        stream.seek(0)
        return "utf-8-sig" if _mostly_utf8(stream) else "cp1252"


def _mostly_utf8(stream: BinaryIO) -> bool:
    """Whether nearly all letters beyond the plain ones are whole in UTF-8; those cut between pieces hardly count."""
    whole = broken = 0
    for piece in _pieces(stream):
        letters = _WHOLE.sub(b"", piece)
        broken += len(_BEYOND.findall(letters))
        whole += len(_WHOLE.findall(piece))
    return broken < whole * _MOST_BROKEN


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    return iter(lambda: stream.read(LOOK), b"")


def _separator(path: Path, encoding: str) -> tuple[str, int]:
    """The separator (that of Excel's line `sep=;`, else the steadiest one), and how many lines to skip."""
    with path.open(encoding=encoding, errors="replace", newline="") as stream:
        first = stream.readline(LONGEST_FIELD)
        if named := _NAMED.fullmatch(first):
            return named[2], 1
        stream.seek(0)
        lines = [line for line in islice(_lines(stream, path.name), _LOOK_ROWS) if len(line) < LONGEST_FIELD]
    return max(SEPARATORS, key=lambda separator: _steadiness(lines, separator)), 0


def _steadiness(lines: list[str], separator: str) -> tuple[int, int]:
    """How many columns this separator makes in the records that have the commonest number of them, and that number.

    Separators are counted, not lines: a text with a semicolon that runs over many lines is no table.
    """
    widths = Counter(len(record) for record in csv.reader(lines, delimiter=separator) if len(record) > 1)
    if not widths:
        return (0, 0)
    columns, times = max(widths.items(), key=lambda pair: ((pair[0] - 1) * pair[1], pair[0]))
    return times * (columns - 1), columns
