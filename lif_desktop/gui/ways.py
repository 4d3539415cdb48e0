"""What the window is given from outside: folders, the person, how the made-up office is made, where crashes go."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Say = Callable[[str, int, int], None]
"""Tells how far work is: words, how many done, of how many (0 when unknown). Raises when Cancel was pressed."""
MakeDemo = Callable[[Path, Say], object]
"""Makes `office.lif`, the made-up office, in a new folder."""
DEMO_FILE = "office.lif"


@dataclass(frozen=True)
class Ways:
    """What the window needs and cannot know by itself.

    `person` is the login's name, used until the preferences name another. `profiles` is the folder of framework
    profiles, `offices` where new offices go, `preferences` the file that keeps what is preferred. `crashed` is told
    of a bug; it keeps the details in the log and shows the crash page.
    """

    person: str
    profiles: Path
    offices: Path
    preferences: Path
    make_demo: MakeDemo
    crashed: Callable[[BaseException], None]
