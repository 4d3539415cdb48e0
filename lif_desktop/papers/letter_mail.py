"""The e-mail that brings a letter: its words from the same file as those of the letters, the letter attached."""

from typing import TYPE_CHECKING

from lif_desktop.mail import Attachment, Draft
from lif_desktop.office.partnership import partnership_of
from lif_desktop.papers.letter_readers import Reader
from lif_desktop.papers.letter_values import EMAIL
from lif_desktop.papers.letter_words import filled, the_words

if TYPE_CHECKING:
    from lif_desktop.office.office import Office


def letter_draft(office: "Office", kind: str, ref: str, reader: Reader, file_name: str, data: bytes) -> Draft:
    """The e-mail with a letter of that kind about a review to one reader; its subject names the reference alone."""
    values = {
        "ref": ref,
        "partnership": partnership_of(office),
        "email": office.setting(EMAIL).strip() or "the office",
        "agency": reader.name,
        "role": reader.role,
    }
    words = the_words()
    greeting = f"{reader.greeting or 'Dear colleague'},"
    body = "\n\n".join([greeting, *(filled(one, values) for one in words.mail)])
    subject = f"{values['partnership']}: {words.letters[kind].label}, {ref}"
    return Draft(reader.to, subject, body, (Attachment(file_name, data),))
