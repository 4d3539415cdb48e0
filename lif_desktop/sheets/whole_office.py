"""The whole office as one workbook, and an empty office filled from such a workbook."""

import datetime as dt
from io import BytesIO
from pathlib import Path

from lif_desktop.errors import LifError
from lif_desktop.office import Batch, Office
from lif_desktop.office.schema import SCHEMA_VERSION
from lif_desktop.office.whole import must_be_empty
from lif_desktop.sheets.book import new_book
from lif_desktop.sheets.planned import Problem
from lif_desktop.sheets.raw import RawBook
from lif_desktop.sheets.reader import read_book
from lif_desktop.sheets.saving import save_whole
from lif_desktop.sheets.whole_reading import WholeOffice, read_whole
from lif_desktop.sheets.whole_writing import WholeWriter


class WholeOfficeTrouble(LifError):
    """A workbook of a whole office that cannot be taken in as it is; `problems` are where and why."""

    def __init__(self, words: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(words)
        self.problems = problems


def write_office(office: Office, path: Path, today: dt.date | None = None) -> Path:
    """Write every record of the office to `path` as one workbook that `load_office` takes into an empty office.

    A sheet for each table that has rows, in words, with the records in the bin and the extra columns; what the
    office keeps beside its registers; and what is needed to read it all again. The history of changes, the bytes of
    imported files and attached files are not in it, and the first sheet says so. Raises SheetError when it cannot be
    written; what stood at `path` is then untouched.
    """
    day = today or office.today()
    stream = BytesIO()
    book = new_book(stream, office, "The whole office", day)
    WholeWriter(office, book, day).write()
    book.close()
    return save_whole(path, stream.getvalue())


def plan_office(office: Office, file: Path | RawBook) -> WholeOffice:
    """What a workbook of a whole office holds, read and checked; nothing is written.

    Raises SheetRefused and, where the workbook is none of a whole office, WholeOfficeTrouble.
    """
    book = file if isinstance(file, RawBook) else read_book(file)
    found = read_whole(book, office.lookup, office.today(), SCHEMA_VERSION)
    if isinstance(found, str):
        raise WholeOfficeTrouble(found)
    return found


def load_office(office: Office, file: Path | RawBook) -> Batch:
    """Take the workbook of a whole office into this empty one, after a backup and as one batch; gives the batch.

    Numbers, versions and the bin stay as they were. Raises SheetRefused for the file, OfficeError when the office is
    not empty, WholeOfficeTrouble with every mistake by sheet and cell; nothing is written then.
    """
    office.read(must_be_empty)
    return take_in_office(office, plan_office(office, file))


def take_in_office(office: Office, found: WholeOffice) -> Batch:
    """Carry out what `plan_office` gave. Raises as `load_office` does."""
    office.read(must_be_empty)
    if found.problems:
        first = found.problems[0]
        many = "One thing in it has" if len(found.problems) == 1 else f"{len(found.problems):,} things in it have"
        words = f"“{found.file}” was not taken in. {many} to be put right; the first: {first}"
        raise WholeOfficeTrouble(words, found.problems)
    office.backup("before import")
    batch = office.take_in(f"Took in the whole office from “{found.file}”", found.tables, found.counters)
    if batch is None:
        raise WholeOfficeTrouble(f"“{found.file}” holds nothing that this office does not have.")
    return batch
