"""Papers of a meeting."""

from lif_desktop.papers.agenda import agenda
from lif_desktop.papers.kind import PaperKind
from lif_desktop.papers.minutes import minutes

MEETING_PAPERS: tuple[PaperKind, ...] = (
    PaperKind(
        "agenda",
        "Agenda with papers",
        "meetings",
        "the reference of a meeting; the next one if none",
        agenda,
        family="Meetings",
    ),
    PaperKind(
        "minutes",
        "Minutes",
        "meetings",
        "the reference of a meeting; the latest one held if none",
        minutes,
        family="Meetings",
    ),
)
