"""What a person reads is plain: some words blame or beg, and are in no message, form, list or help page."""

import ast
import re
import tomllib
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]
AVOIDED = re.compile(r"\b(in)?valid\b|\bplease\b|\boops\b|\bsorry\b|\billegal\b|\bforbidden\b", re.IGNORECASE)
# A line of code that ends so holds words that the program looks for in other people's files.
NEVER_SHOWN = "# words: looked for, never shown"


def is_read(text: str) -> bool:
    """Tell whether a person may read `text`: not a key such as "valid", but "Valid" and "not valid"."""
    stripped = text.strip()
    return " " in stripped or stripped[:1].isupper()


def texts_of_code(source: str) -> Iterator[tuple[int, str]]:
    """Give each string of Python source with its line, but for docstrings and lines marked as never shown."""
    tree, lines = ast.parse(source), source.splitlines()
    silent = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in silent:
            continue
        if not lines[(node.end_lineno or node.lineno) - 1].endswith(NEVER_SHOWN):
            yield node.lineno, node.value


def texts_of_form(source: str) -> Iterator[tuple[int, str]]:
    """Give each text of a Qt Designer file, numbered in order."""
    for number, node in enumerate(ET.fromstring(source).iter("string"), 1):  # noqa: S314 - our own file
        yield number, node.text or ""


def texts_of_toml(source: str) -> Iterator[tuple[int, str]]:
    """Give each text of a TOML file, numbered in order."""

    def strings(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict | list):
            for inner in value.values() if isinstance(value, dict) else value:
                yield from strings(inner)

    yield from enumerate(strings(tomllib.loads(source)), 1)


def texts_of_page(source: str) -> Iterator[tuple[int, str]]:
    """Give each line of a page of help."""
    yield from enumerate(source.splitlines(), 1)


READERS = {".py": texts_of_code, ".ui": texts_of_form, ".toml": texts_of_toml, ".md": texts_of_page}


def faults_in(source: str, suffix: str) -> list[str]:
    """Give every text of `source` that holds a word to avoid, with its place."""
    texts = READERS[suffix](source)
    return [f"{place}: {text}" for place, text in texts if is_read(text) and AVOIDED.search(text)]


def files() -> list[Path]:
    """Give every file whose words are the program's own: not the samples, which sound as agencies do."""
    own = [path for path in (TOP / "resources").iterdir() if path.is_dir() and path.name != "sample"]
    folders = [TOP / "lif_desktop", TOP / "forms", *own]
    found = [path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in READERS]
    return [*found, TOP / "CHANGELOG.md"]


@pytest.mark.parametrize("path", files(), ids=lambda path: path.relative_to(TOP).as_posix())
def test_no_text_blames_or_begs(path: Path) -> None:
    assert faults_in(path.read_text(encoding="utf-8"), path.suffix) == []


@pytest.mark.parametrize(
    ("suffix", "source"),
    [
        (".py", 'raise LifError("The date is invalid")'),
        (".py", 'label = "Sorry"'),
        (".py", 'text = f"{name} is not a valid date"'),
        (".py", 'def f():\n    """Docstring."""\n    return "Please wait"'),
        (".py", 'text = (\n    "One line and "\n    "an illegal one"\n)'),
        (".ui", "<ui><widget><property><string>Oops, that went wrong</string></property></widget></ui>"),
        (".toml", '[[choice]]\nlabel = "Forbidden area"'),
        (".md", "# Help\n\nPlease press Enter."),
    ],
)
def test_a_word_to_avoid_is_seen(suffix: str, source: str) -> None:
    assert len(faults_in(source, suffix)) == 1


@pytest.mark.parametrize(
    ("suffix", "source"),
    [
        (".py", '"""A module that refuses what is invalid."""'),
        (".py", 'def f():\n    """Give the valid ones, or say sorry."""'),
        (".py", 'KEY = "valid"\ncolumns = {"invalid": 1}'),
        (".py", f'EMPTY = ["please select"]  {NEVER_SHOWN}'),
        (".py", 'text = "Validated on the day; invalidity benefit; a pleased family"'),
        (".toml", '[[choice]]\nkey = "valid"\nlabel = "Still holds"'),
    ],
)
def test_other_words_pass(suffix: str, source: str) -> None:
    assert faults_in(source, suffix) == []
