"""Papers that take learning to those who work with people."""

from lif_desktop.papers.briefing import briefing
from lif_desktop.papers.kind import PaperKind

LEARNING_PAPERS: tuple[PaperKind, ...] = (
    PaperKind(
        "briefing",
        "Seven-minute briefing",
        "learning",
        "the reference of a learning point; the newest if none",
        briefing,
        family="Learning",
        leaves=True,
    ),
)
