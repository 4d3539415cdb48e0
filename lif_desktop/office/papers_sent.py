"""An agenda that is logged as sent is the day on which the papers of its meeting went out."""

from collections.abc import Sequence

from lif_desktop.office.changes import Add, Change, Edit
from lif_desktop.office.circumstances import Circumstances, stood
from lif_desktop.registers.keeping import Document
from lif_desktop.registers.meetings import Meeting

AGENDA = "agenda"
"""The kind of paper that carries the papers of a meeting."""


def papers_sent(changes: Sequence[Change], about: Circumstances) -> Sequence[Change]:
    """The day of the first agenda that left for a meeting, unless a day stands there, cancelled meetings aside."""
    meetings, documents = Meeting.__tablename__, Document.__tablename__
    sent = {
        int(change.values["record_id"])
        for change in changes
        if isinstance(change, Add) and change.table == documents and change.values.get("kind") == AGENDA
        if change.values.get("register") == meetings and change.values.get("record_id")
    }
    return [
        Edit(meetings, number, {"papers_out_on": about.today})
        for number, meeting in stood(about, meetings, sorted(sent)).items()
        if meeting["papers_out_on"] is None and meeting["status"] != "cancelled"
        if meeting["held_on"] is None or meeting["held_on"] >= about.today
    ]
