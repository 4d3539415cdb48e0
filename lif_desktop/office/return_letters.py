"""The e-mail that goes with the workbook of a return: to whom, what is asked, by when, and how it comes back."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lif_desktop.framework.dates import show_date
from lif_desktop.mail import Attachment, Draft
from lif_desktop.office.office import Office
from lif_desktop.office.owed import return_items
from lif_desktop.office.owners import Owners
from lif_desktop.office.partnership import partnership_of

Row = Mapping[str, Any]
HOW_BACK = (
    "first sheet says what is asked and how. Send the whole file back as an Excel workbook and keep its columns as "
    "they are, so that your answers find their place. You need not fill in everything at once: send what you have, and "
    "the rest later in the same file."
)
"""How a workbook comes back: the words after "Its"."""


def return_draft(office: Office, row: Row, workbook: Path | None = None) -> Draft:
    """The e-mail about one return, a whole row, with its workbook where there is one.

    Raises OSError where the workbook cannot be read.
    """
    (item,) = return_items(office, [row])
    owner = Owners(office).of(item)
    attached = (Attachment.of(workbook),) if workbook is not None else ()
    subject = f"{partnership_of(office)}: {item.words}"
    return Draft(owner.to, subject, letter_text(office, item.words, row, owner.greeting), attached)


def letter_text(office: Office, words: str, row: Row, greeting: str = "Dear colleague") -> str:
    """The words of the e-mail about a return that is called `words`."""
    by = f" by {show_date(row['due_on'])}" if row["due_on"] else ""
    parts = (
        f"{greeting},",
        f"Attached is a workbook for: {words}. Would you fill it in and send it back{by}?",
        f"Its {HOW_BACK}",
        f"Thank you.\n\n{office.person}\n{partnership_of(office)}",
    )
    return "\n\n".join(parts)
