"""What stands for a stored value in a cell of the whole office's workbook, and the value that a cell stands for."""

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from math import isfinite
from typing import Any

from lif_desktop.errors import LifError
from lif_desktop.framework.choice import plain
from lif_desktop.registers.field import Field
from lif_desktop.registers.lookup import Lookup
from lif_desktop.registers.values import SEPARATOR, ValueProblem
from lif_desktop.sheets.cells import as_text, reader
from lif_desktop.sheets.raw import ErrorCell
from lif_desktop.sheets.sizes import units
from lif_desktop.sheets.whole_layout import LONG_TEXTS, Part

CODED, LONG = "coded: ", "long text: "
"""What a cell begins with that holds what no cell can as it is, or the number of one on the sheet of long texts."""
MOST = 32_000
"""Characters that one cell is given, a few fewer than it could hold."""
_PIECE, _CODED_PIECE = 15_000, 5_000
_UNUSUAL = re.compile(
    rf"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]|^\s|\s\Z|^(?:{CODED}|{LONG})|_x[0-9A-Fa-f]{{4}}_"
)
"""What a cell does not give back as it was, or would be taken for a code."""
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_WHOLE = re.compile(r"-?\d{1,19}")
_FIRST_DAY = dt.date(1900, 3, 1)
_LARGEST = 2**63 - 1
_EXACT = 2**53
_FIGURES = 10
"""The number of a long text has fewer."""
_TOUCHED = "The code in this cell has been changed. Put back what stood there, or write plain text."

Cell = str | int | float | dt.date | None
Lists = Mapping[str, Mapping[str, str]]
"""The label of each entry of each list, by its key."""
Names = Mapping[str, Mapping[int, str]]
"""The reference or name of each record, by table and number, where no other has the same."""


def unusual(text: str) -> bool:
    """Whether a cell would not give a text back as it was, or it would be taken for a code."""
    return not text or _UNUSUAL.search(text) is not None


class LongTexts:
    """Texts too long for a cell, kept in pieces by number; `pieces` are (number, part, text)."""

    def __init__(self) -> None:
        self.pieces: list[tuple[int, int, str]] = []
        self._count = 0

    def add(self, text: str) -> str:
        """Keep a text; gives what stands for it in its cell."""
        self._count += 1
        cut = [text[at : at + _PIECE] for at in range(0, len(text), _PIECE)]
        if any(map(unusual, cut)):
            cut = [coded(text[at : at + _CODED_PIECE]) for at in range(0, len(text), _CODED_PIECE)]
        self.pieces += [(self._count, part, piece) for part, piece in enumerate(cut, 1)]
        return f"{LONG}{self._count}"


def coded(value: object) -> str:
    """A value as a code that every cell holds."""
    return f"{CODED}{json.dumps(value)}".replace("_x", "_\\u0078")  # else it may look like an escape of XML


def decoded(text: str) -> Any:
    """The value of a code. Raises ValueProblem where it is none any more."""
    try:
        value = json.loads(text.removeprefix(CODED), parse_constant=_no_number)
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise ValueProblem(_TOUCHED) from None
    return value


def _no_number(name: str) -> object:
    raise ValueError(name)


class Writing:
    """Turns stored values into cells."""

    def __init__(self, lists: Lists, names: Names, long_texts: LongTexts) -> None:
        self._lists, self._names, self._long = lists, names, long_texts
        self._back = Reading(lists, {}, {}, Lookup({}), dt.date.min)

    def of(self, part: Part) -> Callable[[Any], Cell]:
        """What turns the values of one column into cells."""
        kind = part.stored.kind
        if part.extra:
            return lambda value: self.text(value) if isinstance(value, str) else coded(value)
        if part.stored.target:
            names = self._names.get(part.stored.target, {})
            return lambda value: names.get(value, value)
        if part.field is not None and part.field.kind in ("choice", "choices"):
            return self._choice(part)
        by_kind: dict[str, Callable[[Any], Cell]] = {
            "whole": lambda value: value if -_EXACT < value < _EXACT else str(value),
            "decimal": lambda value: value if float(f"{value:.16G}") == value else repr(value),
            "yes_no": lambda value: "Yes" if value else "No",
            "date": lambda value: value if value >= _FIRST_DAY else value.isoformat(),
            "moment": lambda value: value.isoformat(" "),
            "json": lambda value: self.text(json.dumps(value, ensure_ascii=False, separators=(",", ":"))),
        }
        return by_kind.get(kind, self.text)

    def text(self, value: str) -> str:
        """A text as it stands, as a code, or as the number of a long text."""
        shown = coded(value) if unusual(value) else value
        return shown if units(shown) <= MOST else self._long.add(value)

    def _choice(self, part: Part) -> Callable[[Any], Cell]:
        labels = self._lists.get(part.field.choices, {}) if part.field is not None else {}
        read = self._back.of(part)

        def words(value: str) -> str:
            shown = "; ".join(labels.get(key, key) for key in value.split(SEPARATOR))
            try:
                known = not unusual(shown) and read(shown) == value
            except LifError:
                known = False
            return shown if known else self.text(f"[{value}]")

        return cache(words)


class Reading:
    """Turns cells into stored values; each reader raises ValueProblem with the reason, or another LifError.

    `lists` are those of the workbook and `lookup` what words stand for in this office, which is asked after them;
    `records` the numbers by name of each table, `long_texts` the long texts by number.
    """

    def __init__(
        self,
        lists: Lists,
        records: Mapping[str, Mapping[str, int]],
        long_texts: Mapping[int, str],
        lookup: Lookup,
        today: dt.date,
    ) -> None:
        self._keys = {name: _turned(labels) for name, labels in lists.items()}
        self._records, self.long_texts = records, long_texts
        self._lookup, self._today = lookup, today

    def of(self, part: Part) -> Callable[[Any], Any]:
        """What turns the cells of one column, none of them empty, into values."""
        read = self._reader(part)

        def checked(raw: Any) -> Any:
            if isinstance(raw, ErrorCell):
                raise ValueProblem(raw.why)
            return read(raw)

        return checked

    def _reader(self, part: Part) -> Callable[[Any], Any]:
        if part.extra:
            return self._extra
        if part.stored.target:
            return self._link(part)
        if part.field is not None and part.field.kind in ("choice", "choices"):
            return self._choice(part)
        heading, kind = part.heading, part.stored.kind
        if kind in ("date", "yes_no", "whole", "decimal"):
            ordinary = reader(Field(part.stored.name, heading, kind), self._lookup, self._today)
            return lambda raw: _number_or_day(kind, raw, ordinary)
        by_kind: dict[str, Callable[[Any], Any]] = {"moment": _moment, "json": self._json}
        return by_kind.get(kind, self.text)

    def text(self, raw: Any) -> str:
        """The text of a cell, whole where it was too long for one."""
        if not isinstance(raw, str):
            return as_text(raw)
        if raw.startswith(CODED):
            found = decoded(raw)
            if not isinstance(found, str):
                raise ValueProblem(_TOUCHED)
            return found
        if not raw.startswith(LONG):
            return raw
        number = raw.removeprefix(LONG).strip()
        known = number.isascii() and number.isdigit() and len(number) < _FIGURES
        found = self.long_texts.get(int(number)) if known else None
        if found is None:
            raise ValueProblem(f"This text is not on the sheet “{LONG_TEXTS}”. Put back what stood there.")
        return found

    def _extra(self, raw: Any) -> Any:
        return decoded(raw) if isinstance(raw, str) and raw.startswith(CODED) else self.text(raw)

    def _json(self, raw: Any) -> Any:
        return decoded(self.text(raw))

    def _link(self, part: Part) -> Callable[[Any], int]:
        by_name = self._records.get(part.stored.target, {})

        def link(raw: Any) -> int:
            if isinstance(raw, int) and not isinstance(raw, bool):
                return raw
            words = self.text(raw)
            found = by_name.get(words) or by_name.get(plain(words))
            if found is None and _WHOLE.fullmatch(words):
                return int(words)
            if found is None:
                raise ValueProblem(
                    f"No record in this workbook is called “{words}”. Write its name as it stands there."
                )
            return found

        return link

    def _choice(self, part: Part) -> Callable[[Any], str]:
        field = part.field
        keys = self._keys.get(field.choices, {}) if field is not None else {}

        def one(words: str) -> str:
            found = keys.get(words) or keys.get(plain(words)) or self._lookup.key(field.choices if field else "", words)
            if found is None:
                raise ValueProblem(
                    f"“{words}” is not in the list for {part.heading}. Choose from the list, as it stands."
                )
            return found

        def choice(raw: Any) -> str:
            words = self.text(raw)
            if words.startswith("[") and words.endswith("]"):
                return words[1:-1]
            if field is None or field.kind == "choice":
                return one(words)
            return SEPARATOR.join(one(word.strip()) for word in words.split(SEPARATOR) if word.strip())

        return choice


def _turned(labels: Mapping[str, str]) -> dict[str, str]:
    """The keys by their labels, as they stand and without capitals and marks."""
    loose = {plain(label): key for key, label in labels.items()}
    return loose | {label: key for key, label in labels.items()}


def _number_or_day(kind: str, raw: Any, ordinary: Callable[[Any], Any]) -> Any:
    """A day or a number as it was written out; anything else as an import reads it."""
    if kind == "date" and type(raw) is dt.date:
        return raw
    if isinstance(raw, str) and kind == "date" and _ISO_DAY.fullmatch(raw):
        return dt.date.fromisoformat(raw) if _is_day(raw) else ordinary(raw)
    if isinstance(raw, str) and kind == "whole" and _WHOLE.fullmatch(raw):
        raw = int(raw)
    if kind == "whole" and isinstance(raw, int) and not isinstance(raw, bool):
        if abs(raw) > _LARGEST:
            raise ValueProblem(f"{raw} is too large a number.")
        return raw
    if kind == "decimal" and isinstance(raw, float | int) and not isinstance(raw, bool):
        return float(raw)
    if isinstance(raw, str) and kind == "decimal":
        try:
            return _finite(float(raw))
        except ValueError:
            return ordinary(raw)
    return ordinary(raw)


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _finite(number: float) -> float:
    if not isfinite(number):
        raise ValueError
    return number


def _moment(raw: Any) -> dt.datetime:
    if isinstance(raw, dt.datetime):
        return raw
    if isinstance(raw, dt.date):
        return dt.datetime.combine(raw, dt.time())
    try:
        return dt.datetime.fromisoformat(as_text(raw)).replace(tzinfo=None)
    except ValueError:
        raise ValueProblem(
            f"“{as_text(raw)}” is not a day and time. Write it like 2026-03-03 14:30, by Greenwich."
        ) from None
