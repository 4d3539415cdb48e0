"""One writer at a time: the system's own lock on a small file beside the office, with who holds it and since when."""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import IO

from lif_desktop.framework.dates import show_date
from lif_desktop.office.troubles import OfficeInUse, OfficeReadOnly

_PLACE = 4096
"""The locked byte lies past the words, so that on Windows another program can still read them."""


class OfficeLock:
    """Held as long as the office is open for writing. The system lets it go when the program ends, however it ends."""

    def __init__(self, office: Path, person: str, since: datetime) -> None:
        self._path = office.with_name(office.name + ".lock")
        try:
            mode = "r+b" if self._path.exists() else "w+b"
            self._file: IO[bytes] | None = self._path.open(mode, buffering=0)  # a buffer would read the locked byte too
        except OSError as error:
            raise OfficeReadOnly(
                f"The folder {office.parent} cannot be written to. Open the office for reading only, or copy it to "
                "a folder of your own."
            ) from error
        if not _take(self._file):
            words = _words(self._file)
            self._file.close()
            raise OfficeInUse(*words)
        self._file.seek(0)
        self._file.truncate()
        self._file.write(json.dumps({"person": person, "since": since.isoformat()}).encode())

    def release(self) -> None:
        """Lets another writer in."""
        if self._file is not None:
            _drop(self._file)
            self._file.close()
            self._file = None


def _words(file: IO[bytes]) -> tuple[str, str, str]:
    """The sentence for the second person, who holds the lock and since when."""
    try:
        held = json.loads(file.read(_PLACE) or b"{}")
        since = datetime.fromisoformat(held["since"]).astimezone()
        who, when = str(held["person"]), f"{since:%H:%M} on {show_date(since.date())}"
    except (ValueError, KeyError, OSError):
        who, when = "another window", "a moment ago"
    sentence = f"{who} has had this office open since {when}. Close it there, or open it here for reading only."
    return sentence, who, when


if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[bytes]) -> bool:
        file.seek(_PLACE)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            file.seek(0)
        return True

    def _drop(file: IO[bytes]) -> None:
        file.seek(_PLACE)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _drop(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_UN)
