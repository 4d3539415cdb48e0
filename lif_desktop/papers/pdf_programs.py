"""Which word processor of this computer can turn a Word file into a tagged PDF, and how it is asked to."""

import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Name = Literal["LibreOffice", "Word"]

_NAMES = ("soffice", "libreoffice")
_PLACES = (
    "/usr/bin/soffice",
    "/usr/local/bin/soffice",
    "/opt/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_REGISTERED = (
    (r"SOFTWARE\LibreOffice\UNO\InstallPath", "soffice.exe"),
    (r"SOFTWARE\WOW6432Node\LibreOffice\UNO\InstallPath", "soffice.exe"),
    (r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\soffice.exe", ""),
)
"""Keys whose own value is the folder of the program, or the program itself."""

SOURCE, TARGET = "paper.docx", "paper.pdf"
"""What the files are called in the folder of a run: no name of a case stands in a process list."""

WORD_PROCESS = "word.txt"
"""Where the number of the Word that was started for a run is written, so that it can be ended with it."""

_WORD_SCRIPT = """
$ErrorActionPreference = 'Stop'
function Started { @(Get-CimInstance Win32_Process -Filter 'Name = ''WINWORD.EXE''' |
  Where-Object { $_.CommandLine -like '*-Embedding*' } | ForEach-Object { $_.ProcessId }) }
$before = Started
$word = New-Object -ComObject Word.Application
try {
  $own = @(Started | Where-Object { $before -notcontains $_ })
  if ($own.Count -eq 1) { Set-Content -LiteralPath $env:LIF_WORD -Value $own[0] -Encoding Ascii }
  $word.Visible = $false
  $word.DisplayAlerts = 0
  $word.AutomationSecurity = 3
  $document = $word.Documents.Open($env:LIF_SOURCE, $false, $true, $false)
  try {
    $document.ExportAsFixedFormat($env:LIF_TARGET, 17, $false, 0, 0, 1, 1, 0, $true, $true, 1, $true, $true, $false)
  } finally { $document.Close(0) }
} finally { $word.Quit(0) }
"""
"""Opens the file for reading only, without macros and questions, and exports it with tags, title and bookmarks of
the headings. Which Word is ours is told by the way it was started (-Embedding): never one that a person has open."""

_SETTINGS: tuple[tuple[str, str, str], ...] = (
    ("Office.Common/Filter/PDF/Export", "UseTaggedPDF", "true"),
    ("Office.Common/Filter/PDF/Export", "PDFUACompliance", "true"),
    ("Office.Common/Filter/PDF/Export", "ExportBookmarks", "true"),
    ("Office.Common/Filter/PDF/Export", "DisplayPDFDocumentTitle", "true"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Setup/Office", "ooSetupInstCompleted", "true"),
)
"""What LibreOffice is told in the profile of a run: node, name and value. No macros, nothing fetched from elsewhere."""


@dataclass(frozen=True)
class Writer:
    """A word processor of this computer, by its name and program (for Word the PowerShell that speaks with it)."""

    name: Name
    program: str


def which_writer() -> Name | None:
    """Which word processor makes the PDF here: LibreOffice before Word, or none."""
    found = find_writer()
    return None if found is None else found.name


def find_writer() -> Writer | None:
    """The word processor that makes the PDF here. LibreOffice comes first: it works beside one that is open."""
    if program := _libreoffice():
        return Writer("LibreOffice", program)
    if program := _word():
        return Writer("Word", program)
    return None


def command(writer: Writer, folder: Path) -> list[str]:
    """The command that makes TARGET of SOURCE within `folder`."""
    if writer.name == "Word":
        return [writer.program, "-NoLogo", "-NoProfile", "-NonInteractive", "-Command", _WORD_SCRIPT]
    return [
        writer.program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--convert-to",
        "pdf:writer_pdf_Export",
        "--outdir",
        str(folder),
        str(folder / SOURCE),
    ]


def environment(folder: Path, now: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a run: where the files lie for Word, and `folder` for what a program puts aside."""
    own = {
        "LIF_SOURCE": str(folder / SOURCE),
        "LIF_TARGET": str(folder / TARGET),
        "LIF_WORD": str(folder / WORD_PROCESS),
        "TMPDIR": str(folder),
        "TEMP": str(folder),
        "TMP": str(folder),
    }
    return {**(os.environ if now is None else now), **own}


def write_profile(folder: Path) -> None:
    """Lay down the settings of LibreOffice for a run, in a profile of its own within `folder`."""
    items = "\n".join(
        f'<item oor:path="/org.openoffice.{node}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for node, name, value in _SETTINGS
    )
    own = folder / "profile" / "user"
    own.mkdir(parents=True)
    (own / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry"'
        ' xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
        f"{items}\n</oor:items>\n",
        encoding="utf-8",
    )


def _libreoffice() -> str:
    on_path = (shutil.which(name) for name in _NAMES)
    places = [*_PLACES, *_windows_places()]
    return next((found for found in (*on_path, *places) if found and Path(found).is_file()), "")


def _windows_places() -> list[str]:
    """Where LibreOffice lies on Windows: where the registry says, and the usual folders of programs."""
    folders = [os.environ.get(name, "") for name in ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)")]
    usual = [str(Path(folder) / "LibreOffice" / "program" / "soffice.exe") for folder in folders if folder]
    registered = [str(Path(found) / end) if end else found for key, end in _REGISTERED if (found := _registry(key))]
    return [*registered, *usual]


def _word() -> str:
    """The PowerShell that speaks with Word, where both are there."""
    if not _registry(r"Word.Application\CLSID", classes=True):
        return ""
    return shutil.which("powershell") or ""


if sys.platform == "win32":
    import winreg

    def _registry(key: str, *, classes: bool = False) -> str:
        """The value of a key of the registry itself; nothing where it is not there."""
        try:
            return str(winreg.QueryValue(winreg.HKEY_CLASSES_ROOT if classes else winreg.HKEY_LOCAL_MACHINE, key))
        except OSError:
            return ""

else:

    def _registry(key: str, *, classes: bool = False) -> str:  # noqa: ARG001 - as on Windows
        """No registry here."""
        return ""
