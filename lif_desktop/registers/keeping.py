"""What the office keeps beside its registers: documents, imports, saved views and settings."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from lif_desktop.registers.base import Record, points_to


class Document(Record):
    """A paper or file that left the office, or a file that was attached: which record it belongs to, and where it went.

    `issue` counts the issues of one `kind` for one record (or `year`). `as_at` (UTC) is the time its records were
    read, `records` names them: table, number, version. The bytes are kept under `sha256`. `copies` are the numbered
    copies and who got each; `looked` is what the look for personal details found and what was done about it.
    """

    __tablename__ = "documents"

    register: Mapped[str | None]
    record_id: Mapped[int | None]
    kind: Mapped[str | None]
    title: Mapped[str]
    path: Mapped[str | None]
    made_on: Mapped[date | None]
    marking: Mapped[str | None]
    sent_to: Mapped[str | None]
    why: Mapped[str | None]
    issue: Mapped[int | None]
    file_name: Mapped[str | None]
    year: Mapped[str | None]
    as_at: Mapped[datetime | None]
    sha256: Mapped[str | None]
    made_by: Mapped[str | None]
    approved_by: Mapped[str | None]
    approved_on: Mapped[date | None]
    copies: Mapped[list[Any]] = mapped_column(JSON, default=list)
    records: Mapped[list[Any]] = mapped_column(JSON, default=list)
    looked: Mapped[list[Any]] = mapped_column(JSON, default=list)


class PaperTemplate(Record):
    """A Word template of the office's own; its bytes are kept under `sha256`. `kind` is the paper it is for, or none."""

    __tablename__ = "paper_templates"

    name: Mapped[str]
    kind: Mapped[str | None]
    file_name: Mapped[str | None]
    sha256: Mapped[str]
    added_on: Mapped[date | None]


class ReportWords(Record):
    """What the author writes under one heading of a yearly report, where no register says it: a foreword, a priority.

    `report` is the key of the paper, `heading` that of the heading in it, `year` the financial year.
    """

    __tablename__ = "report_words"

    year: Mapped[str]
    report: Mapped[str]
    heading: Mapped[str]
    text: Mapped[str | None]
    written_on: Mapped[date | None]
    written_by: Mapped[str | None]


class ImportedFile(Record):
    """One import: which file (its bytes are kept under `sha256`) and sheet, what was done, the rows held back.

    `kind` and `return_id` say which return of an agency the file was, where it was one. `columns` are also the
    memory of layouts: what each heading was taken for. `answered` is what the rows of a return said that went in: by
    row key the number of the record and the values, as the journal holds them.
    """

    __tablename__ = "imported_files"

    register: Mapped[str]
    file_name: Mapped[str]
    sheet: Mapped[str | None]
    kind: Mapped[str | None]
    agency_id: Mapped[int | None] = points_to("agencies.id")
    return_id: Mapped[int | None] = points_to("agency_returns.id")
    imported_at: Mapped[datetime | None]
    sha256: Mapped[str | None]
    added: Mapped[int | None]
    changed: Mapped[int | None]
    unchanged: Mapped[int | None]
    columns: Mapped[list[Any]] = mapped_column(JSON, default=list)
    held_back: Mapped[list[Any]] = mapped_column(JSON, default=list)
    answered: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class SentWorkbook(Record):
    """One workbook made for an agency to fill in: what it asked and what stood in it, to compare with what comes back.

    `stamp` stands in the workbook and knows it again. `columns` are the fields asked for, `rows` what was sent of each
    record: its row key, number, version and values as the journal holds them.
    """

    __tablename__ = "sent_workbooks"

    stamp: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    register: Mapped[str]
    agency_id: Mapped[int | None] = points_to("agencies.id")
    return_id: Mapped[int | None] = points_to("agency_returns.id")
    review_id: Mapped[int | None] = points_to("reviews.id")
    audit_id: Mapped[int | None] = points_to("audits.id")
    year: Mapped[str | None]
    file_name: Mapped[str | None]
    made_at: Mapped[datetime | None]
    columns: Mapped[list[Any]] = mapped_column(JSON, default=list)
    rows: Mapped[list[Any]] = mapped_column(JSON, default=list)


class Synonym(Record):
    """A heading or a value that an agency writes, and what it was taken for."""

    __tablename__ = "synonyms"

    register: Mapped[str | None]
    field: Mapped[str | None]
    agency_id: Mapped[int | None] = points_to("agencies.id")
    written: Mapped[str]
    meant: Mapped[str | None]


class SavedView(Record):
    """A named filter and set of columns of one register."""

    __tablename__ = "saved_views"

    register: Mapped[str]
    name: Mapped[str]
    filters: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class Setting(Record):
    """One setting of the office, by name."""

    __tablename__ = "settings"

    name: Mapped[str] = mapped_column(unique=True)
    value: Mapped[str | None]
