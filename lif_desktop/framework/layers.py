"""A profile that is based on another: only what differs is written, and laid over the other by key."""

from pathlib import Path

from lif_desktop.framework.reading import ProfileError, Raw, read_toml, refuse_doubles


def identity(row: object) -> str | None:
    """What a table of a list is known by: its key, or the register it is about."""
    found = row.get("key", row.get("register")) if isinstance(row, dict) else None
    return found if isinstance(found, str) else None


def read_layers(path: Path) -> list[tuple[Path, Raw]]:
    """The tables to check, each with its file: first the base, if any, then the profile laid over it.

    `based_on` names a file in the same folder, which may itself be based on none. `leave_out` drops whole
    lists ("agencies") or single entries ("lists.themes.neglect") of the base before the rest is laid over it.
    Raises ProfileError.
    """
    raw = read_toml(path)
    name = raw.pop("based_on", None)
    leave_out = raw.pop("leave_out", None)
    if name is None:
        if leave_out is not None:
            raise ProfileError(path.name, "leave_out", "this key only in a profile that is based on another")
        return [(path, raw)]
    if not isinstance(name, str) or Path(name).name != name:
        raise ProfileError(path.name, "based_on", "the name of a file in the same folder", name)
    base = read_toml(path.with_name(name))
    if "based_on" in base:
        raise ProfileError(path.name, "based_on", "a profile that is not based on another one", name)
    if not isinstance(leave_out, list | None):
        raise ProfileError(path.name, "leave_out", "a list of texts in quotation marks", leave_out)
    lower = base
    for place in leave_out or []:
        lower = _without(path.name, lower, place)
    return [(path.with_name(name), base), (path, _laid_over(path.name, "", lower, raw))]


def _without(file: str, base: Raw, place: object) -> Raw:
    """The base without the list or the entry of that place."""
    parts = place.split(".") if isinstance(place, str) else []
    names = parts[: 2 if parts[:1] in (["lists"], ["risk"], ["evaluation"]) else 1]
    copy = level = dict(base)
    for name in names[:-1]:
        level[name] = level = dict(level.get(name, {}))
    rows = level.get(names[-1]) if names else None
    entry = ".".join(parts[len(names) :])
    if not isinstance(rows, list) or (entry and entry not in map(identity, rows)):
        raise ProfileError(file, "leave_out", "lists or entries of the base, like “lists.themes.neglect”", place)
    level[names[-1]] = [row for row in rows if entry and identity(row) != entry]
    return copy


def _laid_over(file: str, place: str, base: Raw, over: Raw) -> Raw:
    """The base table with the values of the other: tables key by key, lists of tables entry by entry."""
    result = dict(base)
    for key, value in over.items():
        below = f"{place}, {key}" if place else key
        old = base.get(key)
        if isinstance(value, dict) and isinstance(old, dict):
            result[key] = _laid_over(file, below, old, value)
        elif isinstance(old, list) and _keyed(value) and _keyed(old):
            result[key] = _entries_laid_over(file, below, old, value)
        else:
            result[key] = value
    return result


def _entries_laid_over(file: str, place: str, base: list[Raw], over: list[Raw]) -> list[Raw]:
    """The base list with the values of entries of the same identity replaced, new entries at its end."""
    refuse_doubles(file, place, over, "key")
    refuse_doubles(file, place, over, "register")
    result = {identity(row): row for row in base}
    for row in over:
        name = identity(row)
        result[name] = {**result.get(name, {}), **row}
    return list(result.values())


def _keyed(value: object) -> bool:
    """Whether the value is a list of tables that are known by something."""
    return isinstance(value, list) and bool(value) and all(identity(row) is not None for row in value)
