"""Puts a made file in its place whole or not at all, and says in a sentence why it could not."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from lif_desktop.errors import LifError


class PaperError(LifError):
    """A paper that cannot be made or written; the sentence says why and what to do."""


def save_whole(path: Path, data: bytes) -> Path:
    """Write to a temporary name in the same folder, then rename; gives the path.

    What stood there stays as it was when anything fails. Raises PaperError where the folder is missing or
    the target is held open by another program, cannot be written or does not fit on the disk.
    """
    if not path.parent.is_dir():
        raise PaperError(f"There is no folder “{path.parent}”. Make it first or choose another one.")
    if path.is_dir():
        raise PaperError(f"“{path}” is a folder. Choose a name for the paper in it.")
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
        raise PaperError(_why(path, error, draft is not None)) from error
    finally:
        if draft is not None:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
    return path


def _why(path: Path, error: OSError, drafted: bool) -> str:
    if isinstance(error, PermissionError) and drafted and path.exists():
        return (
            f"“{path.name}” is open in another program, most likely Word. Close it there and make the paper "
            "again, or save it under another name. The file was left as it was."
        )
    if isinstance(error, PermissionError):
        return f"The folder “{path.parent}” cannot be written to. Save the paper somewhere else."
    return f"“{path.name}” could not be written ({error.strerror or error}). Nothing there was changed."
