"""Says of the zip archive that a modern workbook is why it is not unpacked, in the words of spreadsheets."""

from pathlib import Path
from zipfile import ZipFile, ZipInfo

from lif_desktop.archives import (
    DAMAGE,
    HIGHEST_RATIO,
    MIB,
    MOST_ENTRIES,
    MOST_UNPACKED,
    RATIO_FROM,
    Danger,
    danger_in_directory,
    danger_in_parts,
)
from lif_desktop.sheets.refused import Reason, SheetRefused

__all__ = ["DAMAGE", "HIGHEST_RATIO", "MIB", "MOST_ENTRIES", "MOST_UNPACKED", "RATIO_FROM"]


def check_directory(path: Path, entries: list[ZipInfo]) -> None:
    """Refuse an archive by its directory: too many parts, too large, too tight, names that climb out."""
    _refuse(path, danger_in_directory(entries, path.stat().st_size))


def check_document_types(path: Path, archive: ZipFile) -> None:
    """Refuse an archive in which any XML part has a document type (DOCTYPE), whatever the part is called."""
    _refuse(path, danger_in_parts(archive))


def _refuse(path: Path, danger: Danger | None) -> None:
    if danger is not None:
        reason = Reason.TOO_LARGE if danger.kind == "large" else Reason.UNSAFE
        raise SheetRefused(reason, path.name, danger.words)
