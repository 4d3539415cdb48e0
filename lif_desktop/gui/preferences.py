"""What a person prefers on this computer: theme, text size, name, recent offices. No Qt here."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

Theme = Literal["light", "dark", "system"]

THEMES: tuple[tuple[Theme, str], ...] = (("system", "As the system"), ("light", "Light"), ("dark", "Dark"))
TEXT_SIZES = (100, 110, 125, 150, 175, 200)
"""Sizes of text that can be chosen, in per cent."""
MOST_RECENT = 8


@dataclass(frozen=True)
class Preferences:
    """What is kept between two starts. `person` is the name in the history; "" takes the login's own.

    `recent` are paths of offices, newest first. `window` is the place and size of the window as Qt keeps it, in
    hexadecimal. `folder` is where papers and trackers were saved last, `papers` as what each kind was made last.
    """

    theme: Theme = "system"
    text: int = 100
    person: str = ""
    recent: tuple[str, ...] = ()
    window: str = ""
    folder: str = ""
    papers: tuple[tuple[str, str], ...] = ()

    def with_recent(self, office: Path) -> "Preferences":
        """With this office at the head of the recent ones."""
        path = str(office.resolve())
        others = (one for one in self.recent if one != path)
        return replace(self, recent=(path, *others)[:MOST_RECENT])

    def without_recent(self, office: Path) -> "Preferences":
        """With this office no longer among the recent ones."""
        return replace(
            self, recent=tuple(one for one in self.recent if one not in (str(office), str(office.resolve())))
        )

    def present(self) -> tuple[Path, ...]:
        """Those of the recent offices whose file is there."""
        return tuple(path for path in map(Path, self.recent) if path.is_file())


def load_preferences(file: Path) -> Preferences:
    """What `file` keeps. What it does not say, or says in a way that makes no sense, is as at the first start."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Preferences()
    return _sensible(found) if isinstance(found, dict) else Preferences()


def save_preferences(file: Path, preferences: Preferences) -> bool:
    """Keep them, whole or not at all; False where the folder cannot be written, which stops nobody's work."""
    temporary = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(json.dumps(asdict(preferences), indent=1), encoding="utf-8")
        temporary.replace(file)
    except OSError:
        return False
    return True


def _sensible(found: Mapping[str, Any]) -> Preferences:
    kept: dict[str, Any] = {}
    if found.get("theme") in {key for key, _ in THEMES}:
        kept["theme"] = found["theme"]
    if isinstance(found.get("text"), int):
        kept["text"] = max(TEXT_SIZES[0], min(TEXT_SIZES[-1], found["text"]))
    for name in ("person", "window", "folder"):
        if isinstance(found.get(name), str):
            kept[name] = found[name]
    if isinstance(found.get("recent"), list):
        kept["recent"] = tuple(one for one in found["recent"] if isinstance(one, str))[:MOST_RECENT]
    if isinstance(found.get("papers"), list):
        pairs = (one for one in found["papers"] if isinstance(one, list) and len(one) == 2)
        kept["papers"] = tuple((kind, form) for kind, form in pairs if isinstance(kind, str) and isinstance(form, str))
    return Preferences(**kept)
