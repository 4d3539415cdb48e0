"""The top of the repository holds what the house picture names, and nothing else."""

from fnmatch import fnmatch
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
    """Give the names in `folder` but for git's own and what .gitignore leaves out."""
    ignored = [line.strip("/") for line in (folder / ".gitignore").read_text(encoding="utf-8").splitlines() if line]
    names = {path.name for path in folder.iterdir()} - {".git"}
    return {name for name in names if not any(fnmatch(name, pattern) for pattern in ignored)}


def test_the_top_level_holds_only_what_is_expected() -> None:
    assert kept_names(TOP) - EXPECTED == set()


def test_everything_expected_is_there() -> None:
    assert EXPECTED - {path.name for path in TOP.iterdir()} == set()


def test_a_stray_name_is_seen(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("/out/\n*.pyc\n", encoding="utf-8")
    for name in ("out", ".git"):
        (tmp_path / name).mkdir()
    for name in ("a.pyc", "notes.txt"):
        (tmp_path / name).touch()
    assert kept_names(tmp_path) == {".gitignore", "notes.txt"}
