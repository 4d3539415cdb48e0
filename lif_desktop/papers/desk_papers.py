"""Papers for the desk itself."""

from lif_desktop.papers.handover import handover
from lif_desktop.papers.kind import PaperKind

DESK_PAPERS: tuple[PaperKind, ...] = (
    PaperKind(
        "handover", "Desk handover", "", "nothing: it speaks of the next ten working days", handover, by_day=True
    ),
)
