"""The e-mail that brings a letter: words for each kind, the letter attached, and the workbooks made for its reader."""

from typing import TYPE_CHECKING

from lif_desktop.mail import Attachment, Draft
from lif_desktop.office.issued import kept_bytes
from lif_desktop.office.partnership import partnership_of
from lif_desktop.papers.letter_readers import Reader
from lif_desktop.papers.letter_values import EMAIL, TELEPHONE, workbooks_of
from lif_desktop.papers.letter_words import filled, the_words
from lif_desktop.papers.words import one_line

if TYPE_CHECKING:
    from lif_desktop.office.office import Office


def letter_draft(office: "Office", kind: str, ref: str, reader: Reader, file_name: str, data: bytes) -> Draft:
    """The e-mail with a letter of that kind about a review to one reader, in the words of that kind.

    The workbooks that were made for what the reader owes go with it. No name of a case stands in subject or words; in
    those to a family not its reference either.
    """
    email, telephone = (one_line(office.setting(key)) for key in (EMAIL, TELEPHONE))
    books = workbooks(office, reader) if kind == "request" else ()
    values = {
        "ref": ref,
        "partnership": partnership_of(office),
        "person": one_line(office.person),
        "agency": reader.name,
        "role": reader.role,
        "or_email": f", or write to {email}," if email else "",
        "or_ring": f" or ring {telephone}" if telephone else "",
        "workbook_words": " The workbook to fill in is attached too." if books else "",
    }
    letter = the_words().letters[kind]
    greeting = reader.greeting if kind != "chair" else ""
    greeting = greeting or filled(letter.mail.greeting or letter.greeting, values)
    body = "\n\n".join([f"{greeting},", *(filled(one, values).strip() for one in letter.mail.text)])
    return Draft(reader.to, filled(letter.mail.subject, values), body, (Attachment(file_name, data), *books))


def workbooks(office: "Office", reader: Reader) -> tuple[Attachment, ...]:
    """The files of the workbooks that were made for what a reader still owes."""
    found = ((one.file_name, kept_bytes(office, one.sha256)) for _, one in workbooks_of(office, reader))
    return tuple(Attachment(name, data) for name, data in found if data is not None)
