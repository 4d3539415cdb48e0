"""Papers of a financial year."""

from lif_desktop.papers.annual import adults_report, annual_report, children_report
from lif_desktop.papers.annual_notes import annual_notes
from lif_desktop.papers.kind import Make, PaperKind

_NEEDS = "a financial year such as 2025-26; the last whole one if none"


def _of_the_year(key: str, label: str, make: Make, leaves: bool = True) -> PaperKind:
    return PaperKind(key, label, "", _NEEDS, make, family="The year", leaves=leaves)


YEAR_PAPERS: tuple[PaperKind, ...] = (
    _of_the_year("annual-report", "Annual report, joint draft", annual_report),
    _of_the_year("annual-report-adults", "Annual report, adults' board", adults_report),
    _of_the_year("annual-report-children", "Yearly report, children's partners", children_report),
    _of_the_year("annual-report-notes", "Annual report, author's notes", annual_notes, leaves=False),
)
