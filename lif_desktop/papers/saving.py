"""Puts a made paper in its place, or says why it could not."""

from collections.abc import Callable
from pathlib import Path

from lif_desktop import saving
from lif_desktop.errors import LifError

Progress = Callable[[str, int, int], None]
"""Hears what is being done, how much of it is done, and of how much (0: unknown). It raises to stop the work."""

Tell = Callable[[str], None]
"""Hears a sentence that the person should read, though the work went on."""


def silent(_words: str, _done: int, _of: int) -> None:
    """Progress that nobody wants to hear of."""


def unheard(_words: str) -> None:
    """A sentence that nobody wants to hear."""


class PaperError(LifError):
    """A paper that cannot be made or written; the sentence says why and what to do."""


def save_whole(path: Path, data: bytes) -> Path:
    """Put the paper in its place whole or not at all; raises PaperError with what stood there as it was."""
    return saving.save_whole(path, data, "Word", PaperError)
