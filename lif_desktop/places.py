"""Where the files lie that come with the program: resources and forms."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resources() -> Path:
    """Give the folder that holds framework/, templates/, icons/, sample/ and help/."""
    return _folder("resources", _PACKAGE)


def forms() -> Path:
    """Give the folder that holds the Qt Designer files of the one-off windows."""
    return _folder("forms", _PACKAGE)


def _folder(name: str, package: Path) -> Path:
    """Give `name` as it lies in an installed package, or beside the package in the source tree."""
    installed = package / f"_{name}"
    return installed if installed.is_dir() else package.parent / name
