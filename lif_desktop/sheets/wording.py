"""How lists of rows, columns and texts are said in notices: counted, named, and cut where they grow long."""

from collections.abc import Iterable, Sequence

from lif_desktop.sheets.raw import letters

_MOST_TEXT = 60
_MOST_NAMED = 8


def count(things: Sequence[object], name: str) -> str:
    """How many things there are: "1 hidden row", "1,200 hidden rows"."""
    return f"{len(things):,} {name}{'' if len(things) == 1 else 's'}"


def named(things: Iterable[object]) -> str:
    """The things in a row of words, the first eight of them: "A, B and C", "… and 4 more"."""
    names = [str(thing) for thing in things]
    more = len(names) - _MOST_NAMED
    if more > 0:
        return f"{', '.join(names[:_MOST_NAMED])} and {more:,} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def unlike(texts: Iterable[str], taken: Iterable[str] = ()) -> tuple[str, ...]:
    """The texts, no two alike, with a number behind those that stood before or in `taken`: "Date", "Date (2)"."""
    seen = {text.casefold() for text in taken}
    found = []
    for text in texts:
        name, times = text, 1
        while name.casefold() in seen:
            times += 1
            name = f"{text} ({times})"
        seen.add(name.casefold())
        found.append(name)
    return tuple(found)


def quoted(texts: Iterable[str]) -> str:
    """Texts of cells between quotation marks, long ones cut."""
    lines = (" ".join(text.split()) for text in texts)
    return named(f"“{text if len(text) <= _MOST_TEXT else text[:_MOST_TEXT] + '…'}”" for text in lines)


def runs(numbers: Iterable[int]) -> str:
    """Numbers that rise, those without a gap between them as one: "3, 5 to 9 and 12"."""
    return named(str(low) if low == high else f"{low} to {high}" for low, high in _spans(numbers))


def row_names(numbers: Sequence[int]) -> str:
    """Rows with their word: "Row 3", "Rows 3 and 7 to 9"."""
    return f"{'Row' if len(numbers) == 1 else 'Rows'} {runs(numbers)}"


def column_names(places: Sequence[int]) -> str:
    """Columns, counted from 1, with their word: "column C", "columns C to F"."""
    spans = [letters(low) if low == high else f"{letters(low)} to {letters(high)}" for low, high in _spans(places)]
    return f"column{'' if len(places) == 1 else 's'} {named(spans)}"


def _spans(numbers: Iterable[int]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1] = spans[-1][0], number
        else:
            spans.append((number, number))
    return spans
