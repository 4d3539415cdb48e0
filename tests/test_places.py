"""Resources and forms are found in the source tree and in an installed package."""

from pathlib import Path

from lif_desktop import places

TOP = Path(__file__).parents[1]


def test_the_source_tree_is_found() -> None:
    assert places.resources() == TOP / "resources"
    assert places.forms() == TOP / "forms"
    assert (places.resources() / "framework").is_dir()
    assert places.forms().is_dir()


def test_an_installed_package_is_found_first(tmp_path: Path) -> None:
    package = tmp_path / "lif_desktop"
    package.mkdir()
    (tmp_path / "resources").mkdir()
    assert places._folder("resources", package) == tmp_path / "resources"
    (package / "_resources").mkdir()
    assert places._folder("resources", package) == package / "_resources"
