"""Files that somebody attached to a record: their bytes are kept as they came and never read."""

from hashlib import sha256

from lif_desktop.errors import LifError
from lif_desktop.office.changes import Add, Batch
from lif_desktop.office.issued import DOCUMENTS
from lif_desktop.office.office import Office

ATTACHED = "attached"
"""The kind of a document that was attached and never left."""
LARGEST = 20_000_000
"""Bytes of one file that are kept in the office: some twenty megabytes, since each backup holds them again."""
_LONGEST_NAME = 150


class CannotAttach(LifError):
    """A file that cannot be kept with a record; the sentence says why and what to do."""


def attach(office: Office, key: str, number: int, name: str, data: bytes) -> Batch | None:
    """Keep a file with record `number` of register `key`; undo takes it away again.

    Nothing of it is opened or read, whatever it is. Raises CannotAttach for an empty or too large one, OfficeReadOnly.
    """
    plain = " ".join("".join(letter if letter.isprintable() else " " for letter in name).split())
    short = plain[-_LONGEST_NAME:] or "File"
    if not data:
        raise CannotAttach(f"“{short}” is empty. Choose another file.")
    if len(data) > LARGEST:
        raise CannotAttach(too_large(short))
    digest = sha256(data).hexdigest()
    office.keep_bytes(digest, data)
    values = {
        "register": key,
        "record_id": number,
        "kind": ATTACHED,
        "title": short,
        "file_name": short,
        "made_on": office.today(),
        "made_by": office.person,
        "sha256": digest,
        "copies": [],
        "records": [],
        "looked": [],
    }
    return office.write(f"Attached “{short}” to {office.lookup.reference(key, number)}", [Add(DOCUMENTS, values)])


def too_large(name: str) -> str:
    """What is said of a file that is too large."""
    return (
        f"“{name}” is larger than {LARGEST // 1_000_000} megabytes. Keep it in the office’s folder, and write its "
        "place in the notes of the record."
    )
