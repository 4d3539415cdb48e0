"""Papers: blocks, the Word renderer, charts, and one file per paper."""

from lif_desktop.papers.catalogue import PAPERS, build_paper, make_paper, paper_kind
from lif_desktop.papers.kind import PaperKind
from lif_desktop.papers.saving import PaperError

__all__ = ["PAPERS", "PaperError", "PaperKind", "build_paper", "make_paper", "paper_kind"]
