"""Every paragraph of the framework has its line in docs/framework-coverage.md, and every test named there exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "framework-coverage.md").read_text(encoding="utf-8")

_NUMBERS = (
    "2.1 2.2 3.1 3.2 3.3 3.4 3.5 4.1 4.2 4.3 4.3.1 4.4 4.4.1 4.4.2 4.4.3 "
    "5 5.1 5.2 5.2.1 5.2.2 5.2.3 5.2.4 5.2.5 5.2.6 5.3 5.3.1 5.3.2 5.4 5.4.1 5.4.2 5.4.3 5.4.4 5.4.5 5.4.6 "
    "5.5 5.5.1 5.5.2 5.5.3 5.5.4 5.6 5.6.1 5.6.2 5.7 5.7.1 5.7.2 5.7.3 5.8 5.8.1 5.8.2 5.8.3 5.8.4 "
    "5.9 5.9.1 5.9.2 5.9.3 5.9.4 5.10 5.10.1 5.10.2 5.11 5.11.1 6 6.1 6.1.1 6.1.2 6.2 6.3 6.3.1 6.3.2 6.3.3 "
    "6.4 6.4.1 6.5 6.5.1 6.6 6.7 7.1 7.2 7.3 7.4 7.5 8.1 9.1 10.1 11.1 12.1 12.2 12.3 12.4 "
    "13.1 13.2 13.3 13.4 13.5"
)
PARAGRAPHS = tuple(_NUMBERS.split())
"""The numbered paragraphs of the framework from its principles on."""

APPENDICES = {
    "A": 8,
    "B": 3,
    "C": 7,
}
"""How many rows each appendix has: kinds of statutory review, of other review, and methodologies."""

ROW = re.compile(r"^\| (?P<name>[^|]+?) \| (?P<asks>[^|]+) \| (?P<where>[^|]+) \| (?P<tests>[^|]+) \|$", re.MULTILINE)
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def rows() -> list[re.Match[str]]:
    return list(ROW.finditer(PAGE))


def test_every_paragraph_has_one_line() -> None:
    numbered = [row["name"] for row in rows() if row["name"][0].isdigit()]
    assert sorted(numbered) == sorted(PARAGRAPHS)


@pytest.mark.parametrize(("appendix", "number"), APPENDICES.items())
def test_every_row_of_an_appendix_has_one_line(appendix: str, number: int) -> None:
    part = PAGE.split(f"## Appendix {appendix}")[1].split("\n## ")[0]
    assert len(ROW.findall(part)) == number


def test_every_line_says_where_it_lives_and_names_tests_that_are_there() -> None:
    lacking = []
    for row in rows():
        named = TEST.findall(row["tests"])
        there = [(path, name) for path, name in named if f"def {name}(" in (ROOT / path).read_text(encoding="utf-8")]
        if not row["where"].strip() or not named or there != named:
            lacking.append((row["name"], row["tests"]))
    assert lacking == []
