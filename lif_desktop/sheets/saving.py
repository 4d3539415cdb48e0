"""Puts a made workbook or text file in its place, or says why it could not."""

from pathlib import Path

from lif_desktop import saving
from lif_desktop.errors import LifError


class SheetError(LifError):
    """A spreadsheet that cannot be written; the sentence says why and what to do."""


def save_whole(path: Path, data: bytes) -> Path:
    """Put the file in its place whole or not at all; raises SheetError with what stood there as it was."""
    return saving.save_whole(path, data, "Excel", SheetError)
