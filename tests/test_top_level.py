"""The top of the repository holds what the house picture names, and nothing else."""

import subprocess
from pathlib import Path

TOP = Path(__file__).parents[1]

EXPECTED = {
    ".ci",
    ".editorconfig",
    ".gitignore",
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "benchmarks",
    "docs",
    "forms",
    "installer",
    "lif_desktop",
    "pyproject.toml",
    "requirements-dev.lock",
    "requirements.lock",
    "resources",
    "run.py",
    "tests",
}


def kept_names(folder: Path) -> set[str]:
    """Give the top names of what git keeps in `folder`, or would keep: what it ignores does not count."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607 - git, wherever it lies
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return {line.split("/")[0] for line in listed.splitlines()}


def test_the_top_level_holds_only_what_is_expected() -> None:
    assert kept_names(TOP) - EXPECTED == set()


def test_everything_expected_is_there() -> None:
    assert EXPECTED - {path.name for path in TOP.iterdir()} == set()
