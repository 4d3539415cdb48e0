"""Reads the words and figures of the made-up partnership from the TOML files of the folder content."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "content"


@cache
def content(name: str) -> dict[str, Any]:
    """What the file `name`.toml holds."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
