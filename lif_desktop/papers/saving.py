"""Puts a made paper in its place, or says why it could not."""

from pathlib import Path

from lif_desktop import saving
from lif_desktop.errors import LifError


class PaperError(LifError):
    """A paper that cannot be made or written; the sentence says why and what to do."""


def save_whole(path: Path, data: bytes) -> Path:
    """Put the paper in its place whole or not at all; raises PaperError with what stood there as it was."""
    return saving.save_whole(path, data, "Word", PaperError)
