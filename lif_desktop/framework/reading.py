"""Reads the TOML of a profile: every value is asked for by type, and a mistake is refused by file and key."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from lif_desktop.errors import LifError

Raw = dict[str, Any]
Word = TypeVar("Word", bound=str)
Part = TypeVar("Part")
_PREFIX = re.compile(r"[A-Z][A-Z0-9]{1,7}")
_NO_DEFAULT = object()
_TOML = "TOML: each key once, an equals sign and a value, texts in quotation marks, brackets closed"


class ProfileError(LifError):
    """A profile has a mistake; the sentence says in which file, at which key, and what was expected there."""

    def __init__(self, file: str, key: str, expected: str, found: object = None) -> None:
        self.file, self.key, self.expected = file, key, expected
        seen = "" if found is None else f", found {describe(found)}"
        super().__init__(f"{file}, {key}: expected {expected}{seen}.")


def describe(value: object) -> str:
    """A value from the file as a reader would recognise it, cut when long."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"“{value[:60]}…”" if len(value) > 60 else f"“{value}”"
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    return str(value)


def read_toml(path: Path) -> Raw:
    """The tables of the file; raises ProfileError where it is missing, unreadable or not TOML."""
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        raise ProfileError(str(path), "the file", "a profile at this place, and there is none") from None
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise ProfileError(str(path), "the file", f"a file that can be read ({reason})") from error
    except UnicodeDecodeError as error:
        raise ProfileError(path.name, f"byte {error.start + 1}", "text saved as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(path.name, _toml_place(error), _TOML) from error


def _toml_place(error: tomllib.TOMLDecodeError) -> str:
    """Line and column of a slip in the writing, or that it shows at the end of the file."""
    place = re.search(r"line \d+, column \d+", str(error))
    return place[0] if place else "the end of the file"


class Table:
    """One table of the file. Values are asked for by key and type; `finish` refuses what nobody asked for."""

    def __init__(self, file: str, place: str, data: Raw) -> None:
        self.file, self.place, self.data = file, place, data
        self._asked: set[str] = set()

    def error(self, key: str, expected: str, found: object = None) -> ProfileError:
        """The refusal of one key of this table."""
        return ProfileError(self.file, f"{self.place}, {key}" if self.place else key, expected, found)

    def text(self, key: str, default: object = _NO_DEFAULT) -> str:
        """A text that says something; an empty one only as the default."""
        value = self._value(key, "a text in quotation marks", default)
        if not isinstance(value, str) or (not value.strip() and value != default):
            raise self.error(key, "a text in quotation marks", value)
        return value

    def flag(self, key: str, default: object = _NO_DEFAULT) -> bool:
        """True or false."""
        value = self._value(key, "true or false", default)
        if not isinstance(value, bool):
            raise self.error(key, "true or false", value)
        return value

    def whole(self, key: str, least: int = 1) -> int:
        """A whole number of at least `least`."""
        expected = f"a whole number, {least} or more"
        value = self._value(key, expected, _NO_DEFAULT)
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            raise self.error(key, expected, value)
        return value

    def one_of(self, key: str, allowed: Sequence[Word], default: object = _NO_DEFAULT) -> Word:
        """One of the allowed words."""
        expected = "one of " + ", ".join(allowed)
        value = self._value(key, expected, default)
        for word in allowed:
            if word == value:
                return word
        raise self.error(key, expected, value)

    def key(self, key: str = "key") -> str:
        """A key in small letters, figures and underscores."""
        value = self.text(key)
        if not value.isascii() or not value.isidentifier() or value != value.lower():
            raise self.error(key, "small letters, figures and underscores, beginning with a letter", value)
        return value

    def texts(self, key: str, default: object = _NO_DEFAULT) -> tuple[str, ...]:
        """A list of texts."""
        expected = "a list of texts in quotation marks"
        value = self._value(key, expected, default)
        if not isinstance(value, list | tuple):
            raise self.error(key, expected, value)
        for item in value:
            if not isinstance(item, str) or not item.strip():
                raise self.error(key, expected, item)
        return tuple(value)

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self.data

    def table(self, key: str) -> "Table":
        """The table under this key."""
        value = self._value(key, "a table", _NO_DEFAULT)
        if not isinstance(value, dict):
            raise self.error(key, "a table", value)
        return Table(self.file, f"{self.place}, {key}" if self.place else key, value)

    def parts(self, key: str) -> "list[str | Table]":
        """A list of texts and tables, with at least one of them."""
        expected = "a list of texts in quotation marks and of tables, with at least one entry"
        value = self._value(key, expected, _NO_DEFAULT)
        if not isinstance(value, list) or not value or not all(isinstance(one, str | dict) for one in value):
            raise self.error(key, expected, value)
        place = f"{self.place}, {key}"
        return [Table(self.file, place, one) if isinstance(one, dict) else str(one) for one in value]

    def tables(self, key: str, identity: str = "key", default: object = _NO_DEFAULT) -> list["Table"]:
        """The tables of a list, each named by its identity in refusals; no identity may come twice."""
        expected = "a list of tables"
        rows = self._value(key, expected, default)
        if not isinstance(rows, list | tuple) or not all(isinstance(row, dict) for row in rows):
            raise self.error(key, expected, rows)
        place = f"{self.place}, {key}" if self.place else key
        refuse_doubles(self.file, place, rows, identity)
        return [Table(self.file, f"{place} {_name(row, identity, n)}", row) for n, row in enumerate(rows, 1)]

    def finish(self) -> None:
        """Refuses a key that was not asked for: a slip of the pen would otherwise be passed over."""
        for key in self.data:
            if key not in self._asked:
                raise self.error(key, "no such key here; the keys are " + ", ".join(sorted(self._asked)))

    def _value(self, key: str, expected: str, default: object) -> object:
        self._asked.add(key)
        if key in self.data:
            found: object = self.data[key]
            return found
        if default is _NO_DEFAULT:
            raise self.error(key, f"{expected}, and it is missing")
        return default


def prefix_of(table: Table) -> str:
    """What the references of an entry begin with; raises ProfileError unless it is short and in capitals."""
    prefix = table.text("prefix")
    if not _PREFIX.fullmatch(prefix):
        raise table.error("prefix", "two to eight capital letters or figures, beginning with a letter", prefix)
    return prefix


def shared(keys: Sequence[str], rows: Iterable[tuple[Table, Part]], of: str) -> dict[str, tuple[Part, ...]]:
    """By each of `keys`, the parts whose `types` name it; `of` says what the keys are of ("review types")."""
    found: dict[str, list[Part]] = {key: [] for key in keys}
    for table, part in rows:
        types = table.texts("types")
        table.finish()
        if not types:
            raise table.error("types", f"at least one key of {of}")
        for name in types:
            if name not in found:
                raise table.error("types", f"keys of {of}", name)
            found[name].append(part)
    return {key: tuple(parts) for key, parts in found.items()}


def _name(row: Raw, identity: str, number: int) -> str:
    """How a row of a list is called in a refusal: by its identity, or by its number where it has none."""
    name = row.get(identity)
    return describe(name) if isinstance(name, str) else f"number {number}"


def refuse_doubles(file: str, place: str, rows: Sequence[Raw], identity: str) -> None:
    """Raises ProfileError when two rows have the same identity."""
    seen: set[object] = set()
    for row in rows:
        name = row.get(identity)
        if isinstance(name, str):
            if name in seen:
                raise ProfileError(
                    file, f"{place} {describe(name)}", f"each {identity} once only, and this comes twice"
                )
            seen.add(name)
