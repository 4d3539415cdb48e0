"""Opens a kept copy: in a folder that only this person can read, cleared away when the program ends."""

import atexit
import contextlib
import shutil
import stat
import tempfile
from pathlib import Path
from time import time

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from lif_desktop.gui.choose_file import free_file, safe_name

OPENS = frozenset({".docx", ".pdf", ".xlsx", ".csv", ".txt", ".png", ".jpg", ".jpeg", ".odt", ".ods", ".eml", ".ics"})
"""Endings of files that are opened from here. Any other kind, which might be a program, is only saved."""

_PREFIX = "lif-desktop-copy-"
_LEFT_BEHIND = 86_400.0
"""Seconds after which such a folder is one that a crash left."""
_folders: list[Path] = []


def can_open(name: str) -> bool:
    """Whether a file of that name is opened from here."""
    return Path(name).suffix.casefold() in OPENS


def open_copy(name: str, data: bytes) -> Path:
    """Show a copy in the system's program for it, for reading only; gives where it lies meanwhile."""
    if not _folders:
        _sweep(Path(tempfile.gettempdir()))
        _folders.append(Path(tempfile.mkdtemp(prefix=_PREFIX)))
        atexit.register(clear_copies)
    path = free_file(_folders[0] / safe_name(name))
    path.write_bytes(data)
    path.chmod(stat.S_IRUSR)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
    return path


def clear_copies() -> None:
    """Clear away every copy that was opened."""
    while _folders:
        _clear(_folders.pop())


def _sweep(folder: Path) -> None:
    for old in folder.glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            if time() - old.lstat().st_mtime > _LEFT_BEHIND and not old.is_symlink():
                _clear(old)


def _clear(folder: Path) -> None:
    with contextlib.suppress(OSError):
        for one in folder.iterdir():
            one.chmod(stat.S_IRUSR | stat.S_IWUSR)  # Windows removes nothing that is for reading only
    shutil.rmtree(folder, ignore_errors=True)
