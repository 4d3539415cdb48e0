"""Blocks of cells as Excel puts them on the clipboard: tabs between cells, quotes round those with line breaks."""

from collections.abc import Sequence

Block = list[list[str]]

_BREAKS = ("\n", "\t")


def to_text(block: Sequence[Sequence[str]]) -> str:
    """The block as text: cells parted by tabs, rows by line ends.

    Quoted are cells with a tab or a line break, and those that begin with a quote, which could be taken for one.
    """
    return "\r\n".join("\t".join(_quoted(cell) for cell in row) for row in block)


def from_text(text: str) -> Block:
    """The rows and cells of pasted text. One line end after the last row is not a row; text "" gives no row.

    Excel quotes a cell that holds a tab or a line break, so quotes round any other belong to the cell.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\0").removesuffix("\n")
    if not text:
        return []
    block: Block = [[]]
    at = 0
    while True:
        cell, at = _next_cell(text, at)
        block[-1].append(cell)
        if at >= len(text):
            return block
        if text[at] == "\n":
            block.append([])
        at += 1


def _quoted(cell: str) -> str:
    plain = cell.replace("\r\n", "\n").replace("\r", "\n")
    if plain.startswith('"') or any(mark in plain for mark in _BREAKS):
        return '"' + plain.replace('"', '""') + '"'
    return plain


def _next_cell(text: str, at: int) -> tuple[str, int]:
    """The cell that begins at `at`, and where it ends: at a tab, a line end or the end of the text."""
    if text.startswith('"', at):
        end = _closing_quote(text, at + 1)
        if end >= 0:
            inside = text[at + 1 : end]
            if inside.startswith('""') or any(mark in inside for mark in _BREAKS):
                return inside.replace('""', '"'), end + 1
    ends = [end for end in (text.find(mark, at) for mark in _BREAKS) if end >= 0]
    end = min(ends, default=len(text))
    return text[at:end], end


def _closing_quote(text: str, at: int) -> int:
    """Where the quote stands that closes a cell, before a tab, a line end or the end; -1 when none does."""
    while (at := text.find('"', at)) >= 0:
        if text.startswith('""', at):
            at += 2
            continue
        return at if at + 1 == len(text) or text[at + 1] in _BREAKS else -1
    return -1
