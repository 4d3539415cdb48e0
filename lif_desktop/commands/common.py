"""What every verb of the command line needs: what it says, how it refuses, and the office that it works on."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lif_desktop.errors import LifError
from lif_desktop.places import person, resources


class Refusal(LifError):
    """What was asked cannot be done; the sentence says what can."""


def say(text: object) -> None:
    """One line for the person."""
    sys.stdout.write(f"{text}\n")


def warn(text: object) -> None:
    """One line for the person beside what was asked for, on the error stream."""
    sys.stderr.write(f"{text}\n")


def say_json(value: object) -> None:
    """A value for a program, as JSON that every terminal can write."""
    plain = "utf" not in (getattr(sys.stdout, "encoding", None) or "").casefold()
    say(json.dumps(value, ensure_ascii=plain, indent=2, default=str))


@contextmanager
def opened(asked: argparse.Namespace, read_only: bool = False) -> Iterator[Any]:
    """The office that was named, closed again afterwards."""
    from lif_desktop.office import open_office

    office = open_office(Path(asked.office), resources() / "framework", person(), read_only)
    try:
        yield office
    finally:
        office.close()
