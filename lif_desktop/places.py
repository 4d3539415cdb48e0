"""Where the files lie that come with the program (resources and forms), and who sits at the desk."""

import getpass
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resources() -> Path:
    """Give the folder that holds framework/, templates/, icons/, sample/ and help/."""
    return _folder("resources", _PACKAGE)


def forms() -> Path:
    """Give the folder that holds the Qt Designer files of the one-off windows."""
    return _folder("forms", _PACKAGE)


def person() -> str:
    """Give the name under which this person's changes are kept, until they set another in Preferences."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "The office"


def _folder(name: str, package: Path) -> Path:
    """Give `name` as it lies in an installed package, or beside the package in the source tree."""
    installed = package / f"_{name}"
    return installed if installed.is_dir() else package.parent / name
