"""Letters: to agencies, families and practitioners."""

from lif_desktop.papers.kind import PaperKind

LETTER_PAPERS: tuple[PaperKind, ...] = ()
