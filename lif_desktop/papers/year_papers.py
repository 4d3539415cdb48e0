"""Papers of a financial year."""

from lif_desktop.papers.annual import annual_report
from lif_desktop.papers.kind import PaperKind

YEAR_PAPERS: tuple[PaperKind, ...] = (
    PaperKind(
        "annual-report",
        "Annual report, draft",
        "",
        "a financial year such as 2025-26; the last whole one if none",
        annual_report,
        family="The year",
        leaves=True,
    ),
)
