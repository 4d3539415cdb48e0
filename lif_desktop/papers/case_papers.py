"""Papers of one case, from its decision record to its assurance statement."""

from lif_desktop.papers.kind import PaperKind

CASE_PAPERS: tuple[PaperKind, ...] = ()
