"""Puts a made file in its place whole or not at all, and says in a sentence why it could not."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from lif_desktop.errors import LifError


def save_whole(path: Path, data: bytes, program: str, trouble: type[LifError]) -> Path:
    """Write `data` under a temporary name in the same folder, then rename it to `path`; gives the path.

    What stood there stays as it was when anything fails. Raises `trouble` where the folder is missing, or the target
    is held open by another program (most likely `program`), cannot be written or does not fit on the disk.
    """
    if not path.parent.is_dir():
        raise trouble(f"There is no folder “{path.parent}”. Make it first or choose another one.")
    if path.is_dir():
        raise trouble(f"“{path}” is a folder. Choose a name for the file in it.")
    draft: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".", suffix=f".part{path.suffix}", dir=path.parent)
        draft = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        raise trouble(_why(path, error, program, drafted=draft is not None)) from error
    finally:
        if draft is not None:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
    return path


def _why(path: Path, error: OSError, program: str, *, drafted: bool) -> str:
    if isinstance(error, PermissionError) and drafted and path.exists():
        return (
            f"“{path.name}” is open in another program, most likely {program}. Close it there and try again, "
            "or save it under another name. The file was left as it was."
        )
    if isinstance(error, PermissionError):
        return f"The folder “{path.parent}” cannot be written to. Save the file somewhere else."
    return f"“{path.name}” could not be written ({error.strerror or error}). Nothing there was changed."
