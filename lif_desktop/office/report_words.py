"""What the author of a yearly report wrote under its headings: read, and changed through the journal."""

from collections.abc import Mapping

from sqlalchemy import Connection, select

from lif_desktop.office.changes import Add, Change, Edit
from lif_desktop.office.office import Office
from lif_desktop.registers.keeping import ReportWords

_TABLE = ReportWords.__table__


def words_of(office: Office, year: str) -> dict[tuple[str, str], str]:
    """The words for the reports of a financial year ("2025-26"), by key of the report and key of the heading."""

    def read(connection: Connection) -> dict[tuple[str, str], str]:
        found = select(_TABLE.c.report, _TABLE.c.heading, _TABLE.c.text).order_by(_TABLE.c.id)
        own = found.where(_TABLE.c.year == year, _TABLE.c.binned_at.is_(None))
        return {(report, heading): text for report, heading, text in connection.execute(own) if text}

    return office.read(read)  # type: ignore[no-any-return]


def words_changes(office: Office, year: str, report: str, written: Mapping[str, str]) -> list[Change]:
    """The changes that put these words under the headings of a report, by key of the heading; "" takes them away."""

    def read(connection: Connection) -> dict[str, tuple[int, str | None]]:
        own = select(_TABLE.c.heading, _TABLE.c.id, _TABLE.c.text).order_by(_TABLE.c.id)
        own = own.where(_TABLE.c.year == year, _TABLE.c.report == report, _TABLE.c.binned_at.is_(None))
        return {heading: (number, text) for heading, number, text in connection.execute(own)}

    there: Mapping[str, tuple[int, str | None]] = office.read(read)
    changes: list[Change] = []
    for heading, text in written.items():
        values = {"text": text.strip() or None, "written_on": office.today(), "written_by": office.person}
        number, stood = there.get(heading, (None, None))
        if values["text"] == stood:
            continue
        if number is None:
            about = {"year": year, "report": report, "heading": heading}
            changes.append(Add(ReportWords.__tablename__, about | values))
        else:
            changes.append(Edit(ReportWords.__tablename__, number, values))
    return changes
