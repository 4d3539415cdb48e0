"""Whether somebody has a spreadsheet open: Excel and LibreOffice leave a small file beside it that says so."""

import re
from collections.abc import Callable
from pathlib import Path

_LONGEST = 1024
_MOST_NAME = 54
_NOT_IN_NAMES = re.compile(r"[^\w .,'’@-]")


def is_mark(path: Path) -> bool:
    """Whether the file is itself such a mark, by its name and its size."""
    name = path.name
    return (name.startswith("~$") or (name.startswith(".~lock.") and name.endswith("#"))) and _size(path) <= _LONGEST


def held_by(path: Path) -> str:
    """Who has the file open, in words ("Ann Example has it open in Excel"); nothing where no mark says so.

    A program that was killed leaves its mark behind, so a mark is no proof.
    """
    found = _person(_read(path.with_name(f"~${path.name}")), _excel_name)
    if found is not None:
        return f"{found} has it open in Excel"
    found = _person(_read(path.with_name(f".~lock.{path.name}#")), _libreoffice_name)
    return f"{found} has it open in LibreOffice" if found is not None else ""


def _person(mark: bytes | None, name_in: Callable[[bytes], str]) -> str | None:
    if mark is None:
        return None
    name = _NOT_IN_NAMES.sub("", name_in(mark)).strip()[:_MOST_NAME]
    return name or "somebody"


def _excel_name(mark: bytes) -> str:
    """The name of the user: its length, then its letters."""
    return mark[1 : 1 + min(mark[0], _MOST_NAME)].decode("cp1252", "replace") if mark else ""


def _libreoffice_name(mark: bytes) -> str:
    return mark.partition(b",")[0].decode("utf-8", "replace")


def _read(mark: Path) -> bytes | None:
    """The first bytes of the mark; none of it where Excel holds it shut, and None where there is no mark."""
    try:
        if not mark.is_file() or mark.is_symlink():
            return None
        with mark.open("rb") as stream:
            return stream.read(_LONGEST)
    except PermissionError:
        return b""
    except OSError:
        return None


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
