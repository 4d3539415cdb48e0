"""Drafts of e-mails as files that a mail program opens, ready to be looked at and sent by the person."""

from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from mimetypes import guess_type
from pathlib import Path

from lif_desktop.errors import LifError
from lif_desktop.saving import save_whole

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TYPES = {".xlsx": _WORKBOOK, ".docx": _DOCUMENT, ".ics": "application/ics"}


class DraftError(LifError):
    """A draft that cannot be written; the sentence says why and what to do."""


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a draft: its name and its bytes."""

    name: str
    data: bytes

    @classmethod
    def of(cls, path: Path) -> "Attachment":
        """The file at `path`. Raises OSError."""
        return cls(path.name, path.read_bytes())


@dataclass(frozen=True)
class Draft:
    """An e-mail that nobody has sent: to whom, what it is called, its words, what goes with it.

    `calendar` is a calendar file and what it asks ("REQUEST", "CANCEL"): the reader's program shows it as a meeting.
    """

    to: tuple[str, ...]
    subject: str
    body: str
    attachments: Sequence[Attachment] = ()
    calendar: tuple[bytes, str] | None = None

    def text(self) -> str:
        """The draft as text to copy: subject, a blank line, the words."""
        return f"{self.subject}\n\n{self.body}"


def draft_bytes(draft: Draft) -> bytes:
    """The draft as an .eml file. `X-Unsent` makes Outlook open it as a message still to be sent.

    No sender and no date: the mail program adds its own when the person sends it. Raises DraftError for an address
    that no e-mail can have.
    """
    addresses = [part.strip() for one in draft.to for part in one.split(";") if part.strip()]
    for address in addresses:
        if not _can_be_written(address):
            raise DraftError(f"“{address}” is no e-mail address. Correct it among the people of the agency.")
    message = EmailMessage(policy=SMTP)
    if addresses:
        message["To"] = ", ".join(addresses)
    message["Subject"] = " ".join(draft.subject.split())
    message["X-Unsent"] = "1"
    message.set_content(draft.body)
    if draft.calendar is not None:
        data, method = draft.calendar
        words = data.decode("utf-8")
        message.add_alternative(words, subtype="calendar", params={"method": method}, cte="base64")
    for one in draft.attachments:
        kind = _TYPES.get(Path(one.name).suffix.casefold()) or guess_type(one.name)[0] or "application/octet-stream"
        main, _, sub = kind.partition("/")
        message.add_attachment(one.data, maintype=main, subtype=sub, filename=one.name)
    return message.as_bytes()


def _can_be_written(address: str) -> bool:
    """Whether an address can stand in the head of an e-mail, whatever else is amiss with it."""
    message = EmailMessage(policy=SMTP)
    try:
        message["To"] = address
        message.as_bytes()
    except (ValueError, IndexError):  # the second where an address breaks off, as "Ann <ann@" does
        return False
    return True


def write_draft(draft: Draft, path: Path) -> Path:
    """Write the draft to `path` (.eml), whole or not at all, and give the path. Raises DraftError."""
    return save_whole(path, draft_bytes(draft), "the e-mail program", DraftError)
