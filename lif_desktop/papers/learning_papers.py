"""Papers that take learning to those who work with people."""

from lif_desktop.papers.briefing import briefing, feedback_form
from lif_desktop.papers.kind import Make, PaperKind


def _kind(key: str, label: str, make: Make) -> PaperKind:
    """A paper that is made for a learning point and goes to agencies."""
    needs = "the reference of a learning point; the newest if none"
    return PaperKind(key, label, "learning", needs, make, family="Learning", leaves=True)


LEARNING_PAPERS: tuple[PaperKind, ...] = (
    _kind("briefing", "Seven-minute briefing", briefing("seven_minute")),
    _kind("five-minute-briefing", "Five-minute briefing", briefing("five_minute")),
    _kind("one-minute-guide", "One-minute guide", briefing("one_page")),
    _kind("feedback-form", "Feedback form of a briefing", feedback_form),
)
