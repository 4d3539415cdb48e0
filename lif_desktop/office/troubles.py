"""Troubles with the office file that a person can mend."""

from lif_desktop.errors import LifError


class OfficeError(LifError):
    """A trouble with the office file."""


class NotAnOffice(OfficeError):
    """The file is something else."""


class OfficeNewer(OfficeError):
    """The file was written by a newer program."""


class OfficeDamaged(OfficeError):
    """The file cannot be read whole."""


class OfficeInUse(OfficeError):
    """Somebody has the file open. `who` and `since` are in words."""

    def __init__(self, message: str, who: str, since: str) -> None:
        super().__init__(message)
        self.who = who
        self.since = since


class OfficeClosed(OfficeError):
    """The office was closed while something was still to be done in it."""


class OfficeReadOnly(OfficeError):
    """The office was opened for reading, or its folder cannot be written."""


class RecordChanged(OfficeError):
    """The record was changed by another hand since it was read."""


class RecordClash(OfficeError):
    """Another record stands in the way, or one that this points to is gone; the sentence says which of them."""


class RecordKept(OfficeError):
    """The record is of a kind that is superseded by a later one, never changed and never taken away."""


class NothingToUndo(OfficeError):
    """There is no batch to undo or redo."""
