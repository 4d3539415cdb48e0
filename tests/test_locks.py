"""The locks name one exact version of everything, and agree with the ranges of pyproject.toml."""

import tomllib
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

TOP = Path(__file__).parents[1]
PROJECT = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def locked(name: str) -> dict[str, str]:
    """Give each library of a lock with its exact version."""
    lines = [line.partition("#")[0].strip() for line in (TOP / name).read_text(encoding="utf-8").splitlines()]
    found = [Requirement(line) for line in lines if line and not line.startswith("-r")]
    return {canonicalize_name(one.name): str(one.specifier).removeprefix("==") for one in found}


RUN = locked("requirements.lock")
DEV = locked("requirements-dev.lock")
ALL = {**RUN, **DEV}
LICENCES = (TOP / "docs" / "licences.md").read_text(encoding="utf-8")


def ranges() -> list[Requirement]:
    """Give every range of pyproject.toml that holds for this Python."""
    wanted = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]
    return [one for one in map(Requirement, wanted) if one.marker is None or one.marker.evaluate()]


@pytest.mark.parametrize("wanted", ranges(), ids=str)
def test_a_locked_version_lies_in_its_range(wanted: Requirement) -> None:
    assert wanted.specifier.contains(ALL[canonicalize_name(wanted.name)])


@pytest.mark.parametrize("name", sorted(set(ALL) - {"colorama"}))
def test_what_a_library_needs_is_locked_with_it(name: str) -> None:
    lock = RUN if name in RUN else ALL
    for needed in map(Requirement, requires(name) or []):
        if needed.marker is None or needed.marker.evaluate({"extra": ""}):
            assert needed.specifier.contains(lock[canonicalize_name(needed.name)]), str(needed)


def test_every_version_is_exact() -> None:
    assert {name for name, version in ALL.items() if not version or set("<>~!*,") & set(version)} == set()


def test_nothing_that_slows_the_reading_of_workbooks_is_locked() -> None:
    assert {"defusedxml", "odfpy"} & set(ALL) == set()


def test_pyside_stays_below_the_release_that_loses_references_on_python_3_11() -> None:
    ranges_of_pyside = [one for one in map(Requirement, PROJECT["dependencies"]) if "PySide6" in one.name]
    here = [one for one in ranges_of_pyside if one.marker and one.marker.evaluate({"python_version": "3.11"})]
    assert len(here) == 1
    assert not here[0].specifier.contains("6.12.0")
    assert here[0].specifier.contains(RUN["pyside6-essentials"])


@pytest.mark.parametrize("name", sorted(ALL))
def test_the_licence_of_every_library_is_told(name: str) -> None:
    rows = [line.split("|")[1] for line in LICENCES.splitlines() if line.startswith("|")]
    assert name in {canonicalize_name(one.strip()) for row in rows for one in row.split(",")}
