"""The twelve reasons for not taking a file, each one sentence that says what it is and what to do."""

from enum import Enum

from lif_desktop.errors import LifError


class Reason(Enum):
    """Why a file was refused; the value is the sentence, with the file's name and what was found in it."""

    CANNOT_OPEN = (
        "“{name}” could not be opened: {what}. Close it if it is open in Excel, "
        "look whether it is still in its folder, and try again."
    )
    EMPTY = "“{name}” is empty: the file holds no data at all. Ask whoever sent it to send it again."
    LOCKED = (
        "“{name}” is locked by a password. Open it in Excel, save a copy without the password "
        "(File, Info, Protect workbook), and import the copy."
    )
    RIGHTS = (
        "“{name}” is protected by rights management, so only named people can read it. "
        "Ask the sender for a copy without that protection."
    )
    OTHER_KIND = (
        "“{name}” is really {what}, not a spreadsheet that can be read. Open it in Excel or in the program "
        "that made it, save it as an Excel workbook (.xlsx), and import that."
    )
    TOO_LARGE = "“{name}” is too large to read safely: {what}. Copy the rows you need into a new workbook."
    UNSAFE = (
        "“{name}” was not opened because it holds {what}, which no ordinary workbook has. "
        "Open it in Excel if you trust the sender, save it under a new name, and import that."
    )
    DAMAGED = (
        "“{name}” is damaged or was cut short on its way{what}. Open it in Excel to repair it, "
        "or ask for it to be sent again."
    )
    STUCK = (
        "“{name}” was given up because reading it made no progress for {what} seconds. "
        "Open it in Excel, save it under a new name, and import that."
    )
    DIED = (
        "“{name}” made the reader stop before the end, so nothing was taken from it. "
        "Open it in Excel, save it as a new Excel workbook (.xlsx), and import that."
    )
    NO_ROWS = "“{name}” holds no rows{what}. Look whether the right file was chosen."
    NO_HEADINGS = (
        "“{name}” has no heading that matches {what}. Choose the register that it belongs to, "
        "or give its columns the headings of that register."
    )


class SheetRefused(LifError):
    """A file that is not taken. `reason` is the kind, `file` its name, `what` the detail in the sentence."""

    def __init__(self, reason: Reason, file: str, what: str = "") -> None:
        super().__init__(reason.value.format(name=file, what=what))
        self.reason = reason
        self.file = file
        self.what = what


class ReadCancelled(LifError):
    """The person pressed Cancel while the file was being read; nothing was taken."""

    def __init__(self, file: str) -> None:
        super().__init__(f"Reading “{file}” was cancelled. Nothing was taken from it.")
