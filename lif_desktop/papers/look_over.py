"""The look over a whole paper before it leaves: every string of every block, with its place in words, and the mask."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace

from lif_desktop.framework.personal import Found, mask
from lif_desktop.framework.personal_names import names_within
from lif_desktop.framework.personal_places import Place, look, place
from lif_desktop.papers.blocks import (
    Block,
    Box,
    Bullets,
    Figure,
    Heading,
    Paper,
    Paragraph,
    Part,
    Run,
    Table,
    Text,
    parts_of,
)
from lif_desktop.papers.charts import Chart
from lif_desktop.papers.words import shorten

_LONGEST = 60
_REACH = 60
"""Characters at the end of a line and the start of the next within which a number may be broken between them."""
_GAP = "\n\n\n\n"
"""Stands for a status or a clock: longer than any gap within a number."""


@dataclass(frozen=True)
class _Spot:
    """Where a string stands: in words, with the heading (of its column, row or section) that says what it is.

    `goes_on` says that it goes on from the string before, as a line of a list does: a note is a line for each of its
    lines, and a number may be broken between two.
    """

    where: str
    label: str = ""
    goes_on: bool = False


Visit = Callable[[_Spot, Text], Text]


def look_over(paper: Paper, watched: Collection[str] = (), known: Collection[str] = ()) -> tuple[Place, ...]:
    """Everything in a paper that knows, reaches or names a person, in the order of the paper.

    `watched` are the names on the office's own list. `known` are the office's own contact details as
    `office.watched.own_contacts` gives them: they are no find in a place meant for them (see `personal_places.look`).
    """
    there = names_within("\n".join(texts_of(paper)), watched) if watched else ()
    looking = _Look(there, frozenset(known))
    _rewritten(paper, looking.visit)
    return tuple(looking.places)


def masked(paper: Paper, places: Iterable[Place]) -> Paper:
    """The paper with these finds of `look_over` in it masked, everything else as it was."""
    return _rewritten(paper, _Masking(places).visit)


def texts_of(paper: Paper) -> tuple[str, ...]:
    """Every string of the paper that is looked at, in its order."""
    found: list[str] = []

    def visit(_spot: _Spot, text: Text) -> Text:
        found.append(_words(text))
        return text

    _rewritten(paper, visit)
    return tuple(found)


# What is done at each string


class _Look:
    """Looks at each string and keeps what it finds."""

    def __init__(self, watched: tuple[str, ...], known: frozenset[str]) -> None:
        self._watched, self._known = watched, known
        self._number = -1
        self._before: tuple[_Spot, str, int] = (_Spot(""), "", 0)
        self.places: list[Place] = []

    def visit(self, spot: _Spot, text: Text) -> Text:
        self._number += 1
        words = _words(text)
        found = look(words, spot.label, self._watched, self._known)
        if spot.goes_on:
            found = (*self._broken(spot, words, found), *found)
        self.places += [place(spot.where, words, one, (self._number,), self._watched) for one in found]
        self._before = (spot, words, max((one.end for one in found), default=0))
        return text

    def _broken(self, spot: _Spot, words: str, found: tuple[Found, ...]) -> tuple[Found, ...]:
        """What begins at the end of the string before and ends in this one, as a find in each of the two."""
        other, before, free = self._before
        head = before[max(free, len(before) - _REACH) :]
        tail = words[: min(_REACH, min((one.start for one in found), default=len(words)))]
        joint = len(head) + 1
        for one in look(f"{head}\n{tail}", spot.label, self._watched, self._known):
            if one.start < joint - 1 and one.end > joint:
                start = len(before) - len(head) + one.start
                first = Found(start, len(before), one.kind, before[start:])
                self.places.append(place(other.where, before, first, (self._number - 1,), self._watched))
                return (Found(0, one.end - joint, one.kind, words[: one.end - joint]),)
        return ()


class _Masking:
    """Masks the finds of each string."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._number = -1
        self._by_number: dict[int, list[Found]] = {}
        for one in places:
            self._by_number.setdefault(one.at[0], []).append(one.found)

    def visit(self, _spot: _Spot, text: Text) -> Text:
        self._number += 1
        found = self._by_number.get(self._number)
        if not found:
            return text
        return mask(text, found) if isinstance(text, str) else _masked_parts(text, found)


def _words(text: Text) -> str:
    """The words of a text, its runs joined; a status or a clock stands between them and joins nothing."""
    if isinstance(text, str):
        return text
    return "".join(part.text if isinstance(part, Run) else _GAP for part in parts_of(text))


def _masked_parts(parts: tuple[Part, ...], found: Iterable[Found]) -> Text:
    """Runs with the finds masked: the mask stands in the run where the find begins."""
    made: list[Part] = []
    at = 0
    for part in parts:
        if isinstance(part, Run):
            made.append(replace(part, text=_masked_run(part.text, at, found)))
            at += len(part.text)
        else:
            made.append(part)
            at += len(_GAP)
    return tuple(made)


def _masked_run(words: str, at: int, found: Iterable[Found]) -> str:
    """The words of a run that begins at `at` of its text, with what of the finds lies in it masked or taken out."""
    for one in sorted(found, reverse=True):
        start, end = max(one.start - at, 0), min(one.end - at, len(words))
        if start < end:
            said = mask(words[start:end], [replace(one, start=0, end=end - start)]) if one.start >= at else ""
            words = f"{words[:start]}{said}{words[end:]}"
    return words


# The way through a paper


def _rewritten(paper: Paper, visit: Visit) -> Paper:
    """The paper with `visit` at each of its strings, in the order in which a person reads them."""
    way = _Way(visit)
    properties = paper.properties
    return replace(
        paper,
        title=way.line(paper.title, "the title"),
        subtitle=way.line(paper.subtitle, "the subtitle"),
        version_line=way.line(paper.version_line, "the foot of the pages"),
        names=tuple((name, way.line(text, f"the words for {{{{ {name} }}}}", name)) for name, text in paper.names),
        properties=replace(
            properties,
            author=way.line(properties.author, "the properties of the document, author"),
            subject=way.line(properties.subject, "the properties of the document, subject"),
            keywords=way.line(properties.keywords, "the properties of the document, keywords"),
        ),
        blocks=tuple(way.block(block) for block in paper.blocks),
    )


class _Way:
    """Goes through the blocks and knows under which heading it is."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._section = ""
        self._heading = ""
        self._in_text = False

    def line(self, text: str, where: str, label: str = "") -> str:
        """One plain string."""
        changed = self._visit(_Spot(where, label), text)
        return changed if isinstance(changed, str) else _words(changed)

    def text(self, text: Text, where: str, label: str = "", goes_on: bool = False) -> Text:
        """One text of a block, under the heading it stands under."""
        return self._visit(_Spot(self._under(where), label or self._heading, goes_on), text)

    def _under(self, where: str) -> str:
        return f"{self._section}, {where}" if self._section else where

    def _plain(self, text: str, where: str, label: str = "") -> str:
        return self.line(text, self._under(where), label or self._heading)

    def block(self, block: Block) -> Block:
        """One block with its strings visited."""
        follows, self._in_text = self._in_text, isinstance(block, Paragraph)
        match block:
            case Heading():
                self._heading = block.text
                if block.level == 2:
                    self._section = ""
                text = self._plain(block.text, "a heading")
                if block.level == 2:
                    self._section = f"“{shorten(block.text, _LONGEST)}”"
                return replace(block, text=text)
            case Paragraph():
                return replace(block, text=self.text(block.text, "a paragraph", goes_on=follows))
            case Bullets():
                items = enumerate(block.items, 1)
                lines = (self.text(item, f"line {at} of a list", goes_on=at > 1) for at, item in items)
                return replace(block, items=tuple(lines))
            case Box():
                title = self._plain(block.title, "the title of a box")
                return replace(block, title=title, text=self.text(block.text, f"the box “{shorten(title, _LONGEST)}”"))
            case Table():
                return self._table(block)
            case Figure():
                return replace(block, chart=self._chart(block.chart))
            case _:
                return block

    def _table(self, table: Table) -> Table:
        named = f"table “{shorten(table.about, _LONGEST)}”"
        about = self._plain(table.about, "what a table is about")
        columns = tuple(
            replace(column, title=self._plain(column.title, f"{named}, the heading of column {at}"))
            for at, column in enumerate(table.columns, 1)
        )
        rows = tuple(self._row(table, row, f"{named}, row {at}") for at, row in enumerate(table.rows, 1))
        return replace(table, about=about, columns=columns, rows=rows)

    def _row(self, table: Table, row: tuple[Text, ...], where: str) -> tuple[Text, ...]:
        head = _words(row[0]) if row and len(row) > 1 and len(_words(row[0])) <= _LONGEST else ""
        made = []
        for at, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            label = f"{column.title}\n{head}" if at and (table.heads or len(row) == 2) else column.title
            made.append(self.text(cell, f"{where}, {column.title or f'column {at + 1}'}", label or " "))
        return tuple(made)

    def _chart(self, chart: Chart) -> Chart:
        named = f"figure “{shorten(chart.title, _LONGEST)}”"
        return replace(
            chart,
            title=self._plain(chart.title, "the headline of a figure"),
            over=self._plain(chart.over, f"{named}, what its groups are"),
            categories=tuple(self._plain(one, f"{named}, its groups") for one in chart.categories),
            series=tuple(replace(one, name=self._plain(one.name, f"{named}, its key")) for one in chart.series),
            source=self._plain(chart.source, f"{named}, its source"),
            unit=self._plain(chart.unit, f"{named}, its unit"),
        )
